package condyle.image;

/** Set of voxels of a grid, x fastest. */
public final class Mask {
    private final Geometry geometry;
    private final boolean[] data;

    private Mask(Geometry geometry, boolean[] data) {
        this.geometry = geometry;
        this.data = data;
    }

    /**
     * Wraps the array, which is not copied.
     *
     * @throws IllegalArgumentException if the array's length is not the grid's number of voxels
     */
    public static Mask of(Geometry geometry, boolean[] data) {
        Volume.requireLength(geometry, data.length);
        return new Mask(geometry, data);
    }

    public Geometry geometry() {
        return geometry;
    }

    public Size size() {
        return geometry.size();
    }

    /** The voxels themselves, x fastest; not a copy. */
    public boolean[] data() {
        return data;
    }

    public boolean at(int x, int y, int z) {
        return data[geometry.size().index(x, y, z)];
    }

    /** Number of voxels in the set. */
    public long count() {
        long n = 0;
        for (boolean b : data) {
            n += b ? 1 : 0;
        }
        return n;
    }

    public boolean isEmpty() {
        for (boolean b : data) {
            if (b) {
                return false;
            }
        }
        return true;
    }

    /** Smallest box that holds the set, or null where the set is empty. */
    public Box bounds() {
        return Box.around(size(), i -> data[i]).orElse(null);
    }

    /** The voxels inside the box, as a copy. */
    public Mask crop(Box box) {
        boolean[] out = new boolean[box.size().length()];
        box.cut(data, size(), out);
        return new Mask(geometry.crop(box), out);
    }
}
