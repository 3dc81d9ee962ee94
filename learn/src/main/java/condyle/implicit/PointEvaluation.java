package condyle.implicit;

import condyle.image.Geometry;
import condyle.image.LabelSet;
import condyle.image.Probabilities;
import condyle.image.Volume;
import condyle.tensor.NoGradient;
import condyle.tensor.Scope;
import condyle.tensor.Tensor;

/** Asks a coordinate network for every voxel of a grid, some thousand at a time, so that they stay in the processor's cache. */
final class PointEvaluation {
    /** Points that a pass takes at once. */
    static final int CHUNK = 4096;

    private final CoordinateNetwork network;
    private final LabelSet outputs;
    private final int axes;

    /** @param axes 3, or 4 with the time */
    PointEvaluation(CoordinateNetwork network, LabelSet outputs, int axes) {
        this.network = network;
        this.outputs = outputs;
        this.axes = axes;
    }

    /** The class with the largest of the numbers from an offset on; the first where several tie. */
    static int best(float[] values, int offset, int classes) {
        int best = 0;
        for (int c = 1; c < classes; c++) {
            best = values[offset + c] > values[offset + best] ? c : best;
        }
        return best;
    }

    /** Probabilities of a grid's voxels; the time, where there is one, is 0. */
    Probabilities at(Geometry grid, Frame frame, Tensor code) {
        int classes = outputs.tissues().size() + 1;
        float[][] out = new float[classes][grid.size().length()];
        each(grid, frame, (first, places) -> {
            float[] p =
                    network.of(places, code).narrow(1, 0, classes).softmax(1).toFloats();
            for (int i = 0; i < p.length / classes; i++) {
                for (int c = 0; c < classes; c++) {
                    out[c][first + i] = p[i * classes + c];
                }
            }
        });
        return new Probabilities(grid, outputs, out);
    }

    /** Brightness of a grid's voxels, from 0 to 1. */
    Volume brightness(Geometry grid, Frame frame, Tensor code) {
        float[] out = new float[grid.size().length()];
        each(
                grid,
                frame,
                (first, places) -> network.brightness(places, code).sigmoid().copyTo(out, first));
        return Volume.of(grid, out);
    }

    private interface Part {
        void of(int first, Tensor places);
    }

    private void each(Geometry grid, Frame frame, Part part) {
        int voxels = grid.size().length();
        for (int first = 0; first < voxels; first += CHUNK) {
            int count = Math.min(CHUNK, voxels - first);
            try (Scope scope = new Scope();
                    NoGradient off = new NoGradient()) {
                Tensor places = Tensor.of(frame.of(grid, first, count), count, 3);
                part.of(first, axes == 3 ? places : Tensor.cat(1, places, Tensor.zeros(count, 1)));
            }
        }
    }
}
