package condyle.image;

import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Half-open box of voxels: from (x0, y0, z0) up to, but without, (x1, y1, z1).
 *
 * @throws IllegalArgumentException if the box is empty
 */
public record Box(int x0, int y0, int z0, int x1, int y1, int z1) {
    public Box {
        if (x1 <= x0 || y1 <= y0 || z1 <= z0) {
            throw new IllegalArgumentException("box " + this + " is empty");
        }
    }

    /** All voxels of a grid. */
    public static Box of(Size size) {
        return new Box(0, 0, 0, size.x(), size.y(), size.z());
    }

    /** One slice of a grid, across axis 0 (x), 1 (y) or 2 (z). */
    public static Box slice(Size size, int axis, int number) {
        return new Box(
                axis == 0 ? number : 0,
                axis == 1 ? number : 0,
                axis == 2 ? number : 0,
                axis == 0 ? number + 1 : size.x(),
                axis == 1 ? number + 1 : size.y(),
                axis == 2 ? number + 1 : size.z());
    }

    /** The smallest box around the voxels, by index, that are meant; nothing where there is none. */
    public static Optional<Box> around(Size size, IntPredicate meant) {
        int[] low = {size.x(), size.y(), size.z()};
        int[] high = {-1, -1, -1};
        for (int z = 0, i = 0; z < size.z(); z++) {
            for (int y = 0; y < size.y(); y++) {
                for (int x = 0; x < size.x(); x++, i++) {
                    if (meant.test(i)) {
                        low[0] = Math.min(low[0], x);
                        high[0] = Math.max(high[0], x);
                        low[1] = Math.min(low[1], y);
                        high[1] = Math.max(high[1], y);
                        low[2] = Math.min(low[2], z);
                        high[2] = z;
                    }
                }
            }
        }
        return high[0] < 0
                ? Optional.empty()
                : Optional.of(new Box(low[0], low[1], low[2], high[0] + 1, high[1] + 1, high[2] + 1));
    }

    public Size size() {
        return new Size(x1 - x0, y1 - y0, z1 - z0);
    }

    /** The box with {@code margin} more voxels on each side, cut at the grid's border. */
    public Box grow(int margin, Size within) {
        return grow(margin, margin, margin, within);
    }

    /** The box with so many more voxels on both sides along x, y and z, cut at the grid's border. */
    public Box grow(int x, int y, int z, Size within) {
        return new Box(
                Math.max(0, x0 - x),
                Math.max(0, y0 - y),
                Math.max(0, z0 - z),
                Math.min(within.x(), x1 + x),
                Math.min(within.y(), y1 + y),
                Math.min(within.z(), z1 + z));
    }

    /** The smallest box around both. */
    public Box union(Box o) {
        return new Box(
                Math.min(x0, o.x0),
                Math.min(y0, o.y0),
                Math.min(z0, o.z0),
                Math.max(x1, o.x1),
                Math.max(y1, o.y1),
                Math.max(z1, o.z1));
    }

    public boolean contains(int x, int y, int z) {
        return x >= x0 && y >= y0 && z >= z0 && x < x1 && y < y1 && z < z1;
    }

    /**
     * Copies the box's voxels out of an array over the whole grid to one of their own, row by row.
     *
     * @throws IllegalArgumentException if the box reaches beyond the grid
     */
    void cut(Object from, Size whole, Object to) {
        if (Math.min(x0, Math.min(y0, z0)) < 0 || x1 > whole.x() || y1 > whole.y() || z1 > whole.z()) {
            throw new IllegalArgumentException("box " + this + " reaches beyond the grid of " + whole);
        }
        Size n = size();
        for (int z = 0; z < n.z(); z++) {
            for (int y = 0; y < n.y(); y++) {
                System.arraycopy(from, whole.index(x0, y0 + y, z0 + z), to, n.index(0, y, z), n.x());
            }
        }
    }

    /** Index in the whole grid of the box's own voxel number {@code i}, x fastest in both. */
    public int within(Size whole, int i) {
        int row = i / (x1 - x0);
        return whole.index(x0 + i % (x1 - x0), y0 + row % (y1 - y0), z0 + row / (y1 - y0));
    }

    /** Corners, as messages show them: {@code 0,0,0 to 4,4,4}. */
    @Override
    public String toString() {
        return x0 + "," + y0 + "," + z0 + " to " + x1 + "," + y1 + "," + z1;
    }
}
