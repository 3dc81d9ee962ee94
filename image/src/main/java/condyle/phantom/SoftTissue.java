package condyle.phantom;

import static condyle.phantom.Shapes.about;
import static condyle.phantom.Shapes.table;
import static condyle.phantom.Shapes.uniform;

import java.util.random.RandomGenerator;

/** Skin, fat, muscles, ligaments, tendons and vessels around the bones, in the frame of the straight knee. */
final class SoftTissue {
    private static final double[] HEIGHT = {-110, -80, -45, -15, 0, 20, 40, 60, 110};
    private static final double[] FRONT = {30, 32, 37, 44, 50, 60, 66, 65, 68};
    private static final double[] BACK = {-66, -66, -64, -57, -53, -54, -58, -62, -70};
    private static final double[] HALF_WIDTH = {46, 48, 50, 52, 54, 56, 57, 59, 66};

    private static final double[] PAD = {29, 25, 29};

    private final double size;
    private final double fat;
    private final double shift;
    private final double bulge;
    private final double brawn;
    private final Bundle muscles = new Bundle();
    private final Bundle ligaments = new Bundle();
    private final Bundle tendons = new Bundle();
    private final Bundle vessels = new Bundle();
    private final double tendonY;
    private final double tendonTop;

    /** Draws the tissue around a femur and a patella centred at the given points. */
    SoftTissue(RandomGenerator r, double[] femur, double[] patella, Patella bone) {
        size = about(r, 1, 0.05);
        fat = uniform(r, 2, 13);
        tendonY = patella[1] + bone.front() - 3.5;
        tendonTop = patella[2] - bone.pole() + 4;
        shift = patella[1] + bone.front() + uniform(r, 4, 8) - 66;
        bulge = uniform(r, -4, 4);
        brawn = size * uniform(r, 0.95, 1.4);
        muscles(r);
        ligaments(r, femur);
        retinacula(femur, patella);
        tendons(r, patella, bone);
        vessels(r);
    }

    private void muscle(RandomGenerator r, double[] from, double[] to, double[] radii) {
        double[] a = jittered(r, from, 2.5);
        double[] b = jittered(r, to, 3.5);
        Capsule c = Capsule.of(a, b, about(r, radii[0], 0.1) * brawn, about(r, radii[1], 0.1) * brawn);
        muscles.add(radii.length > 2 ? c.flattened(radii[2], 0, 1, 0) : c);
    }

    private static double[] jittered(RandomGenerator r, double[] p, double by) {
        return new double[] {p[0] + uniform(r, -by, by), p[1] + uniform(r, -by, by), p[2] + uniform(r, -by, by)};
    }

    private static double[] at(double x, double y, double z) {
        return new double[] {x, y, z};
    }

    private void muscles(RandomGenerator r) {
        muscle(r, at(-38, 20, 34), at(-28, 20, 110), new double[] {11, 24, 1.5});
        muscle(r, at(37, 18, 44), at(33, 20, 110), new double[] {8, 21, 1.7});
        muscle(r, at(6, 34, 74), at(2, 36, 120), new double[] {7, 19});
        muscle(r, at(-34, -34, 4), at(-14, -36, 110), new double[] {7, 22});
        muscle(r, at(38, -26, 4), at(22, -36, 110), new double[] {8, 22});
        muscle(r, at(-36, -44, 12), at(-16, -56, 110), new double[] {4, 11});
        muscle(r, at(-47, -22, -15), at(-46, -12, 110), new double[] {5, 9, 1.8});
        muscle(r, at(-18, -32, 26), at(-20, -42, -100), new double[] {11, 23});
        muscle(r, at(18, -31, 26), at(21, -42, -100), new double[] {10, 21});
        muscle(r, at(-2, -27, -10), at(4, -28, -110), new double[] {8, 19, 1.2});
        muscle(r, at(27, 10, -14), at(22, 8, -110), new double[] {7, 16});
        muscle(r, at(41, -10, -20), at(37, -12, -110), new double[] {5, 11});
    }

    private void ligaments(RandomGenerator r, double[] f) {
        ligaments.add(Capsule.of(at(6, f[1] - 12, f[2] + 4), at(-2, 9, 3), uniform(r, 3.5, 5), uniform(r, 4, 5.5)));
        ligaments.add(Capsule.of(at(-5, f[1] - 2, f[2] - 9), at(0, -23, -7), uniform(r, 4, 5.5), uniform(r, 4, 5))
                .bent(0, -5, 6));
        ligaments.add(Capsule.of(at(-37, f[1], f[2] + 6), at(-28, 6, -50), 1.6, 1.4)
                .flattened(5, 0, 1, 0)
                .bent(-5, 0, 0));
        ligaments.add(
                Capsule.of(at(35, f[1] - 4, f[2] + 4), at(37, -15, -16), 1.8, 2).bent(2, 0, 0));
        ligaments.add(Capsule.of(at(34, f[1] + 4, f[2] + 25), at(27, 20, -10), 1.1, 1.1)
                .flattened(6, 0, 1, 0)
                .bent(6, 0, 0));
    }

