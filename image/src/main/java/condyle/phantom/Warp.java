package condyle.phantom;

import java.util.random.RandomGenerator;

/**
 * Smooth random displacement of space: cubic B-splines of Gaussian coefficients on a lattice that repeats.
 *
 * <p>The standard deviation of each component is about the amplitude; below a fifth of the cell it never folds.
 */
final class Warp {
    private static final int N = 16;
    /** Undoes the smoothing of the spline: (Σ w²)^(−3/2) averaged over the cell. */
    private static final double GAIN = 1 / 0.33;

    private final float[] c = new float[N * N * N * 4];
    private final double cell;

    Warp(RandomGenerator r, double cell, double amplitude) {
        this.cell = cell;
        for (int i = 0; i < c.length; i++) {
            double g = Math.max(-2.5, Math.min(2.5, r.nextGaussian()));
            c[i] = (float) ((i & 3) == 3 ? g * GAIN : g * amplitude * GAIN);
        }
    }

    /** Adds the displacement at (x, y, z) to out[0..2] and writes an independent field of unit deviation to out[3]. */
    void add(double x, double y, double z, double[] out) {
        double u = x / cell + 1000 * N;
        double v = y / cell + 1000 * N;
        double w = z / cell + 1000 * N;
        int i = (int) u;
        int j = (int) v;
        int k = (int) w;
        double u1 = u - i;
        double v1 = v - j;
        double w1 = w - k;
        double across0 = weight(0, u1);
        double across1 = weight(1, u1);
        double across2 = weight(2, u1);
        double across3 = weight(3, u1);
        double sx = 0;
        double sy = 0;
        double sz = 0;
        double s = 0;
        for (int dz = 0; dz < 4; dz++) {
            double wz = weight(dz, w1);
            for (int dy = 0; dy < 4; dy++) {
                double wy = wz * weight(dy, v1);
                int row = N * (((j + dy) & (N - 1)) + N * ((k + dz) & (N - 1)));
                for (int dx = 0; dx < 4; dx++) {
                    double wx = wy * (dx == 0 ? across0 : dx == 1 ? across1 : dx == 2 ? across2 : across3);
                    int at = 4 * (((i + dx) & (N - 1)) + row);
                    sx += wx * c[at];
                    sy += wx * c[at + 1];
                    sz += wx * c[at + 2];
                    s += wx * c[at + 3];
                }
            }
        }
        out[0] += sx;
        out[1] += sy;
        out[2] += sz;
        out[3] = s;
    }

    private static double weight(int tap, double t) {
        double s = 1 - t;
        return switch (tap) {
            case 0 -> s * s * s / 6;
            case 1 -> (3 * t * t * t - 6 * t * t + 4) / 6;
            case 2 -> (3 * s * s * s - 6 * s * s + 4) / 6;
            default -> t * t * t / 6;
        };
    }
}
