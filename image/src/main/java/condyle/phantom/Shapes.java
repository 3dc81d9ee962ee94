package condyle.phantom;

import java.util.random.RandomGenerator;

/** Signed distances of simple shapes (mm, negative inside) and how they combine. */
final class Shapes {
    private Shapes() {}

    /** Union that rounds the crease over about {@code k} mm. */
    static double union(double a, double b, double k) {
        double h = Math.max(k - Math.abs(a - b), 0) / k;
        return Math.min(a, b) - h * h * k * 0.25;
    }

    /** Intersection that rounds the edge over about {@code k} mm. */
    static double intersection(double a, double b, double k) {
        return -union(-a, -b, k);
    }

    /** What of {@code a} lies outside of {@code b}. */
    static double difference(double a, double b, double k) {
        return -union(-a, b, k);
    }

    /** First-order distance to the ellipsoid with half-axes (a, b, c) about the origin. */
    static double ellipsoid(double x, double y, double z, double[] axes) {
        double u = x / axes[0];
        double v = y / axes[1];
        double w = z / axes[2];
        double k0 = Math.sqrt(u * u + v * v + w * w);
        u /= axes[0];
        v /= axes[1];
        w /= axes[2];
        double k1 = Math.sqrt(u * u + v * v + w * w);
        return k0 < 1e-6 ? -Math.min(axes[0], Math.min(axes[1], axes[2])) : k0 * (k0 - 1) / k1;
    }

    /** First-order distance to the ellipse with half-axes a and b about the origin. */
    static double ellipse(double x, double y, double a, double b) {
        double u = x / a;
        double v = y / b;
        double k0 = Math.sqrt(u * u + v * v);
        u /= a;
        v /= b;
        double k1 = Math.sqrt(u * u + v * v);
        return k0 < 1e-6 ? -Math.min(a, b) : k0 * (k0 - 1) / k1;
    }

    /** 0 below {@code a}, 1 above {@code b}, smooth between. */
    static double step(double a, double b, double x) {
        double t = Math.max(0, Math.min(1, (x - a) / (b - a)));
        return t * t * (3 - 2 * t);
    }

    /** Value at {@code x} of a table (positions ascending), halfway between linear and smooth, constant beyond its ends. */
    static double table(double[] at, double[] value, double x) {
        if (x <= at[0]) {
            return value[0];
        }
        for (int i = 1; i < at.length; i++) {
            if (x <= at[i]) {
                double t = (x - at[i - 1]) / (at[i] - at[i - 1]);
                t = 0.5 * t + 0.5 * t * t * (3 - 2 * t);
                return value[i - 1] + t * (value[i] - value[i - 1]);
            }
        }
        return value[value.length - 1];
    }

    /** How a cartilage thins out towards its margin: the root of the distance from it over the taper's length. */
    static double taper(double margin, double length) {
        return margin <= 0 ? 0 : margin >= length ? 1 : Math.sqrt(margin / length);
    }

    static double uniform(RandomGenerator r, double low, double high) {
        return low + (high - low) * r.nextDouble();
    }

    /** Draws around {@code mean} with the relative spread given, cut at 2.5 spreads. */
    static double about(RandomGenerator r, double mean, double spread) {
        double g = Math.max(-2.5, Math.min(2.5, r.nextGaussian()));
        return mean * (1 + spread * g);
    }
}
