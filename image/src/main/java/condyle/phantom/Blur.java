package condyle.phantom;

import condyle.image.Size;
import condyle.image.Vec;
import java.util.Arrays;

/** Separable Gaussian blur in place; the border voxel goes on outside. */
final class Blur {
    private static final double NOTHING = 0.1;

    private Blur() {}

    /** Blurs by the deviations along x, y and z, in voxels. */
    static void apply(float[] v, Size n, Vec deviation) {
        int plane = n.x() * n.y();
        if (deviation.x() > NOTHING && n.x() > 1) {
            float[] w = weights(deviation.x());
            float[] in = new float[n.x() + 2 * (w.length - 1)];
            for (int at = 0; at < v.length; at += n.x()) {
                line(v, at, n.x(), w, in);
            }
        }
        if (deviation.y() > NOTHING && n.y() > 1) {
            float[] w = weights(deviation.y());
            for (int z = 0; z < n.z(); z++) {
                rows(v, new int[] {z * plane, n.x(), n.y()}, n.x(), w);
            }
        }
        if (deviation.z() > NOTHING && n.z() > 1) {
            float[] w = weights(deviation.z());
            for (int y = 0; y < n.y(); y++) {
                rows(v, new int[] {y * n.x(), plane, n.z()}, n.x(), w);
            }
        }
    }

    private static float[] weights(double deviation) {
        int radius = Math.max(1, (int) Math.ceil(2.3 * deviation));
        double[] w = new double[radius + 1];
        double sum = 0;
        for (int i = 0; i <= radius; i++) {
            w[i] = Math.exp(-i * i / (2 * deviation * deviation));
            sum += i == 0 ? w[i] : 2 * w[i];
        }
        float[] out = new float[radius + 1];
        for (int i = 0; i <= radius; i++) {
            out[i] = (float) (w[i] / sum);
        }
        return out;
    }

    private static void line(float[] v, int at, int n, float[] w, float[] in) {
        int radius = w.length - 1;
        System.arraycopy(v, at, in, radius, n);
        Arrays.fill(in, 0, radius, v[at]);
        Arrays.fill(in, radius + n, n + 2 * radius, v[at + n - 1]);
        for (int i = 0; i < n; i++) {
            v[at + i] = w[0] * in[i + radius];
        }
        for (int d = 1; d <= radius; d++) {
            float f = w[d];
            for (int i = 0; i < n; i++) {
                v[at + i] += f * (in[i + radius - d] + in[i + radius + d]);
            }
        }
    }

    /** Blurs across rows: {@code lay} is the first row's place, the step between rows, and their number. */
    private static void rows(float[] v, int[] lay, int width, float[] w) {
        int radius = w.length - 1;
        int count = lay[2];
        float[][] ring = new float[2 * radius + 1][width];
        for (int r = -radius; r < radius; r++) {
            copy(v, lay, r, ring, width);
        }
        for (int r = 0; r < count; r++) {
            copy(v, lay, r + radius, ring, width);
            int at = lay[0] + r * lay[1];
            float[] mid = ring[slot(r, ring.length)];
            for (int i = 0; i < width; i++) {
                v[at + i] = w[0] * mid[i];
            }
            for (int d = 1; d <= radius; d++) {
                float[] a = ring[slot(r - d, ring.length)];
                float[] b = ring[slot(r + d, ring.length)];
                float f = w[d];
                for (int i = 0; i < width; i++) {
                    v[at + i] += f * (a[i] + b[i]);
                }
            }
        }
    }

    private static int slot(int row, int n) {
        return Math.floorMod(row, n);
    }

    private static void copy(float[] v, int[] lay, int row, float[][] ring, int width) {
        float[] to = ring[slot(row, ring.length)];
        if (row >= lay[2]) {
            float[] last = ring[slot(row - 1, ring.length)];
            System.arraycopy(last, 0, to, 0, width);
        } else {
            System.arraycopy(v, lay[0] + Math.max(0, row) * lay[1], to, 0, width);
        }
    }
}
