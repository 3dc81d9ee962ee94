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
    private static final double[] HALF_WIDTH = {14, 15.4, 19, 27, 34.3, 35};
    private static final double[] HALF_DEPTH = {16, 17.5, 18, 19.5, 23, 23};
    private static final double[] SHAFT_X = {-3, -1.5, -0.5, 1.2, 1, 0};
    private static final double[] SHAFT_Y = {1, 4.5, 6.2, 4.5, 1.5, 0.8};
    private static final double[] OSTEOPHYTE = {0, 0.6, 1.5, 2.6, 4};
    static final double[] MEDIAL = {-20.6, 0.6, 16.5, 24};
    static final double[] LATERAL = {20.3, -1.6, 16.6, 20.8};

    private final double size;
    private final double shaft;
    private final double leanY;
    private final double osteophyte;
    private final double slope;
    private final double dish;
    private final double dome;
    private final double[] spines;
    private final double[] tubercle;
    private final double base;
    private final double lateral;
    private final double taper;
    private final Lesions lesions;
    private final Marrow marrow;
    private final Capsule fibula;
    private final Capsule head;

    Tibia(RandomGenerator r, Stage stage) {
        size = about(r, 1, 0.025);
        shaft = about(r, 1, 0.06);
        leanY = uniform(r, -0.07, 0.07);
        slope = Math.tan(Math.toRadians(uniform(r, 3, 10)));
        dish = uniform(r, 2, 4.4);
        dome = uniform(r, 0, 1.4);
        spines = new double[] {uniform(r, 4, 8), uniform(r, 3.5, 7), uniform(r, 4.5, 7)};
        tubercle = new double[] {uniform(r, 0, 6), uniform(r, 20, 24), uniform(r, -34, -26), uniform(r, 5, 8)};
        double fibulaHead = uniform(r, -16, -9);
        base = uniform(r, 1.95, 3.25);
        lateral = uniform(r, 0.9, 1.25);
        taper = uniform(r, 2, 5);
        osteophyte = OSTEOPHYTE[stage.now().osteophytes()] * uniform(r, 0.6, 1.3);
        lesions = new Lesions(r, stage, this::point);
        marrow = new Marrow(r, stage.now(), this::point, 0.7);
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

    private double[] point(RandomGenerator r, double depth) {
        double[] facet = r.nextDouble() < 0.6 ? MEDIAL : LATERAL;
        double x = facet[0] + 0.8 * facet[2] * uniform(r, -1, 1);
        double y = facet[1] + 0.8 * facet[3] * uniform(r, -1, 1);
        return new double[] {x, y, top(x, y) - depth};
    }

    /** Lesions and cysts of its marrow. */
    Marrow marrow() {
        return marrow;
    }

    /** Thickness of the cartilage that bears weight, mm. */
    double thickness() {
        return base * lesions.even();
    }

    /** How far out of the middle of a facet: 0 there, 1 at its rim. */
    static double out(double[] facet, double x, double y) {
        double u = (x - facet[0]) / facet[2];
        double v = (y - facet[1]) / facet[3];
        return Math.sqrt(u * u + v * v);
    }

    /** As {@link #out}, but of a rounded rectangle rather than an ellipse. */
    private static double broad(double[] facet, double x, double y) {
        double u = (x - facet[0]) / facet[2];
        double v = (y - facet[1]) / facet[3];
        double a = u * u;
        double b = v * v;
        return Math.sqrt(Math.sqrt(a * a + b * b + 0.8 * a * b));
    }

    /** Height of the plateau's bone. */
    double top(double x, double y) {
        double z = slope * y * 0.8;
        double m = Math.min(1.3, out(MEDIAL, x, y));
        double l = Math.min(1.3, out(LATERAL, x, y));
        z += dish * (m * m - 1) + 0.2 * dish * (l * l - 1) * (1 - dome) - dome * 0.8 * y * y / 200 * (x > 0 ? 1 : 0);
        // Between the facets the front falls off towards the tubercle.
        z -= 9 * Shapes.step(8, 26, y) * Math.exp(-x * x / 90);
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

    /** How far osteophytes lift the bone's surface here, mm; {@code noise} is smooth, of unit deviation. */
    double osteophyte(double x, double y, double z, double noise) {
        if (osteophyte == 0 || noise > 0.3 || z < -14 || z > 10) {
            return 0;
        }
        double u = (z - top(x, y) + 2) / 3;
        double v = (side(x, y, -4) - 0.5) / 4;
        double far = u * u + v * v;
        return far > 5 ? 0 : osteophyte * Math.min(1, (0.3 - noise) / 1.3) * Math.exp(-far);
    }

    /** Signed distance to the walls of the head and shaft. */
    private double side(double x, double y, double z) {
        double wide = size + (shaft - size) * Shapes.step(-15, -45, z);
        double x0 = x - table(HEIGHT, SHAFT_X, z);
        double y0 = y - table(HEIGHT, SHAFT_Y, z) - leanY * Math.min(0, z + 15);
        double deep = wide * table(HEIGHT, HALF_DEPTH, z);
        // The shaft is a triangle with a crest in front.
        x0 *= 1 + 0.2 * Shapes.step(-18, -40, z) * Math.max(-1, Math.min(1, y0 / deep));
        double corner = 0.352 - 0.9 * Shapes.step(-14, -36, z);
        double side =
                ellipse(square(x0, y0, corner), square(y0, x0, corner), wide * table(HEIGHT, HALF_WIDTH, z), deep);
        return difference(side, ellipse(x, y + 26, 8, 8.5), 5);
    }

    /** Moves the diagonals, so that an ellipse of it has corners (by above 0) or is more of a rhomb (below). */
    private static double square(double a, double b, double by) {
        double s = Math.abs(a) + Math.abs(b);
        return s < 1e-9 ? a : a * (1 - by * Math.abs(a * b) / (s * s));
    }

    /** Signed distance to the fibula. */
    double fibula(double x, double y, double z) {
        return union(fibula.distance(x, y, z), head.distance(x, y, z), 4);
    }

    /** Thickness of the cartilage over the nearest bone, mm. */
    double cartilage(double x, double y, double z) {
        double[] facet = x < 0 ? MEDIAL : LATERAL;
        double e = broad(facet, x, y);
        double above = z - top(x, y);
        double m = Math.min((1 - e) * 15.5, -side(x, y, -4) - 0.4);
        if (m <= 0 || above < -2) {
            return 0;
        }
        double t = base * (x < 0 ? 1 : lateral) * (0.75 + 0.47 * Math.exp(-2.4 * e * e));
        return t * Shapes.taper(m, taper) * lesions.left(x, y, z) * Shapes.step(-2, -1, above);
    }
}
