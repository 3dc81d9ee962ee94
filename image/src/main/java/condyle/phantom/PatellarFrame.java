package condyle.phantom;

import static condyle.phantom.Shapes.uniform;

import java.util.random.RandomGenerator;

/** Where the patella stands in the femur's frame: it slides down the trochlea and tips as the knee bends. */
final class PatellarFrame {
    private static final int STEPS = 9;
    private static final double START = 48;

    private final double[] at;
    private final double[] about = new double[4];

    /** Pushes the patella back until its cartilage stands off the trochlea's; {@code flexion} in degrees. */
    PatellarFrame(RandomGenerator r, double flexion, Femur femur, Patella patella) {
        double up = uniform(r, 5, 15) - 0.7 * flexion;
        at = new double[] {uniform(r, 2, 9), START, up};
        double tip = Math.toRadians(0.55 * Math.max(0, flexion) + uniform(r, -5, 5));
        double tilt = Math.toRadians(uniform(r, -8, 5));
        about[0] = Math.cos(tip);
        about[1] = Math.sin(tip);
        about[2] = Math.cos(tilt);
        about[3] = Math.sin(tilt);
        double apart = uniform(r, -1.6, 0.5);
        for (int i = 0; i < 4; i++) {
            at[1] -= clearance(femur, patella) - apart;
        }
    }

    /** The patella's middle in the femur's frame. */
    double[] at() {
        return at.clone();
    }

    /** Turns a point of the femur's frame into the patella's. */
    void toPatella(double[] q, double[] out) {
        double x = q[0] - at[0];
        double y = q[1] - at[1];
        double z = q[2] - at[2];
        double v = about[0] * y - about[1] * z;
        out[2] = about[1] * y + about[0] * z;
        out[0] = about[2] * x + about[3] * v;
        out[1] = -about[3] * x + about[2] * v;
    }

    private void toFemur(double[] p, double[] out) {
        double x = about[2] * p[0] - about[3] * p[1];
        double v = about[3] * p[0] + about[2] * p[1];
        out[0] = x + at[0];
        out[1] = about[0] * v + about[1] * p[2] + at[1];
        out[2] = -about[1] * v + about[0] * p[2] + at[2];
    }

    private double clearance(Femur femur, Patella patella) {
        double least = 1e9;
        double[] f = new double[3];
        for (int i = -STEPS; i <= STEPS; i++) {
            for (int j = -STEPS; j <= STEPS; j++) {
                double x = 19.0 * i / STEPS;
                double z = 16.0 * j / STEPS;
                double y = patella.facet(x);
                if (patella.distance(x, y, z) < 1.5) {
                    toFemur(new double[] {x, y, z}, f);
                    double d = femur.distance(f[0], f[1], f[2])
                            - femur.cartilage(f[0], f[1], f[2])
                            - patella.cartilage(x, y, z);
                    least = Math.min(least, d);
                }
            }
        }
        return least;
    }
}
