package condyle.image;

import java.util.Locale;

/**
 * Grid of voxels in the world: how many, and where each centre lies (RAS+, mm).
 *
 * <p>{@code toWorld} maps voxel indices, (0, 0, 0) the centre of the first voxel, to mm.
 *
 * @throws IllegalArgumentException if the axes lie in one plane
 */
public record Geometry(Size size, Affine toWorld) {
    /** Corner positions may differ by this share of a voxel on what still counts as one grid. */
    private static final double SAME_GRID_TOLERANCE = 0.02;

    public Geometry {
        toWorld.inverse();
    }

    /** A grid along the world's axes whose first voxel centre lies at {@code origin}. */
    public static Geometry of(Size size, Vec spacing, Vec origin) {
        return new Geometry(size, Affine.scaling(spacing, origin));
    }

    /** A grid along the world's axes with its first voxel at the world's origin. */
    public static Geometry of(Size size, Vec spacing) {
        return of(size, spacing, Vec.ZERO);
    }

    /** Distances between voxel centres along x, y and z, in mm. */
    public Vec spacing() {
        return new Vec(
                toWorld.column(0).norm(),
                toWorld.column(1).norm(),
                toWorld.column(2).norm());
    }

    /** Volume of one voxel, in mm³. */
    public double voxelVolume() {
        return Math.abs(toWorld.determinant());
    }

    /** Lengths of the field of view along x, y and z, in mm. */
    public Vec extent() {
        Vec s = spacing();
        return new Vec(s.x() * size.x(), s.y() * size.y(), s.z() * size.z());
    }

    /** World position of the grid's middle. */
    public Vec center() {
        return toWorld.apply((size.x() - 1) / 2.0, (size.y() - 1) / 2.0, (size.z() - 1) / 2.0);
    }

    /** World to voxel indices. */
    public Affine toVoxel() {
        return toWorld.inverse();
    }

    /** The grid of the voxels inside the box, each where it was. */
    public Geometry crop(Box box) {
        Vec origin = toWorld.apply(box.x0(), box.y0(), box.z0());
        return new Geometry(box.size(), Affine.of(toWorld.column(0), toWorld.column(1), toWorld.column(2), origin));
    }

    /** The same field of view cut into voxels of about the given spacing (mm); edges coincide, centres move. */
    public Geometry withSpacing(Vec spacing) {
        Vec extent = extent();
        return withSize(new Size(
                voxels(extent.x(), spacing.x()), voxels(extent.y(), spacing.y()), voxels(extent.z(), spacing.z())));
    }

    private static int voxels(double length, double spacing) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, Math.round(length / spacing)));
    }

    /** The same field of view cut into the given number of voxels; edges coincide, centres move. */
    public Geometry withSize(Size n) {
        double fx = (double) size.x() / n.x();
        double fy = (double) size.y() / n.y();
        double fz = (double) size.z() / n.z();
        Vec origin = toWorld.apply((fx - 1) / 2, (fy - 1) / 2, (fz - 1) / 2);
        return new Geometry(
                n,
                Affine.of(
                        toWorld.column(0).times(fx),
                        toWorld.column(1).times(fy),
                        toWorld.column(2).times(fz),
                        origin));
    }

    /** Whether both grids have the same size and the same corners, within 2 % of a voxel. */
    public boolean sameGrid(Geometry o) {
        if (!size.equals(o.size)) {
            return false;
        }
        Vec s = spacing();
        double tolerance = SAME_GRID_TOLERANCE * Math.min(s.x(), Math.min(s.y(), s.z()));
        for (int c = 0; c < 8; c++) {
            double x = (c & 1) * (size.x() - 1);
            double y = (c >> 1 & 1) * (size.y() - 1);
            double z = (c >> 2) * (size.z() - 1);
            if (toWorld.apply(x, y, z).minus(o.toWorld.apply(x, y, z)).norm() > tolerance) {
                return false;
            }
        }
        return true;
    }

    /**
     * Checks that both lie on one grid.
     *
     * @throws IllegalArgumentException naming both grids if they differ
     */
    public void requireSameGrid(String here, String there, Geometry o) {
        if (!sameGrid(o)) {
            String detail =
                    toString().equals(o.toString()) ? " (same size and spacing, other place or orientation)" : "";
            throw new IllegalArgumentException(here + " and " + there + " lie on different grids: " + this + " and " + o
                    + detail + "; resample one with 'condyle convert --like'");
        }
    }

    /** Size and spacing, as messages show them: {@code 160×384×384 at 0.70×0.36×0.36 mm}. */
    @Override
    public String toString() {
        Vec s = spacing();
        return String.format(Locale.ROOT, "%s at %.2f×%.2f×%.2f mm", size, s.x(), s.y(), s.z());
    }
}
