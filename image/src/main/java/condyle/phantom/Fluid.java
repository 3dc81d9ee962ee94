package condyle.phantom;

import static condyle.phantom.Shapes.uniform;

import java.util.random.RandomGenerator;

/** Joint fluid: the pouch above the patella, the gutters beside the femur, films on cartilage and bare bone. */
final class Fluid {
    private final double pouch;
    private final double lift;
    private final double wide;
    private final double high;
    private final double[] gutter = new double[2];
    private final double film;
    private final double patchy;

    Fluid(RandomGenerator r) {
        boolean effusion = r.nextDouble() < 0.3;
        pouch = effusion ? uniform(r, 3, 11) : uniform(r, 0.4, 3);
        lift = uniform(r, 2, 6);
        wide = uniform(r, 14, 26);
        high = uniform(r, 34, 62);
        gutter[0] = effusion ? uniform(r, 2, 7) : uniform(r, -0.5, 1.8);
        gutter[1] = effusion ? uniform(r, 2, 7) : uniform(r, -0.5, 2.6);
        film = uniform(r, -0.9, 0.35);
        patchy = uniform(r, 0.3, 0.8);
    }

    /** Negative in the pouch and the gutters; in the femur's frame, {@code bone} mm from its surface. */
    double pools(double x, double y, double z, double bone) {
        double layer = Math.abs(bone - lift - pouch / 2) - pouch / 2;
        double mid = (14 + high) / 2;
        double region = Shapes.ellipse(x, z - mid, wide, high - mid);
        double a = Math.max(Math.max(layer, region), 8 - y);
        int side = x < 0 ? 0 : 1;
        double beside = Shapes.ellipse(y - 10, z - 3, 17, 19);
        double b = Math.max(Math.max(bone - gutter[side], beside), 27 - Math.abs(x));
        return Math.min(a, b);
    }

    /** Thickness of the film here, mm; negative for none. {@code noise} is smooth with unit deviation. */
    double film(double x, double y, double z, double noise) {
        double far = Shapes.ellipsoid(x, y - 6, z + 4, new double[] {38, 40, 36});
        return film + patchy * noise - Math.max(0, far) * 0.4;
    }
}
