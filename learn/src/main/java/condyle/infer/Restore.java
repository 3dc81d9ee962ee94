package condyle.infer;

import condyle.image.Affine;
import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.Probabilities;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.image.Volume;
import java.util.stream.IntStream;

/**
 * Brings probabilities back to the grid of the input: trilinear between voxel centres, then the most probable label.
 *
 * <p>Rows are worked on one at a time, so no more than one class is ever held at full size. Beyond the probabilities'
 * grid (by more than half a voxel) lies background.
 */
public final class Restore {
    private Restore() {}

    /** Labels on the target grid. */
    public static LabelMap labels(Probabilities p, Geometry target) {
        LabelMap coarse = p.argmax();
        byte[] out = new byte[target.size().length()];
        Size n = target.size();
        Affine map = p.geometry().toVoxel().after(target.toWorld());
        IntStream.range(0, n.z()).parallel().forEach(z -> {
            Corners corners = new Corners(p.geometry().size());
            float[] votes = new float[p.classes().length];
            for (int y = 0; y < n.y(); y++) {
                for (int x = 0; x < n.x(); x++) {
                    Vec at = map.apply(x, y, z);
                    if (corners.at(at.x(), at.y(), at.z())) {
                        out[n.index(x, y, z)] = label(p, coarse.data(), corners, votes);
                    }
                }
            }
        });
        return LabelMap.of(target, out, p.labels());
    }

    /** Probability of one class, 0 background, on the target grid; beyond the known grid background has 1. */
    public static Volume probability(Probabilities p, int label, Geometry target) {
        float[] out = new float[target.size().length()];
        Size n = target.size();
        Affine map = p.geometry().toVoxel().after(target.toWorld());
        float[] values = p.classes()[label];
        IntStream.range(0, n.z()).parallel().forEach(z -> {
            Corners corners = new Corners(p.geometry().size());
            for (int y = 0; y < n.y(); y++) {
                for (int x = 0; x < n.x(); x++) {
                    Vec at = map.apply(x, y, z);
                    boolean known = corners.at(at.x(), at.y(), at.z());
                    out[n.index(x, y, z)] = known ? corners.blend(values) : label == 0 ? 1 : 0;
                }
            }
        });
        return Volume.of(target, out);
    }

    private static byte label(Probabilities p, byte[] coarse, Corners corners, float[] votes) {
        byte first = coarse[corners.index[0]];
        boolean same = true;
        for (int c = 1; c < 8 && same; c++) {
            same = coarse[corners.index[c]] == first;
        }
        // Eight neighbours that agree leave nothing to blend: most voxels end here.
        if (same) {
            return first;
        }
        int best = 0;
        for (int c = 0; c < votes.length; c++) {
            votes[c] = corners.blend(p.classes()[c]);
            best = votes[c] > votes[best] ? c : best;
        }
        return best == 0 ? 0 : (byte) p.labels().tissues().get(best - 1).number();
    }

    /** The eight voxels around a point, and their weights; clamped at the border. */
    private static final class Corners {
        private final Size n;
        private final int[] index = new int[8];
        private final float[] weight = new float[8];

        Corners(Size n) {
            this.n = n;
        }

        /** Moves to a point; false if it lies more than half a voxel beyond the grid. */
        boolean at(double px, double py, double pz) {
            if (px < -0.5 || py < -0.5 || pz < -0.5 || px > n.x() - 0.5 || py > n.y() - 0.5 || pz > n.z() - 0.5) {
                return false;
            }
            double x = Math.max(0, Math.min(n.x() - 1, px));
            double y = Math.max(0, Math.min(n.y() - 1, py));
            double z = Math.max(0, Math.min(n.z() - 1, pz));
            int x0 = (int) x;
            int y0 = (int) y;
            int z0 = (int) z;
            int x1 = Math.min(x0 + 1, n.x() - 1);
            int y1 = Math.min(y0 + 1, n.y() - 1);
            int z1 = Math.min(z0 + 1, n.z() - 1);
            float fx = (float) (x - x0);
            float fy = (float) (y - y0);
            float fz = (float) (z - z0);
            for (int c = 0; c < 8; c++) {
                boolean right = (c & 1) != 0;
                boolean back = (c & 2) != 0;
                boolean up = (c & 4) != 0;
                index[c] = n.index(right ? x1 : x0, back ? y1 : y0, up ? z1 : z0);
                weight[c] = (right ? fx : 1 - fx) * (back ? fy : 1 - fy) * (up ? fz : 1 - fz);
            }
            return true;
        }

        float blend(float[] values) {
            float sum = 0;
            for (int c = 0; c < 8; c++) {
                sum += weight[c] * values[index[c]];
            }
            return sum;
        }
    }
}
