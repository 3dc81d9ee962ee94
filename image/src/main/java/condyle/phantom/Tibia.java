package condyle.phantom;

import static condyle.phantom.Shapes.about;
import static condyle.phantom.Shapes.difference;
import static condyle.phantom.Shapes.ellipse;
import static condyle.phantom.Shapes.ellipsoid;
import static condyle.phantom.Shapes.intersection;
import static condyle.phantom.Shapes.table;
import static condyle.phantom.Shapes.uniform;
import static condyle.phantom.Shapes.union;

import java.util.random.RandomGenerator;

/** Proximal tibia and fibula in the frame of the plateau, whose middle is the origin. */
final class Tibia {
    private static final double[] HEIGHT = {-110, -62, -42, -25, -12, 0};
    private static final double[] HALF_WIDTH = {13, 14.6, 18, 26, 34, 34.5};
    private static final double[] HALF_DEPTH = {12.5, 13.5, 15.3, 18.8, 22.5, 23};
    private static final double[] SHAFT_Y = {-3, -1, 1, 2.5, 2.5, 2.5};
    static final double[] MEDIAL = {-19.8, 1, 15.2, 23};
    static final double[] LATERAL = {19.8, -1.5, 15.2, 20};

    private final double size;
    private final double shaft;
    private final double slope;
    private final double dish;
    private final double dome;
    private final double[] spines;
    private final double[] tubercle;
    private final double fibulaHead;
    private final double base;
    private final double lateral;
    private final double taper;
    private final Lesions lesions;
    private final Capsule fibula;
    private final Capsule head;

    Tibia(RandomGenerator r) {
        size = about(r, 1, 0.02);
        shaft = about(r, 1, 0.05);
        slope = Math.tan(Math.toRadians(uniform(r, 3, 10)));
        dish = uniform(r, 0.8, 2.4);
        dome = uniform(r, 0, 1.4);
        spines = new double[] {uniform(r, 4, 8), uniform(r, 3.5, 7), uniform(r, 4.5, 7)};
        tubercle = new double[] {uniform(r, 0, 6), uniform(r, 20, 24), uniform(r, -34, -26), uniform(r, 5, 8)};
        fibulaHead = uniform(r, -16, -9);
        base = uniform(r, 1.9, 2.9);
        lateral = uniform(r, 0.95, 1.3);
        taper = uniform(r, 2, 5);
        lesions = new Lesions(r, new double[] {-30, -15, -1}, new double[] {30, 15, 1});
        double fx = uniform(r, 31, 35);
        double fy = uniform(r, -20, -14);
        fibula = Capsule.of(
                new double[] {fx, fy, fibulaHead - 8}, new double[] {fx - 4, fy - 2, -130}, uniform(r, 5.5, 7), 5.5);
        head = Capsule.of(
                new double[] {fx + 1, fy, fibulaHead - 7},
                new double[] {fx, fy, fibulaHead - 16},
                uniform(r, 7, 9.5),
                6.5);
    }

    /** Base thickness of the cartilage, mm. */
    double thickness() {
        return base;
    }

    /** Height of the fibula's tip. */
    double fibulaTip() {
        return fibulaHead;
    }

    /** How far out of the middle of a facet: 0 there, 1 at its rim. */
    static double out(double[] facet, double x, double y) {
        double u = (x - facet[0]) / facet[2];
        double v = (y - facet[1]) / facet[3];
        return Math.sqrt(u * u + v * v);
    }

    /** Height of the plateau's bone. */
    double top(double x, double y) {
        double z = slope * y * 0.8;
        double m = Math.min(1.3, out(MEDIAL, x, y));
        double l = Math.min(1.3, out(LATERAL, x, y));
        z += dish * (m * m - 1) + 0.4 * dish * (l * l - 1) * (1 - dome) - dome * 0.8 * y * y / 200 * (x > 0 ? 1 : 0);
        double w = 2 * spines[2] * spines[2];
        double u = x + 5.2;
        double v = x - 5.2;
        z += spines[0] * Math.exp(-u * u / (0.17 * w) - (y + 1) * (y + 1) / (2.2 * w));
        z += spines[1] * Math.exp(-v * v / (0.17 * w) - (y + 4) * (y + 4) / (2.2 * w));
        return z;
    }

    /** Signed distance to the tibia's surface; exact only near it and after division by its gradient. */
    double distance(double x, double y, double z) {
        double body = intersection(side(x, y, z), z - top(x, y), 3.5);
        double bump = ellipsoid(x - tubercle[0], y - tubercle[1], z - tubercle[2], new double[] {9, tubercle[3], 15});
        return union(body, bump, 9);
    }

    /** Signed distance to the walls of the head and shaft. */
    private double side(double x, double y, double z) {
        double wide = size + (shaft - size) * Shapes.step(-15, -45, z);
        double y0 = y - table(HEIGHT, SHAFT_Y, z);
        double side = ellipse(
                square(x, y0), square(y0, x), wide * table(HEIGHT, HALF_WIDTH, z), wide * table(HEIGHT, HALF_DEPTH, z));
        return difference(side, ellipse(x, y + 25, 7, 7), 5);
    }

    /** Pulls the diagonals in, so that an ellipse of it is a superellipse. */
    private static double square(double a, double b) {
        double s = Math.abs(a) + Math.abs(b);
        return s < 1e-9 ? a : a * (1 - 0.22 * Math.abs(a * b) / (s * s) * 1.6);
    }

    /** Signed distance to the fibula. */
    double fibula(double x, double y, double z) {
        return union(fibula.distance(x, y, z), head.distance(x, y, z), 4);
    }

    /** Thickness of the cartilage over the nearest bone, mm. */
    double cartilage(double x, double y, double z) {
        double[] facet = x < 0 ? MEDIAL : LATERAL;
        double e = out(facet, x, y);
        double above = z - top(x, y);
        double m = Math.min((1 - e) * 15.5, -side(x, y, -4) - 0.4);
        if (m <= 0 || above < -2) {
            return 0;
        }
        double t = base * (x < 0 ? 1 : lateral) * (0.78 + 0.34 * Math.exp(-2.2 * e * e));
        return t * Shapes.taper(m, taper) * lesions.left(x, y, z) * Shapes.step(-2, -1, above);
    }
}
