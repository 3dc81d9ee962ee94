package condyle.image;

/** Scalar image on a grid: one float a voxel, x fastest. */
public final class Volume {
    private final Geometry geometry;
    private final float[] data;

    private Volume(Geometry geometry, float[] data) {
        this.geometry = geometry;
        this.data = data;
    }

    /**
     * Wraps the array, which is not copied: it belongs to the volume from here on.
     *
     * @throws IllegalArgumentException if the array's length is not the grid's number of voxels
     */
    public static Volume of(Geometry geometry, float[] data) {
        requireLength(geometry, data.length);
        return new Volume(geometry, data);
    }

    /** A volume of zeros. */
    public static Volume of(Geometry geometry) {
        return new Volume(geometry, new float[geometry.size().length()]);
    }

    static void requireLength(Geometry geometry, int length) {
        if (length != geometry.size().voxels()) {
            throw new IllegalArgumentException("grid " + geometry.size() + " has "
                    + geometry.size().voxels() + " voxels, the array holds " + length);
        }
    }

    public Geometry geometry() {
        return geometry;
    }

    public Size size() {
        return geometry.size();
    }

    /** The voxels themselves, x fastest; not a copy. */
    public float[] data() {
        return data;
    }

    /** The value of a voxel, by its indices; between voxels see {@link Resample#at}. */
    public float at(int x, int y, int z) {
        return data[geometry.size().index(x, y, z)];
    }

    /** The lowest value of all voxels: of a scan, that of air. */
    public float least() {
        float least = Float.MAX_VALUE;
        for (float v : data) {
            least = Math.min(least, v);
        }
        return least;
    }

    /** The voxels inside the box, as a copy. */
    public Volume crop(Box box) {
        float[] out = new float[box.size().length()];
        box.cut(data, size(), out);
        return new Volume(geometry.crop(box), out);
    }
}
