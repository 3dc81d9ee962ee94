package condyle.phantom;

import condyle.image.Geometry;
import condyle.image.Vec;
import java.util.random.RandomGenerator;

/**
 * Smooth receive field: the exponential of a random quadratic in world coordinates; its logarithm is about 0 on average and
 * varies over a knee's field of view by about the deviation asked for.
 */
final class Bias {
    private static final double LENGTH = 60;
    private static final float STRIDE = 8;

    private final Geometry grid;
    private final Vec middle;
    private final double[] c = new double[9];
    private final SmoothField field;
    private final float[] sheet;
    private int slice = -1;

    Bias(Geometry grid, double deviation, RandomGenerator r) {
        this.grid = grid;
        Vec m = grid.center();
        middle = new Vec(m.x() + 25 * r.nextGaussian(), m.y() + 25 * r.nextGaussian(), m.z() + 25 * r.nextGaussian());
        for (int i = 0; i < c.length; i++) {
            c[i] = deviation * 0.6 * Math.max(-2, Math.min(2, r.nextGaussian()));
        }
        int[] size = {grid.size().x(), grid.size().y(), grid.size().z()};
        field = new SmoothField(this::line, size, STRIDE, STRIDE, STRIDE);
        sheet = field.sheet();
    }

    private void line(float[] line, double y, double z) {
        for (int i = 0; i < line.length; i++) {
            line[i] = at(i * STRIDE, y, z);
        }
    }

    private float at(double i, double y, double z) {
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
        if (z != slice) {
            field.slice(z, sheet);
            slice = z;
        }
        field.row(y, sheet, out);
    }
}
