package condyle.phantom;

import static condyle.phantom.Shapes.about;
import static condyle.phantom.Shapes.difference;
import static condyle.phantom.Shapes.ellipse;
import static condyle.phantom.Shapes.intersection;
import static condyle.phantom.Shapes.step;
import static condyle.phantom.Shapes.table;
import static condyle.phantom.Shapes.uniform;
import static condyle.phantom.Shapes.union;

import java.util.random.RandomGenerator;

/**
 * Distal femur in its own frame: origin in the middle of the condyles, about 22 mm above their lowest points.
 *
 * <p>The articular body is a profile in polar form about the x axis (0° anterior, 90° up, ±180° posterior, −90°
 * distal): two crests, which run over the condyles and up the sides of the trochlea, and the valley between them. Its
 * walls close in towards the front, the medial one more, so that it is a trapezium from below. The shaft joins
 * smoothly; the notch is cut out from behind.
 */
final class Femur {
    private static final double[] ANGLE = {
        -270, -225, -203, -180, -157, -135, -112, -90, -75, -60, -45, -25, 0, 15, 40, 60, 90
    };
    private static final double[] MEDIAL = {
        25, 20.8, 25.2, 27.8, 27.7, 25.9, 24, 22.8, 22.7, 23.2, 24.8, 26.9, 28.6, 28.6, 29, 28, 25
    };
    private static final double[] LATERAL = {
        25, 20.5, 25.3, 27.7, 28, 26.4, 24.2, 22.3, 22.8, 24.5, 27.4, 30.2, 33.8, 34.4, 34.6, 31, 25
    };
    private static final double[] VALLEY = {
        19, 17, 20.5, 21, 20.5, 20, 19.5, 18.6, 17.4, 17.8, 19.8, 22.4, 26, 27.4, 28, 26, 20
    };
    private static final double[] TURN = {-180, -90, -60, -45, -25, 0, 15, 40};
    private static final double[] MEDIAL_CREST = {-24, -22, -21.5, -18.5, -12.5, -10, -9.5, -9};
    private static final double[] LATERAL_CREST = {24, 23.5, 22.5, 22, 21, 20.5, 18, 14};
    private static final double[] MEDIAL_EDGE = {-36.5, -33, -26, -20.5, -15.5, -12.5, -10, -8};
    private static final double[] LATERAL_EDGE = {34, 33.5, 28.5, 27.5, 27, 25.5, 21.5, 18};
    private static final double[] DEPTH = {-30, -16, -4, 2, 8, 14, 20, 26, 34};
    private static final double[] MEDIAL_WALL = {35, 36.5, 37.5, 37.2, 34.6, 30.2, 24.8, 19, 13};
    private static final double[] LATERAL_WALL = {32, 35, 38.3, 37, 34.4, 32.8, 31.2, 29.2, 26.5};
    private static final double[] HEIGHT = {-10, 0, 12, 18, 24, 36, 60, 110};
    private static final double[] HALF_WIDTH = {30, 33, 31.5, 27.2, 22.4, 18.4, 15.3, 14.5};
    private static final double[] HALF_DEPTH = {14, 15.5, 16.5, 17, 15.8, 14.6, 13.8, 13.5};
    private static final double[] SHAFT_Y = {7, 7, 8.5, 9, 10.3, 12.7, 16, 18};
    private static final double[] SHAFT_X = {0, 0, -0.5, -0.5, 0.8, 3, 4.2, 6};
    private static final double[] OSTEOPHYTE = {0, 0.6, 1.6, 2.8, 4.2};

    private final double[] lateral;
    private final double[] medial;
    private final double[] valley;
    private final double spread;
    private final double grooveX;
    private final double crown;
    private final double width;
    private final double shaft;
    private final double leanX;
    private final double leanY;
    private final double notchWidth;
    private final double notchWall;
    private final double notchRoof;
    private final double notchRadius;
    private final double back;
    private final double front;
    private final double[] edge;
    private final double base;
    private final double taper;
    private final double[] regions;
    private final double osteophyte;
    private final double epicondyle;
    private final Lesions lesions;
    private final Marrow marrow;

    Femur(RandomGenerator r, Stage stage) {
        lateral = varied(r, LATERAL);
        medial = varied(r, MEDIAL);
        double deep = uniform(r, 0.65, 1.35);
        valley = new double[VALLEY.length];
        for (int i = 0; i < valley.length; i++) {
            double crest = (medial[i] + lateral[i]) / 2;
            valley[i] = crest - deep * ((MEDIAL[i] + LATERAL[i]) / 2 - VALLEY[i]);
        }
        spread = uniform(r, 0.92, 1.07);
        grooveX = uniform(r, -1.5, 3);
        crown = uniform(r, 16, 32);
        width = about(r, 0.975, 0.025);
        shaft = about(r, 1, 0.06);
        leanX = uniform(r, -0.06, 0.06);
        leanY = uniform(r, -0.08, 0.08);
        notchWidth = uniform(r, 7.2, 11.8);
        notchWall = uniform(r, -1, 6);
        notchRoof = uniform(r, 0.25, 0.5);
        notchRadius = uniform(r, 6, 12);
        back = uniform(r, -228, -204);
        front = uniform(r, -4, 17);
        edge = new double[] {uniform(r, -2.5, 2), uniform(r, -2.5, 2)};
        base = uniform(r, 1.9, 3.4);
        taper = uniform(r, 1.5, 5);
        regions =
                new double[] {uniform(r, 0.95, 1.3), uniform(r, 0.85, 1.2), uniform(r, 0.75, 1), uniform(r, 0.85, 1.05)
                };
        osteophyte = OSTEOPHYTE[stage.now().osteophytes()] * uniform(r, 0.6, 1.3);
        epicondyle = uniform(r, -0.5, 2);
        lesions = new Lesions(r, stage, this::point);
        marrow = new Marrow(r, stage.now(), this::point, 0.9);
    }

