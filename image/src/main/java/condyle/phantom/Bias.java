package condyle.phantom;

import condyle.image.Geometry;
import condyle.image.Vec;
import java.util.random.RandomGenerator;

/** Smooth receive field: the exponential of a random quadratic in world coordinates, 1 on average. */
final class Bias {
    private static final double LENGTH = 60;
    private static final int STRIDE = 8;

    private final Geometry grid;
    private final Vec middle;
    private final double[] c = new double[9];

    Bias(Geometry grid, double deviation, RandomGenerator r) {
        this.grid = grid;
        Vec m = grid.center();
        middle = new Vec(m.x() + 25 * r.nextGaussian(), m.y() + 25 * r.nextGaussian(), m.z() + 25 * r.nextGaussian());
        for (int i = 0; i < c.length; i++) {
            c[i] = deviation * 0.6 * Math.max(-2, Math.min(2, r.nextGaussian()));
        }
    }

    private float at(double i, int y, int z) {
        Vec p = grid.toWorld().apply(i, y, z).minus(middle).times(1 / LENGTH);
        double x = Math.max(-2, Math.min(2, p.x()));
        double v = Math.max(-2, Math.min(2, p.y()));
        double w = Math.max(-2, Math.min(2, p.z()));
        double s = c[0] * x
                + c[1] * v
                + c[2] * w
                + c[3] * (x * x - 0.4)
                + c[4] * (v * v - 0.4)
                + c[5] * (w * w - 0.4)
                + c[6] * x * v
                + c[7] * v * w
                + c[8] * w * x;
        return (float) Math.exp(Math.max(-1.6, Math.min(1.2, s)));
    }

    /** Writes the field along the row of voxels at (y, z). */
    void row(int y, int z, float[] out) {
        float a = at(0, y, z);
        for (int i = 0; i < out.length; i += STRIDE) {
            float b = at(i + STRIDE, y, z);
            int n = Math.min(STRIDE, out.length - i);
            for (int j = 0; j < n; j++) {
                out[i + j] = a + (b - a) * j / STRIDE;
            }
            a = b;
        }
    }
}
