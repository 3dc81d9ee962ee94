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
 * distal), different for the two condyles, crowned across each and hollowed to the groove in front. The shaft joins
 * smoothly; the notch is cut out from behind.
 */
final class Femur {
    private static final double[] ANGLE = {-270, -225, -203, -180, -135, -90, -60, -45, -25, 0, 15, 40, 60, 90};
    private static final double[] LATERAL = {24, 20.5, 24, 27, 25, 22.5, 22.6, 23.8, 27, 33, 35, 34.5, 30, 24};
    private static final double[] MEDIAL = {24, 21, 24.5, 27.3, 25, 22.5, 23.2, 25.2, 28.3, 32.5, 34, 33.5, 30, 24};
    private static final double[] HEIGHT = {-10, 0, 12, 24, 36, 60, 110};
    private static final double[] HALF_WIDTH = {31.5, 34, 36, 29.5, 21, 15.3, 14.5};
    private static final double[] HALF_DEPTH = {14, 16, 18, 17, 15, 13, 13};
    private static final double[] SHAFT_Y = {7, 8, 10, 10, 9.5, 8.5, 9};

    private final double[] lateral;
    private final double[] medial;
    private final double medialX;
    private final double lateralX;
    private final double grooveX;
    private final double groove;
    private final double crown;
    private final double width;
    private final double shaft;
    private final double notchWidth;
    private final double notchWall;
    private final double notchRadius;
    private final double back;
    private final double front;
    private final double base;
    private final double taper;
    private final double trochlea;
    private final Lesions lesions;

    Femur(RandomGenerator r) {
        lateral = varied(r, LATERAL);
        medial = varied(r, MEDIAL);
        medialX = uniform(r, -22.5, -19.5);
        lateralX = uniform(r, 18.5, 21.5);
        grooveX = uniform(r, -1, 3);
        groove = uniform(r, 3.5, 7.5);
        crown = uniform(r, 20, 30);
        width = uniform(r, 33, 36);
        shaft = about(r, 1, 0.05);
        notchWidth = uniform(r, 7.5, 11);
        notchWall = uniform(r, -1, 5);
        notchRadius = uniform(r, 6, 12);
        back = uniform(r, -222, -198);
        front = uniform(r, 4, 24);
        base = uniform(r, 1.7, 2.6);
        taper = uniform(r, 2, 5);
        trochlea = uniform(r, 0.95, 1.35);
        lesions = new Lesions(r, new double[] {-30, -25, -25}, new double[] {30, 35, 5});
    }

    private static double[] varied(RandomGenerator r, double[] radius) {
        double all = about(r, 1, 0.015);
        double ahead = about(r, 1, 0.03);
        double[] out = radius.clone();
        for (int i = 0; i < out.length; i++) {
            out[i] *= all * (ANGLE[i] > -45 ? ahead : 1) * about(r, 1, 0.006);
        }
        return out;
    }

    private static double angle(double y, double z) {
        double a = Math.toDegrees(Math.atan2(z, y));
        return a > 90 ? a - 360 : a;
    }

    /** Base thickness of the cartilage, mm. */
    double thickness() {
        return base;
    }

    /** Height of the profile at an angle (degrees) and place across. */
    double radius(double angle, double x) {
        double side = step(medialX + 10, lateralX - 10, x);
        double r = (1 - side) * table(ANGLE, medial, angle) + side * table(ANGLE, lateral, angle);
        double ahead = step(-80, -35, angle) * (1 - step(40, 80, angle));
        double u = x < (medialX + lateralX) / 2 ? x - medialX : x - lateralX;
        double distal = u * u / (2 * crown);
        double g = Math.abs(x - grooveX);
        double hollow = g < 17 ? groove * (0.5 + 0.5 * Math.cos(Math.PI * g / 17)) : (g - 17) * (g - 17) / 26;
        return r
                - (1 - ahead) * Math.min(distal, 6)
                - ahead * hollow
                - (x < grooveX ? ahead * 1.2 : 0) * step(2, 12, g);
    }

    private double halfWidth(double y) {
        return width - 10 * step(8, 34, y);
    }

    /** Signed distance to the notch, mm. */
    double notch(double x, double y, double z) {
        double side = Math.abs(x + 0.5) - notchWidth;
        double wall = (y + 6 - notchWall + 0.36 * z) / 1.063;
        return intersection(side, wall, notchRadius);
    }

    /** Signed distance to the bone's surface; exact only near it and after division by its gradient. */
    double distance(double x, double y, double z) {
        double rho = Math.sqrt(y * y + z * z);
        double a = angle(y, z);
        double body = intersection(rho - radius(a, x), Math.abs(x + 1) - halfWidth(y), 7);
        double long1 = ellipse(
                x + 1 - 0.03 * z,
                y - table(HEIGHT, SHAFT_Y, z),
                shaft * table(HEIGHT, HALF_WIDTH, z),
                shaft * table(HEIGHT, HALF_DEPTH, z));
        double stem = intersection(long1, -3 - z, 10);
        return difference(union(body, stem, 7), notch(x, y, z), 3);
    }

    /** Distance inwards from the margin of the articular zone (negative outside of it), mm. */
    double margin(double x, double y, double z) {
        double rho = Math.sqrt(y * y + z * z);
        double a = angle(y, z);
        double behind = Math.toRadians(a - back) * rho;
        double lift = x > grooveX ? 3 : -3;
        double ahead = Math.toRadians(front + lift - a) * rho;
        double across = halfWidth(y) - 1.2 - Math.abs(x + 1);
        return Math.min(Math.min(behind, ahead), Math.min(across, notch(x, y, z) - 0.5));
    }

    /** Thickness of the cartilage over the nearest bone, mm; 0 outside of the articular zone. */
    double cartilage(double x, double y, double z) {
        double m = margin(x, y, z);
        if (m <= 0) {
            return 0;
        }
        double a = angle(y, z);
        double ahead = step(-75, -35, a) * (1 - step(10, 40, a));
        double t = base * (1 + (trochlea - 1) * ahead) * (1 - 0.12 * step(-150, -190, a));
        return t * Shapes.taper(m, taper) * lesions.left(x, y, z);
    }
}
