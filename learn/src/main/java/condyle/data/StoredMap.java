package condyle.data;

import condyle.image.Affine;
import condyle.image.Box;
import condyle.image.Geometry;
import condyle.image.Size;
import condyle.image.Vec;

/**
 * A map on the grid of a knee in two bytes a voxel, kept only where it differs from what it has far from every tissue.
 *
 * <p>Values are rounded to 32,767ths of the largest; zero and the largest stay exact. Between voxel centres they are
 * linear; half a voxel beyond the outermost centres the border's value holds, as labels there are the border's, and
 * farther out it is what lies far from every tissue.
 */
final class StoredMap {
    /** Rounding takes no voxel off the border. */
    private static final double EDGE = 0.5 + 1e-4;

    private final Affine toVoxel;
    private final Size size;
    private final Box box;
    private final short[] steps;
    private final float step;
    private final float nothing;

    private StoredMap(Geometry geometry, Box box, short[] steps, float step, float nothing) {
        this.toVoxel = geometry.toVoxel();
        this.size = geometry.size();
        this.box = box;
        this.steps = steps;
        this.step = step;
        this.nothing = nothing;
    }

    /** Keeps values x fastest; {@code nothing} is what most of them may be. */
    static StoredMap of(Geometry geometry, float[] values, float nothing) {
        Size n = geometry.size();
        float most = Math.abs(nothing);
        for (float v : values) {
            most = Math.max(most, Math.abs(v));
        }
        float step = most / Short.MAX_VALUE;
        Box box = Box.around(n, i -> values[i] != nothing).orElse(null);
        if (box == null) {
            return new StoredMap(geometry, null, new short[0], step, nothing);
        }
        return new StoredMap(geometry, box, steps(values, n, box, step), step, nothing);
    }

    private static short[] steps(float[] values, Size n, Box box, float step) {
        short[] out = new short[box.size().length()];
        for (int z = box.z0(), i = 0; z < box.z1(); z++) {
            for (int y = box.y0(); y < box.y1(); y++) {
                int at = n.index(box.x0(), y, z);
                for (int x = box.x0(); x < box.x1(); x++) {
                    out[i++] = (short) Math.round(values[at++] / step);
                }
            }
        }
        return out;
    }

    /** Bytes that it takes. */
    long bytes() {
        return 2L * steps.length;
    }

    /** Writes the value at each voxel of a grid, x fastest. */
    void write(Geometry grid, float[] out, int offset) {
        Size n = grid.size();
        Affine map = toVoxel.after(grid.toWorld());
        Vec dx = map.column(0);
        for (int z = 0, i = offset; z < n.z(); z++) {
            for (int y = 0; y < n.y(); y++) {
                Vec p = map.apply(0, y, z);
                for (int x = 0; x < n.x(); x++) {
                    out[i++] = at(p.x() + x * dx.x(), p.y() + x * dx.y(), p.z() + x * dx.z());
                }
            }
        }
    }

    /** Value at a place counted in voxels of the knee's grid. */
    private float at(double x, double y, double z) {
        if (box == null
                || !(x >= -EDGE && y >= -EDGE && z >= -EDGE)
                || !(x <= size.x() - 1 + EDGE && y <= size.y() - 1 + EDGE && z <= size.z() - 1 + EDGE)) {
            return nothing;
        }
        double cx = Math.max(0, Math.min(size.x() - 1, x)) - box.x0();
        double cy = Math.max(0, Math.min(size.y() - 1, y)) - box.y0();
        double cz = Math.max(0, Math.min(size.z() - 1, z)) - box.z0();
        Size n = box.size();
        if (cx <= -1 || cy <= -1 || cz <= -1 || cx >= n.x() || cy >= n.y() || cz >= n.z()) {
            return nothing;
        }
        int i = (int) Math.floor(cx);
        int j = (int) Math.floor(cy);
        int k = (int) Math.floor(cz);
        float fx = (float) (cx - i);
        float fy = (float) (cy - j);
        float fz = (float) (cz - k);
        boolean within = i >= 0 && j >= 0 && k >= 0 && i + 1 < n.x() && j + 1 < n.y() && k + 1 < n.z();
        float near = within ? inner(i, j, k, fx, fy) : plane(i, j, k, fx, fy);
        if (fz == 0) {
            return near;
        }
        float far = within ? inner(i, j, k + 1, fx, fy) : plane(i, j, k + 1, fx, fy);
        return near + fz * (far - near);
    }

    private float inner(int i, int j, int k, float fx, float fy) {
        int row = box.x1() - box.x0();
        int at = i + row * (j + (box.y1() - box.y0()) * k);
        float a = steps[at] + fx * (steps[at + 1] - steps[at]);
        float b = steps[at + row] + fx * (steps[at + row + 1] - steps[at + row]);
        return step * (a + fy * (b - a));
    }

    private float plane(int i, int j, int k, float fx, float fy) {
        float a = row(i, j, k, fx);
        return fy == 0 ? a : a + fy * (row(i, j + 1, k, fx) - a);
    }

    private float row(int i, int j, int k, float fx) {
        float a = voxel(i, j, k);
        return fx == 0 ? a : a + fx * (voxel(i + 1, j, k) - a);
    }

    private float voxel(int i, int j, int k) {
        Size n = box.size();
        return n.contains(i, j, k) ? step * steps[n.index(i, j, k)] : nothing;
    }
}
