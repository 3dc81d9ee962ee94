package condyle.image;

import java.util.Locale;

/**
 * Numbers of voxels along x, y and z, each at least 1.
 *
 * @throws IllegalArgumentException if a number is below 1
 */
public record Size(int x, int y, int z) {
    /** No Java machine makes a longer array. */
    private static final int LONGEST = Integer.MAX_VALUE - 8;

    public Size {
        if (x < 1 || y < 1 || z < 1) {
            throw new IllegalArgumentException("size " + x + "×" + y + "×" + z + ": each axis needs at least 1 voxel");
        }
    }

    /** Converts the three numbers in (x, y, z) order. */
    public static Size of(int... xyz) {
        if (xyz.length != 3) {
            throw new IllegalArgumentException("size has " + xyz.length + " numbers, expected 3 (x, y, z)");
        }
        return new Size(xyz[0], xyz[1], xyz[2]);
    }

    /** Number of voxels in all; it may pass what one array can hold. */
    public long voxels() {
        return (long) x * y * z;
    }

    /**
     * Number of voxels as an array length.
     *
     * @throws IllegalArgumentException if no array can hold so many
     */
    public int length() {
        if ((double) x * y * z > LONGEST) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "grid of %s voxels, expected at most %,d in all; take fewer or larger voxels",
                    this,
                    LONGEST));
        }
        return x * y * z;
    }

    /** Position of a voxel in an array of this size, x fastest. */
    public int index(int i, int j, int k) {
        return i + x * (j + y * k);
    }

    /** Voxels along axis 0 (x), 1 (y) or 2 (z). */
    public int along(int axis) {
        return axis == 0 ? x : axis == 1 ? y : z;
    }

    /** The axis across a slice, along which there is one voxel; −1 for a block, the last one where there are several. */
    public int across() {
        return z == 1 ? 2 : y == 1 ? 1 : x == 1 ? 0 : -1;
    }

    /** Whether the voxel lies inside. */
    public boolean contains(int i, int j, int k) {
        return i >= 0 && j >= 0 && k >= 0 && i < x && j < y && k < z;
    }

    @Override
    public String toString() {
        return x + "×" + y + "×" + z;
    }
}
