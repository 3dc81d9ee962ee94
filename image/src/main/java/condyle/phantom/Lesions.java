package condyle.phantom;

import static condyle.phantom.Shapes.uniform;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Where the cartilage of one bone has been lost: evenly over it, and in spots, some of them down to the bone.
 *
 * <p>Grade 0 has no spot as a rule, grade 4 two to five; what is lost evenly grows with the grade as well. At each
 * later visit all spots have grown and deepened, there may be one more, and the rest is thinner by a few percent.
 */
final class Lesions {
    private static final double[] EVEN = {1, 0.98, 0.95, 0.9, 0.82};

    private final double[][] spots;
    private double even;

    /** Draws spots centred at points that {@code surface} gives. */
    Lesions(RandomGenerator from, Stage stage, Surface surface) {
        // Its own stream: what is drawn after does not depend on how many spots there are.
        SplittableRandom r = new SplittableRandom(from.nextLong());
        int grade = stage.first().cartilage();
        int n = (int) (0.2 + grade * 0.55 + uniform(r, 0, 1 + 0.45 * grade));
        even = uniform(r, EVEN[grade] - 0.08, Math.min(1, EVEN[grade] + 0.1));
        spots = new double[n + stage.visit() - 1][];
        for (int i = 0; i < n; i++) {
            spots[i] = spot(r, grade, surface.point(r, 0));
        }
        SplittableRandom later = r.split();
        for (int visit = 2; visit <= stage.visit(); visit++) {
            even *= uniform(later, 0.9, 0.98);
            int known = n + visit - 2;
            for (int i = 0; i < known; i++) {
                spots[i][3] += uniform(later, 0.5, 3);
                spots[i][4] = Math.min(1, spots[i][4] + uniform(later, 0.05, 0.35));
            }
            spots[known] = spot(later, Math.max(1, grade), surface.point(later, 0));
        }
    }

    private static double[] spot(RandomGenerator r, int grade, double[] p) {
        double depth = uniform(r, 0.25, 0.75 + 0.2 * grade);
        return new double[] {p[0], p[1], p[2], uniform(r, 4, 9 + 1.5 * grade), Math.min(1, depth)};
    }

    /** Share of the thickness that is left away from the spots. */
    double even() {
        return even;
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
