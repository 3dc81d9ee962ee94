package condyle.phantom;

import static condyle.phantom.Shapes.uniform;

import java.util.random.RandomGenerator;

/**
 * Where the cartilage of one bone has been lost: evenly over it, and in spots, some of them down to the bone.
 *
 * <p>Grade 0 has no spot as a rule, grade 4 three to five; what is lost evenly grows with the grade as well.
 */
final class Lesions {
    private static final double[] EVEN = {1, 0.98, 0.95, 0.9, 0.82};

    private final double[][] spots;
    private final double even;

    /** Draws spots centred at points that {@code surface} gives; {@code grade} 0–4 says how many and how deep. */
    Lesions(RandomGenerator r, int grade, Surface surface) {
        int n = (int) (0.2 + grade * 0.55 + uniform(r, 0, 1 + 0.45 * grade));
        even = uniform(r, EVEN[grade] - 0.08, Math.min(1, EVEN[grade] + 0.1));
        spots = new double[n][];
        for (int i = 0; i < n; i++) {
            double[] p = surface.point(r);
            double depth = uniform(r, 0.25, 0.75 + 0.2 * grade);
            spots[i] = new double[] {p[0], p[1], p[2], uniform(r, 4, 9 + 1.5 * grade), Math.min(1, depth)};
        }
    }

    /** Draws points on the surface of a bone below its cartilage. */
    interface Surface {
        double[] point(RandomGenerator r);
    }

    /** Share of the thickness that is left here, 0–1. */
    double left(double x, double y, double z) {
        double left = even;
        for (double[] s : spots) {
            double dx = x - s[0];
            double dy = y - s[1];
            double dz = z - s[2];
            double d = Math.sqrt(dx * dx + dy * dy + dz * dz);
            if (d < s[3]) {
                left *= 1 - s[4] * (1 - Shapes.step(0.4 * s[3], s[3], d));
            }
        }
        return left;
    }
}
