package condyle.phantom;

import static condyle.phantom.Shapes.about;
import static condyle.phantom.Shapes.difference;
import static condyle.phantom.Shapes.ellipsoid;
import static condyle.phantom.Shapes.uniform;

import java.util.random.RandomGenerator;

/** Patella in its own frame: the origin is its middle, the facets look backwards. */
final class Patella {
    private static final double[] OSTEOPHYTE = {0, 0.4, 1.1, 2, 3};

    private final double[] axes;
    private final double ridge;
    private final double facets;
    private final double back;
    private final double base;
    private final double taper;
    private final double low;
    private final double osteophyte;
    private final Lesions lesions;
    private final Marrow marrow;

    Patella(RandomGenerator r, Stage stage) {
        double size = about(r, 1, 0.05);
        axes = new double[] {22.2 * size * about(r, 1, 0.04), 11.4 * size, 19.6 * size * about(r, 1, 0.04)};
        ridge = uniform(r, -5, 1);
        facets = Math.tan(Math.toRadians(uniform(r, 14, 26)));
        back = uniform(r, 6.5, 8.5) * size;
        base = uniform(r, 1.8, 4.9);
        taper = uniform(r, 2, 5);
        low = uniform(r, -15, -10) * size;
        osteophyte = OSTEOPHYTE[stage.now().osteophytes()] * uniform(r, 0.6, 1.3);
        lesions = new Lesions(r, stage.mild(), this::point);
        marrow = new Marrow(r, stage.now(), this::point, 0.5);
    }

    private double[] point(RandomGenerator r, double depth) {
        double x = uniform(r, -16, 16);
        return new double[] {x, facet(x) + depth, uniform(r, -8, 14)};
    }

    /** Lesions and cysts of its marrow. */
    Marrow marrow() {
        return marrow;
    }

    /** Height of the upper and lower pole above the middle. */
    double pole() {
        return axes[2];
    }

    /** Front surface's place. */
    double front() {
        return axes[1];
    }

    /** Where the back surface lies before its edges are rounded. */
    double facet(double x) {
        double u = Math.sqrt((x - ridge) * (x - ridge) + 4) - 2;
        return -back + facets * u;
    }

    /** Signed distance to the bone; exact only near it and after division by its gradient. */
    double distance(double x, double y, double z) {
        double taperX = z < 0 ? 1 + 0.35 * Math.min(1.2, -z / axes[2]) : 1;
        double lump = ellipsoid(x * taperX, square(y, z), square(z, y), axes);
        double behind = (y - facet(x)) / Math.sqrt(1 + facets * facets);
        double apex = (y + back - 0.45 * (low - z)) / 1.1;
        double cut = Shapes.union(behind, apex, 2);
        return difference(lump, cut, 2.5);
    }

    private double square(double a, double b) {
        double s = Math.abs(a) + Math.abs(b);
        return s < 1e-9 ? a : a * (1 - 0.3 * Math.abs(a * b) / (s * s));
    }

    /** Distance inwards from the margin of the articular zone, mm. */
    private double margin(double x, double z) {
        double mid = (axes[2] * 0.91 + low) / 2;
        double u = x / axes[0];
        double w = (z - mid) / (axes[2] * 0.91 - mid);
        return (1 - Math.sqrt(u * u + w * w * w * w)) * 16;
    }

    /** How far osteophytes lift the bone's surface here, mm; {@code noise} is smooth, of unit deviation. */
    double osteophyte(double x, double y, double z, double noise) {
        if (osteophyte == 0 || noise < -0.3 || y > 6) {
            return 0;
        }
        double m = (margin(x, z) + 0.5) / 2.5;
        return m * m > 4 ? 0 : osteophyte * Math.min(1, (noise + 0.3) / 1.3) * Math.exp(-m * m);
    }

    /** Thickness of the cartilage over the nearest bone, mm. */
    double cartilage(double x, double y, double z) {
        if (y > -1) {
            return 0;
        }
        double m = margin(x, z);
        double top = base * (0.75 + 0.35 * Math.exp(-(x - ridge) * (x - ridge) / 120));
        return m <= 0 ? 0 : top * Shapes.taper(m, taper) * lesions.left(x, y, z);
    }
}
