package condyle.image;

/** Three numbers along x, y and z: a point, a direction or a spacing, in mm unless said otherwise. */
public record Vec(double x, double y, double z) {
    public static final Vec ZERO = new Vec(0, 0, 0);

    /** The same number along all axes. */
    public static Vec of(double all) {
        return new Vec(all, all, all);
    }

    public Vec plus(Vec o) {
        return new Vec(x + o.x, y + o.y, z + o.z);
    }

    public Vec minus(Vec o) {
        return new Vec(x - o.x, y - o.y, z - o.z);
    }

    public Vec times(double f) {
        return new Vec(x * f, y * f, z * f);
    }

    public double dot(Vec o) {
        return x * o.x + y * o.y + z * o.z;
    }

    public Vec cross(Vec o) {
        return new Vec(y * o.z - z * o.y, z * o.x - x * o.z, x * o.y - y * o.x);
    }

    /** Euclidean length. */
    public double norm() {
        return Math.sqrt(dot(this));
    }

    /** The same direction with length 1; the zero vector gives NaN. */
    public Vec unit() {
        return times(1 / norm());
    }

    /** Component along axis 0 (x), 1 (y) or 2 (z). */
    public double along(int axis) {
        return axis == 0 ? x : axis == 1 ? y : z;
    }
}
