package condyle.image;

/**
 * Values of a volume at any place of the world, linear between voxel centres.
 *
 * <p>Within half a voxel outside the outermost centres the border's value holds; farther out the background's.
 */
public final class Sampler {
    private final float[] data;
    private final Size n;
    private final Affine toVoxel;
    private final float background;

    private Sampler(Volume volume, float background) {
        this.data = volume.data();
        this.n = volume.size();
        this.toVoxel = volume.geometry().toVoxel();
        this.background = background;
    }

    public static Sampler of(Volume volume, float background) {
        return new Sampler(volume, background);
    }

    /** Value at a point of the world, in mm. */
    public float at(double x, double y, double z) {
        return atVoxel(
                toVoxel.at(0, 0) * x + toVoxel.at(0, 1) * y + toVoxel.at(0, 2) * z + toVoxel.at(0, 3),
                toVoxel.at(1, 0) * x + toVoxel.at(1, 1) * y + toVoxel.at(1, 2) * z + toVoxel.at(1, 3),
                toVoxel.at(2, 0) * x + toVoxel.at(2, 1) * y + toVoxel.at(2, 2) * z + toVoxel.at(2, 3));
    }

    /** Value at a point of the world, in mm. */
    public float at(Vec world) {
        return at(world.x(), world.y(), world.z());
    }

    /** Value at a position counted in voxels. */
    float atVoxel(double x, double y, double z) {
        if (!AxisTaps.near(n, x, y, z)) {
            return background;
        }
        double cx = Math.max(0, Math.min(n.x() - 1, x));
        double cy = Math.max(0, Math.min(n.y() - 1, y));
        double cz = Math.max(0, Math.min(n.z() - 1, z));
        int i = (int) cx;
        int j = (int) cy;
        int k = (int) cz;
        float fx = (float) (cx - i);
        float fy = (float) (cy - j);
        float fz = (float) (cz - k);
        int dx = i + 1 < n.x() ? 1 : 0;
        int dy = j + 1 < n.y() ? n.x() : 0;
        int dz = k + 1 < n.z() ? n.x() * n.y() : 0;
        int at = n.index(i, j, k);
        float near = plane(at, dx, dy, fx, fy);
        return near + fz * (plane(at + dz, dx, dy, fx, fy) - near);
    }

    private float plane(int at, int dx, int dy, float fx, float fy) {
        float a = data[at] + fx * (data[at + dx] - data[at]);
        float b = data[at + dy] + fx * (data[at + dy + dx] - data[at + dy]);
        return a + fy * (b - a);
    }
}