    private static double[] varied(RandomGenerator r, double[] radius) {
        double all = about(r, 1.015, 0.02);
        double ahead = about(r, 1, 0.02);
        double behind = about(r, 1, 0.02);
        double[] out = radius.clone();
        for (int i = 0; i < out.length; i++) {
            out[i] *= all * (ANGLE[i] > -45 ? ahead : ANGLE[i] < -112 ? behind : 1) * about(r, 1, 0.008);
        }
        return out;
    }

    private double[] point(RandomGenerator r, double depth) {
        double a = uniform(r, -190, 0);
        double crest = r.nextDouble() < 0.6 ? table(TURN, MEDIAL_CREST, a) : table(TURN, LATERAL_CREST, a);
        double x = crest + uniform(r, -9, 9);
        double s = radius(a, x) - depth;
        return new double[] {x, s * Math.cos(Math.toRadians(a)), s * Math.sin(Math.toRadians(a))};
    }

    private static double angle(double y, double z) {
        double a = Math.toDegrees(Math.atan2(z, y));
        return a > 90 ? a - 360 : a;
    }

    /** Lesions and cysts of its marrow. */
    Marrow marrow() {
        return marrow;
    }

    /** Thickness of the cartilage that bears weight, mm. */
    double thickness() {
        return base * regions[2] * lesions.even();
    }

    /** Height of the profile at an angle (degrees) and place across. */
    double radius(double angle, double x) {
        double low = table(ANGLE, valley, angle);
        boolean inner = x < grooveX;
        double high = table(ANGLE, inner ? medial : lateral, angle);
        double crest = spread * table(TURN, inner ? MEDIAL_CREST : LATERAL_CREST, angle);
        double t = (x - grooveX) / (crest - grooveX);
        if (t < 1) {
            return low + (high - low) * (0.5 - 0.5 * Math.cos(Math.PI * t));
        }
        double u = x - crest;
        return high - Math.min(u * u / (2 * crown), 7);
    }

    /** Signed distance to the walls on both sides. */
    private double walls(double x, double y, double z) {
        double bump = (y + 3) * (y + 3) + (z - 5) * (z - 5);
        double in = 13 * step(9, 27, z) - epicondyle * Math.exp(-bump / 90);
        double m = -x - width * table(DEPTH, MEDIAL_WALL, y);
        double l = x - width * table(DEPTH, LATERAL_WALL, y);
        return Math.max(m, l) + in;
    }

    /** Signed distance to the notch, mm. */
    double notch(double x, double y, double z) {
        double side = Math.abs(x + 0.5) - notchWidth;
        double wall = (y + 6 - notchWall + notchRoof * z) / Math.sqrt(1 + notchRoof * notchRoof);
        return intersection(side, wall, notchRadius);
    }

    /** Signed distance to the bone's surface; exact only near it and after division by its gradient. */
    double distance(double x, double y, double z) {
        double rho = Math.sqrt(y * y + z * z);
        double a = angle(y, z);
        double body = intersection(rho - radius(a, x), walls(x, y, z), 7);
        double up = Math.max(0, z - 15);
        double around = ellipse(
                x - table(HEIGHT, SHAFT_X, z) - leanX * up,
                y - table(HEIGHT, SHAFT_Y, z) - leanY * up,
                shaft * table(HEIGHT, HALF_WIDTH, z),
                shaft * table(HEIGHT, HALF_DEPTH, z));
        double stem = intersection(around, -3 - z, 10);
        return difference(union(body, stem, 6), notch(x, y, z), 3);
    }

    /** How far osteophytes lift the bone's surface here, mm; {@code noise} is smooth, of unit deviation. */
    double osteophyte(double x, double y, double z, double noise) {
        if (osteophyte == 0 || noise < -0.3) {
            return 0;
        }
        double m = (margin(x, y, z) + 0.5) / 3;
        return m * m > 4 ? 0 : osteophyte * Math.min(1, (noise + 0.3) / 1.3) * Math.exp(-m * m);
    }

    /** Distance inwards from the margin of the articular zone (negative outside of it), mm. */
    double margin(double x, double y, double z) {
        double rho = Math.sqrt(y * y + z * z);
        double a = angle(y, z);
        double behind = Math.toRadians(a - back) * rho;
        double lift = x > grooveX ? 2 : -4;
        double ahead = Math.toRadians(front + lift - a) * rho;
        double m = x - width * table(TURN, MEDIAL_EDGE, a) + edge[0];
        double l = width * table(TURN, LATERAL_EDGE, a) + edge[1] - x;
        return Math.min(Math.min(behind, ahead), Math.min(Math.min(m, l), notch(x, y, z) - 0.5));
    }

    /** Thickness of the cartilage over the nearest bone, mm; 0 outside of the articular zone. */
    double cartilage(double x, double y, double z) {
        double m = margin(x, y, z);
        if (m <= 0) {
            return 0;
        }
        double a = angle(y, z);
        double ahead = step(-75, -35, a);
        double behind = 1 - step(-150, -110, a);
        double t = 1 + (regions[0] - 1) * ahead + (regions[1] - 1) * behind;
        t *= 1 + ((x < grooveX ? regions[2] : regions[3]) - 1) * (1 - ahead) * (1 - behind);
        return base * t * Shapes.taper(m, taper) * lesions.left(x, y, z);
    }
}