    /** The sheets that hold the patella from both sides, and the tendon of the popliteus. */
    private void retinacula(double[] f, double[] p) {
        for (int side = -1; side <= 1; side += 2) {
            ligaments.add(
                    Capsule.of(at(p[0] + 19 * side, p[1] - 1, p[2] + 2), at(37 * side, f[1] + 3, f[2] + 8), 0.9, 1)
                            .flattened(8, 0, 0, 1)
                            .bent(4 * side, 5, 0));
        }
        ligaments.add(
                Capsule.of(at(36, f[1] - 2, f[2] - 6), at(14, -25, -18), 2, 2.4).bent(6, -6, 3));
    }

    private void tendons(RandomGenerator r, double[] p, Patella bone) {
        double half = uniform(r, 2, 3);
        tendons.add(Capsule.of(at(p[0] * 0.8, tendonY, tendonTop), at(3, 28, -34), half, half)
                .flattened(uniform(r, 4, 6), 1, 0, 0));
        tendons.add(Capsule.of(at(p[0] * 0.8, p[1] + 3, p[2] + bone.pole() - 4), at(2, p[1] - 8, 115), half + 0.7, half)
                .flattened(uniform(r, 4, 6), 1, 0, 0));
        tendons.add(Capsule.of(at(-34, -41, 70), at(-36, -28, -20), 2, 2));
        tendons.add(Capsule.of(at(38, -28, 45), at(37, -18, -14), 3, 2.5));
        tendons.add(Capsule.of(
                        at(p[0], p[1] + bone.front() - 1, p[2] - 16),
                        at(p[0], p[1] + bone.front() - 1, p[2] + 16),
                        1.6,
                        1.6)
                .flattened(9, 1, 0, 0));
    }

    private void vessels(RandomGenerator r) {
        double x = uniform(r, -3, 4);
        vessels.add(Capsule.of(at(x, -29, -110), at(x - 4, -24, 110), 2.5, 3).bent(0, -5, 0));
        vessels.add(Capsule.of(at(x + 4, -34, -110), at(x, -30, 110), 3, 3.5).bent(0, -5, 0));
        vessels.add(Capsule.of(at(x + 8, -42, -110), at(x + 3, -40, 110), 2, 3.2));
        for (int i = 0; i < 16; i++) {
            double turn = uniform(r, 0, 2 * Math.PI);
            double[] a = at(52 * Math.cos(turn), 4 + 56 * Math.sin(turn), uniform(r, -70, 60));
            double[] b = at(a[0] + uniform(r, -8, 8), a[1] + uniform(r, -8, 8), a[2] + uniform(r, 20, 60));
            vessels.add(Capsule.of(a, b, uniform(r, 0.6, 1.5), uniform(r, 0.5, 1.3)));
        }
        for (int i = 0; i < 10; i++) {
            double[] a = at(uniform(r, -30, 30), uniform(r, -32, -22), uniform(r, -30, 50));
            double[] b = jittered(r, a, 18);
            vessels.add(
                    Capsule.of(a, b, uniform(r, 0.5, 1.2), uniform(r, 0.4, 1)).bent(0, 0, 4));
        }
    }

    /** Signed distance to the skin's surface, negative in the body. */
    double body(double x, double y, double z) {
        double front = table(HEIGHT, FRONT, z) + shift * Shapes.step(-80, 20, z);
        double back = size * table(HEIGHT, BACK, z) - fat * 0.5;
        double wide = size * table(HEIGHT, HALF_WIDTH, z) + fat * 0.4 + bulge * 0.5;
        double v = y - (front + back) / 2;
        double b = (front - back) / 2;
        double s = Math.abs(x) * b + Math.abs(v) * wide;
        double pull = s < 1e-9 ? 1 : 1 - 0.35 * Math.abs(x * v) * b * wide / (s * s);
        return Shapes.ellipse(x * pull, v * pull, wide, b);
    }

    /** Thickness of the fat below the skin. */
    double fat(double y) {
        return 1.5 + fat * (1 - 0.6 * Shapes.step(0, 55, y));
    }

    double muscle(double x, double y, double z) {
        return muscles.nearest(x, y, z);
    }

    /** How deep the seam between two muscles lies: difference of the two nearest. */
    double seam(double x, double y, double z) {
        return muscles.seam(x, y, z);
    }

    double ligament(double x, double y, double z) {
        return ligaments.nearest(x, y, z);
    }

    double tendon(double x, double y, double z) {
        return tendons.nearest(x, y, z);
    }

    double vessel(double x, double y, double z) {
        return vessels.nearest(x, y, z);
    }

    /** Negative in Hoffa's fat pad and the fat before the femur. */
    double pad(double x, double y, double z) {
        return Shapes.ellipsoid(x, y - tendonY + 17, z - tendonTop + 14, PAD);
    }
}
