package condyle.data;

import condyle.image.Affine;
import condyle.image.Geometry;
import condyle.image.Size;
import condyle.image.Vec;
import java.util.Arrays;

/**
 * What a coarse pass found in the whole knee, as extra input channels for a finer one.
 *
 * <p>{@code classes} holds the coarse class of each voxel of {@code geometry}. Each class above background is one
 * channel: its share in the trilinear neighbourhood of the asked point, in [0, 1]; outside the coarse grid 0.
 */
public final class Context {
    private static final byte MIXED = -1;
    private static final int FRACTION = 32;

    private final Geometry geometry;
    private final byte[] classes;
    private final byte[] uniform;

    /** A coarse pass; the array is not copied. */
    public Context(Geometry geometry, byte[] classes) {
        this.geometry = geometry;
        this.classes = classes;
        uniform = uniform(geometry.size(), classes);
    }

    /** The coarse grid. */
    public Geometry geometry() {
        return geometry;
    }

    /** Class of each coarse voxel; not a copy. */
    public byte[] classes() {
        return classes;
    }

    /** Class of each cell between eight coarse voxels where they agree. */
    private static byte[] uniform(Size n, byte[] classes) {
        byte[] out = new byte[classes.length];
        Arrays.fill(out, MIXED);
        int row = n.x();
        int slice = n.x() * n.y();
        for (int z = 0; z + 1 < n.z(); z++) {
            for (int y = 0; y + 1 < n.y(); y++) {
                for (int x = 0; x + 1 < n.x(); x++) {
                    int i = n.index(x, y, z);
                    byte c = classes[i];
                    boolean same = c == classes[i + 1]
                            && c == classes[i + row]
                            && c == classes[i + row + 1]
                            && c == classes[i + slice]
                            && c == classes[i + slice + 1]
                            && c == classes[i + slice + row]
                            && c == classes[i + slice + row + 1];
                    out[i] = same ? c : MIXED;
                }
            }
        }
        return out;
    }

    /** Writes one channel for each class 1 … count − 1 at every voxel of the grid, one channel after another. */
    public void write(Geometry grid, int classCount, float[] out, int offset) {
        Size n = grid.size();
        int voxels = n.length();
        Affine map = geometry.toVoxel().after(grid.toWorld());
        for (int z = 0, i = 0; z < n.z(); z++) {
            for (int y = 0; y < n.y(); y++, i += n.x()) {
                row(map.apply(0, y, z), map.column(0), n.x(), new Channels(out, offset + i, voxels));
            }
        }
        assert offset + (classCount - 1) * voxels <= out.length;
    }

    /** Where a row's first channel begins, and how far the next one is. */
    private record Channels(float[] out, int at, int stride) {}

    /** Coordinates run as whole numbers of 2^−32 voxels; only where classes meet are the weights worked out. */
    private void row(Vec p, Vec dx, int count, Channels to) {
        Size n = geometry.size();
        int width = n.x();
        int slice = n.x() * n.y();
        long px = fixed(p.x());
        long py = fixed(p.y());
        long pz = fixed(p.z());
        long sx = fixed(dx.x());
        long sy = fixed(dx.y());
        long sz = fixed(dx.z());
        for (int i = 0; i < count; i++, px += sx, py += sy, pz += sz) {
            int x = (int) (px >> FRACTION);
            int y = (int) (py >> FRACTION);
            int z = (int) (pz >> FRACTION);
            // Unsigned, a negative number is too large.
            if (Integer.compareUnsigned(x, width - 1) < 0
                    && Integer.compareUnsigned(y, n.y() - 1) < 0
                    && Integer.compareUnsigned(z, n.z() - 1) < 0) {
                int c = uniform[x + width * y + slice * z];
                if (c > 0) {
                    to.out[to.at + i + (c - 1) * to.stride] += 1;
                }
                if (c != MIXED) {
                    continue;
                }
            }
            splat(p.x() + i * dx.x(), p.y() + i * dx.y(), p.z() + i * dx.z(), to.out, to.at + i, to.stride);
        }
    }

    private static long fixed(double voxels) {
        return (long) Math.floor(voxels * (1L << FRACTION));
    }

    private void splat(double px, double py, double pz, float[] out, int at, int stride) {
        Size n = geometry.size();
        int x0 = (int) Math.floor(px);
        int y0 = (int) Math.floor(py);
        int z0 = (int) Math.floor(pz);
        float fx = (float) (px - x0);
        float fy = (float) (py - y0);
        float fz = (float) (pz - z0);
        if (x0 < 0 || y0 < 0 || z0 < 0 || x0 + 1 >= n.x() || y0 + 1 >= n.y() || z0 + 1 >= n.z()) {
            edge(px, py, pz, out, at, stride);
            return;
        }
        int row = n.x();
        int slice = n.x() * n.y();
        int i = x0 + row * y0 + slice * z0;
        for (int c = 0; c < 8; c++) {
            float w = ((c & 1) == 0 ? 1 - fx : fx) * ((c & 2) == 0 ? 1 - fy : fy) * ((c & 4) == 0 ? 1 - fz : fz);
            add(classes[i + (c & 1) + row * (c >> 1 & 1) + slice * (c >> 2)], w, out, at, stride);
        }
    }

    /** Nearest voxel at the border of the coarse grid, nothing outside it. */
    private void edge(double px, double py, double pz, float[] out, int at, int stride) {
        int x = (int) Math.rint(px);
        int y = (int) Math.rint(py);
        int z = (int) Math.rint(pz);
        if (geometry.size().contains(x, y, z)) {
            add(classes[geometry.size().index(x, y, z)], 1, out, at, stride);
        }
    }

    private static void add(int c, float weight, float[] out, int at, int stride) {
        if (c > 0) {
            out[at + (c - 1) * stride] += weight;
        }
    }
}
