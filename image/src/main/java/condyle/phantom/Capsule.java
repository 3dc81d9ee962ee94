package condyle.phantom;

/**
 * Bent, tapered, flattened rod between two points: muscle, ligament, tendon or vessel.
 *
 * <p>Along it the radius goes from r0 to r1; {@code flat} ≥ 1 widens it along {@code wide} (a unit direction); the
 * middle is moved by {@code bend}.
 */
record Capsule(double[] from, double[] to, double r0, double r1, double flat, double[] wide, double[] bend) {
    static final double[] STRAIGHT = {0, 0, 0};
    static final double[] ACROSS = {1, 0, 0};

    static Capsule of(double[] from, double[] to, double r0, double r1) {
        return new Capsule(from, to, r0, r1, 1, ACROSS, STRAIGHT);
    }

    Capsule flattened(double times, double... direction) {
        return new Capsule(from, to, r0, r1, times, direction, bend);
    }

    Capsule bent(double... by) {
        return new Capsule(from, to, r0, r1, flat, wide, by);
    }

    /** Approximate signed distance, mm. */
    double distance(double x, double y, double z) {
        double ax = to[0] - from[0];
        double ay = to[1] - from[1];
        double az = to[2] - from[2];
        double px = x - from[0];
        double py = y - from[1];
        double pz = z - from[2];
        double t = (px * ax + py * ay + pz * az) / (ax * ax + ay * ay + az * az);
        t = Math.max(0, Math.min(1, t));
        double arch = 4 * t * (1 - t);
        px -= t * ax + arch * bend[0];
        py -= t * ay + arch * bend[1];
        pz -= t * az + arch * bend[2];
        double r = r0 + t * (r1 - r0);
        if (flat == 1) {
            return Math.sqrt(px * px + py * py + pz * pz) - r;
        }
        double w = px * wide[0] + py * wide[1] + pz * wide[2];
        double rest = Math.sqrt(Math.max(0, px * px + py * py + pz * pz - w * w));
        return Shapes.ellipse(w, rest, r * flat, r);
    }
}
