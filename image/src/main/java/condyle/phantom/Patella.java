package condyle.phantom;

import static condyle.phantom.Shapes.about;
import static condyle.phantom.Shapes.difference;
import static condyle.phantom.Shapes.ellipsoid;
import static condyle.phantom.Shapes.uniform;

import java.util.random.RandomGenerator;

/** Patella in its own frame: the origin is its middle, the facets look backwards. */
final class Patella {
    private final double[] axes;
    private final double ridge;
    private final double facets;
    private final double back;
    private final double base;
    private final double taper;
    private final double low;
    private final Lesions lesions;

    Patella(RandomGenerator r) {
        double size = about(r, 1, 0.05);
        axes = new double[] {21.2 * size, 11 * size, 20.3 * size};
        ridge = uniform(r, -5, 1);
        facets = Math.tan(Math.toRadians(uniform(r, 14, 26)));
        back = uniform(r, 6.5, 8.5) * size;
        base = uniform(r, 2.0, 3.4);
        taper = uniform(r, 2, 5);
        low = uniform(r, -13.5, -9) * size;
        lesions = new Lesions(r, new double[] {-18, -9, -8}, new double[] {18, -5, 14});
    }

    /** Base thickness of the cartilage, mm. */
    double thickness() {
        return base;
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

    /** Thickness of the cartilage over the nearest bone, mm. */
    double cartilage(double x, double y, double z) {
        if (y > -1) {
            return 0;
        }
        double mid = (axes[2] * 0.86 + low) / 2;
        double u = x / (axes[0] * 0.93);
        double w = (z - mid) / (axes[2] * 0.86 - mid);
        double e = Math.sqrt(u * u + w * w * w * w);
        double m = (1 - e) * 16;
        double top = base * (0.75 + 0.35 * Math.exp(-(x - ridge) * (x - ridge) / 120));
        return m <= 0 ? 0 : top * Shapes.taper(m, taper) * lesions.left(x, y, z);
    }
}
