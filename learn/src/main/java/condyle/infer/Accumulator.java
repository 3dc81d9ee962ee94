package condyle.infer;

import condyle.image.Box;
import condyle.image.Size;
import java.util.stream.IntStream;

/** Weighted sums of probabilities, one array a class. */
final class Accumulator {
    private final Size n;
    private final Size window;
    private final float[][] sums;
    private final float[] total;
    private final float[] wx;
    private final float[] wy;
    private final float[] wz;

    Accumulator(Size n, Size window, int classes, Blend blend) {
        this.n = n;
        this.window = window;
        this.sums = new float[classes][n.length()];
        this.total = new float[n.length()];
        this.wx = Tiles.weights(window.x(), blend);
        this.wy = Tiles.weights(window.y(), blend);
        this.wz = Tiles.weights(window.z(), blend);
    }

    void add(Box tile, float[] probabilities) {
        int voxels = window.length();
        IntStream.range(0, sums.length).parallel().forEach(c -> add(tile, sums[c], probabilities, c * voxels));
        add(tile, total, null, 0);
    }

    void addBackground(Box tile) {
        add(tile, sums[0], null, 0);
        add(tile, total, null, 0);
    }

    /** Adds weight × value, or the weight alone where there are no values. */
    private void add(Box tile, float[] to, float[] values, int offset) {
        int x1 = Math.min(tile.x1(), n.x()) - tile.x0();
        for (int z = 0; z < Math.min(tile.z1(), n.z()) - tile.z0(); z++) {
            for (int y = 0; y < Math.min(tile.y1(), n.y()) - tile.y0(); y++) {
                float w = wz[z] * wy[y];
                int at = n.index(tile.x0(), tile.y0() + y, tile.z0() + z);
                int from = offset + window.index(0, y, z);
                for (int x = 0; x < x1; x++) {
                    to[at + x] += w * wx[x] * (values == null ? 1 : values[from + x]);
                }
            }
        }
    }

    float[][] normalised() {
        IntStream.range(0, sums.length).parallel().forEach(c -> {
            float[] s = sums[c];
            for (int i = 0; i < s.length; i++) {
                s[i] /= total[i];
            }
        });
        return sums;
    }
}
