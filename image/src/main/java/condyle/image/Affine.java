package condyle.image;

import java.util.Arrays;

/** Affine map of space: three rows of four numbers, the last column the translation. */
public final class Affine {
    private final double[] m;

    private Affine(double[] rows) {
        this.m = rows;
    }

    /** Takes 12 numbers, row by row; all must be finite. */
    public static Affine of(double... rows) {
        if (rows.length != 12) {
            throw new IllegalArgumentException("affine has " + rows.length + " numbers, expected 12 (3 rows of 4)");
        }
        for (double v : rows) {
            if (!Double.isFinite(v)) {
                throw new IllegalArgumentException("affine holds " + v + ", expected finite numbers");
            }
        }
        return new Affine(rows.clone());
    }

    /** Makes the map whose columns are x, y, z steps and whose translation is the origin. */
    public static Affine of(Vec x, Vec y, Vec z, Vec origin) {
        return of(x.x(), y.x(), z.x(), origin.x(), x.y(), y.y(), z.y(), origin.y(), x.z(), y.z(), z.z(), origin.z());
    }

    /** Scales along the axes, then moves. */
    public static Affine scaling(Vec scale, Vec origin) {
        return of(new Vec(scale.x(), 0, 0), new Vec(0, scale.y(), 0), new Vec(0, 0, scale.z()), origin);
    }

    /** Where a point, voxel indices or mm, comes to lie. */
    public Vec apply(double x, double y, double z) {
        return new Vec(
                m[0] * x + m[1] * y + m[2] * z + m[3],
                m[4] * x + m[5] * y + m[6] * z + m[7],
                m[8] * x + m[9] * y + m[10] * z + m[11]);
    }

    /** Where a point comes to lie. */
    public Vec apply(Vec p) {
        return apply(p.x(), p.y(), p.z());
    }

    /** Number in row 0–2, column 0–3. */
    public double at(int row, int column) {
        return m[4 * row + column];
    }

    /** Column 0–2: the step in world for one voxel along that axis; column 3: the origin. */
    public Vec column(int c) {
        return new Vec(m[c], m[4 + c], m[8 + c]);
    }

    /** Volume of one voxel where this maps voxels to mm (mm³), negative for left-handed axes. */
    public double determinant() {
        return column(0).dot(column(1).cross(column(2)));
    }

    /** The map that first applies {@code inner}, then this. */
    public Affine after(Affine inner) {
        double[] r = new double[12];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 4; j++) {
                double v = j == 3 ? m[4 * i + 3] : 0;
                for (int k = 0; k < 3; k++) {
                    v += m[4 * i + k] * inner.m[4 * k + j];
                }
                r[4 * i + j] = v;
            }
        }
        return new Affine(r);
    }

    /**
     * The map that undoes this one.
     *
     * @throws IllegalArgumentException if the axes lie in one plane
     */
    public Affine inverse() {
        Vec a = column(0);
        Vec b = column(1);
        Vec c = column(2);
        double det = determinant();
        if (!(Math.abs(det) > 1e-12 * a.norm() * b.norm() * c.norm())) {
            throw new IllegalArgumentException("affine has determinant " + det + ": its axes lie in one plane");
        }
        Vec r0 = b.cross(c).times(1 / det);
        Vec r1 = c.cross(a).times(1 / det);
        Vec r2 = a.cross(b).times(1 / det);
        Vec t = column(3);
        return new Affine(new double[] {
            r0.x(), r0.y(), r0.z(), -r0.dot(t), r1.x(), r1.y(), r1.z(), -r1.dot(t), r2.x(), r2.y(), r2.z(), -r2.dot(t)
        });
    }

    /** The 12 numbers, row by row, as a copy. */
    public double[] rows() {
        return m.clone();
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Affine a && Arrays.equals(m, a.m);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(m);
    }

    @Override
    public String toString() {
        return Arrays.toString(m);
    }
}
