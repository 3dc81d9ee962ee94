package condyle.data;

import condyle.image.Affine;
import condyle.image.Geometry;
import condyle.image.Size;
import condyle.image.Vec;

/**
 * What a coarse pass found in the whole knee, as extra input channels for a finer one.
 *
 * <p>{@code classes} holds the coarse class of each voxel of {@code geometry}. Each class above background is one
 * channel: its share in the trilinear neighbourhood of the asked point, in [0, 1]; outside the coarse grid 0.
 */
public record Context(Geometry geometry, byte[] classes) {
    /** Writes one channel for each class 1 … count − 1 at every voxel of the grid, one channel after another. */
    public void write(Geometry grid, int classCount, float[] out, int offset) {
        Size n = grid.size();
        int voxels = n.length();
        Affine map = geometry.toVoxel().after(grid.toWorld());
        Vec dx = map.column(0);
        for (int z = 0, i = 0; z < n.z(); z++) {
            for (int y = 0; y < n.y(); y++) {
                Vec p = map.apply(0, y, z);
                for (int x = 0; x < n.x(); x++, i++) {
                    splat(p.x() + x * dx.x(), p.y() + x * dx.y(), p.z() + x * dx.z(), out, offset + i, voxels);
                }
            }
        }
        assert offset + (classCount - 1) * voxels <= out.length;
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
        int first = classes[i];
        if (first == classes[i + 1]
                && first == classes[i + row]
                && first == classes[i + row + 1]
                && first == classes[i + slice]
                && first == classes[i + slice + 1]
                && first == classes[i + slice + row]
                && first == classes[i + slice + row + 1]) {
            add(first, 1, out, at, stride);
            return;
        }
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
