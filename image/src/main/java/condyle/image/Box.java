package condyle.image;

/**
 * Half-open box of voxels: from (x0, y0, z0) up to, but without, (x1, y1, z1).
 *
 * @throws IllegalArgumentException if the box is empty
 */
public record Box(int x0, int y0, int z0, int x1, int y1, int z1) {
    public Box {
        if (x1 <= x0 || y1 <= y0 || z1 <= z0) {
            throw new IllegalArgumentException(
                    "box " + x0 + "," + y0 + "," + z0 + " to " + x1 + "," + y1 + "," + z1 + " is empty");
        }
    }

    /** All voxels of a grid. */
    public static Box of(Size size) {
        return new Box(0, 0, 0, size.x(), size.y(), size.z());
    }

    public Size size() {
        return new Size(x1 - x0, y1 - y0, z1 - z0);
    }

    /** The box with {@code margin} more voxels on each side, cut at the grid's border. */
    public Box grow(int margin, Size within) {
        return new Box(
                Math.max(0, x0 - margin),
                Math.max(0, y0 - margin),
                Math.max(0, z0 - margin),
                Math.min(within.x(), x1 + margin),
                Math.min(within.y(), y1 + margin),
                Math.min(within.z(), z1 + margin));
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

    /** Index in the whole grid of the box's own voxel number {@code i}, x fastest in both. */
    public int within(Size whole, int i) {
        int row = i / (x1 - x0);
        return whole.index(x0 + i % (x1 - x0), y0 + row % (y1 - y0), z0 + row / (y1 - y0));
    }
}
