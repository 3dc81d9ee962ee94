package condyle.phantom;

import static condyle.phantom.Shapes.uniform;

import java.util.random.RandomGenerator;

/**
 * Joint fluid: the pouch above the patella, the gutters beside the femur, films on cartilage and bare bone, and the cyst
 * behind the knee; with inflamed synovium at its border.
 */
final class Fluid {
    private final double pouch;
    private final double lift;
    private final double wide;
    private final double high;
    private final double[] gutter = new double[2];
    private final double film;
    private final double synovitis;
    private final double baker;
    private final double[] cyst;
    private final double patchy;

    private static final double[] POUCH = {0.4, 2, 4, 7, 10.5};
    private static final double[] GUTTER = {-0.5, 0.6, 2, 3.8, 6};
    private static final double[] SYNOVITIS = {0, 0.7, 1.4, 2.3, 3.4};
    private static final double[] BAKER = {0, 3, 5, 7.5, 10.5};

    Fluid(RandomGenerator r, Grades grades) {
        int effusion = grades.effusion();
        pouch = POUCH[effusion] * uniform(r, 0.9, 1.5);
        lift = uniform(r, 2, 6);
        wide = uniform(r, 14, 26);
        high = uniform(r, 34, 62);
        gutter[0] = GUTTER[effusion] + uniform(r, 0, 1.8);
        gutter[1] = GUTTER[effusion] + uniform(r, 0, 2.4);
        film = uniform(r, -0.9, 0.35);
        patchy = uniform(r, 0.3, 0.8);
        synovitis = SYNOVITIS[grades.synovitis()] * uniform(r, 0.8, 1.2);
        baker = BAKER[grades.baker()] * uniform(r, 0.85, 1.15);
        cyst = new double[] {uniform(r, -22, -14), uniform(r, -42, -36), uniform(r, -12, 4), uniform(r, 1.5, 2.6)};
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

    /** Negative in the cyst behind the knee, between semimembranosus and gastrocnemius; in the frame of soft tissue. */
    double cyst(double x, double y, double z) {
        if (baker == 0) {
            return 99;
        }
        double body = Shapes.ellipsoid(
                x - cyst[0], y - cyst[1], z - cyst[2], new double[] {baker, 0.8 * baker, cyst[3] * baker});
        // Its neck leads into the joint.
        double dx = x - cyst[0] - 3;
        double dz = z - cyst[2] - 4;
        double neck = Math.max(Math.sqrt(dx * dx + dz * dz) - 0.25 * baker, Math.max(cyst[1] - y, y + 25));
        return Shapes.union(body, neck, 3);
    }

    /** How far synovium reaches into the fluid from its border, mm. */
    double synovium() {
        return synovitis;
    }

    /** Thickness of the film here, mm; negative for none. {@code noise} is smooth with unit deviation. */
    double film(double x, double y, double z, double noise) {
        double far = Shapes.ellipsoid(x, y - 6, z + 4, new double[] {38, 40, 36});
        return film + patchy * noise - Math.max(0, far) * 0.4;
    }
}
