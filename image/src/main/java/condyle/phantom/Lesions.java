package condyle.phantom;

import java.util.random.RandomGenerator;

/** Places where cartilage has thinned: none in most knees, up to three otherwise, some down to the bone. */
final class Lesions {
    private static final double SHARE = 0.35;

    private final double[][] spots;

    /** Draws places within the box given by its corners. */
    Lesions(RandomGenerator r, double[] low, double[] high) {
        int n = r.nextDouble() < SHARE ? 1 + r.nextInt(3) : 0;
        spots = new double[n][];
        for (int i = 0; i < n; i++) {
            spots[i] = new double[] {
                Shapes.uniform(r, low[0], high[0]),
                Shapes.uniform(r, low[1], high[1]),
                Shapes.uniform(r, low[2], high[2]),
                Shapes.uniform(r, 4, 13),
                Math.min(1, Shapes.uniform(r, 0.3, 1.3)),
            };
        }
    }

    /** Share of the thickness that is left here, 0–1. */
    double left(double x, double y, double z) {
        double left = 1;
        for (double[] s : spots) {
            double dx = x - s[0];
            double dy = y - s[1];
            double dz = z - s[2];
            double d = Math.sqrt(dx * dx + dy * dy + dz * dz);
            left *= 1 - s[4] * (1 - Shapes.step(0.4 * s[3], s[3], d));
        }
        return left;
    }
}
