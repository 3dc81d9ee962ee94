package condyle.phantom;

import condyle.image.Geometry;
import condyle.image.Size;
import condyle.image.Vec;

/** Goes through a volume line by line along one axis. */
final class Lines {
    /** Makes a new line of an old one; both have the same length. */
    interface Change {
        void apply(float[] from, float[] to);
    }

    private Lines() {}

    /** The voxel axis that runs most along a world axis. */
    static int axis(Geometry grid, int world) {
        int best = 0;
        for (int a = 1; a < 3; a++) {
            if (part(grid, a, world) > part(grid, best, world)) {
                best = a;
            }
        }
        return best;
    }

    private static double part(Geometry grid, int voxelAxis, int world) {
        Vec c = grid.toWorld().column(voxelAxis);
        return Math.abs(c.along(world)) / grid.spacing().along(voxelAxis);
    }

    /** 1 where the voxel axis runs with the world's, −1 against it. */
    static int sign(Geometry grid, int voxelAxis, int world) {
        return grid.toWorld().column(voxelAxis).along(world) < 0 ? -1 : 1;
    }

    /** Changes every line along a voxel axis, in place. */
    static void each(float[] v, Size n, int axis, Change change) {
        int step = axis == 0 ? 1 : axis == 1 ? n.x() : n.x() * n.y();
        int length = n.along(axis);
        float[] from = new float[length];
        float[] to = new float[length];
        for (int block = 0; block < v.length; block += step * length) {
            for (int start = block; start < block + step; start++) {
                for (int i = 0; i < length; i++) {
                    from[i] = v[start + i * step];
                }
                change.apply(from, to);
                for (int i = 0; i < length; i++) {
                    v[start + i * step] = to[i];
                }
            }
        }
    }

    /** Adds a share of the line moved by some voxels; the border voxel goes on outside. */
    static void addMoved(float[] from, float[] to, double by, float share) {
        int whole = (int) Math.floor(-by);
        float part = (float) (-by - whole);
        int last = from.length - 1;
        for (int i = 0; i <= last; i++) {
            float a = from[Math.max(0, Math.min(last, i + whole))];
            float b = from[Math.max(0, Math.min(last, i + whole + 1))];
            to[i] += share * (a + part * (b - a));
        }
    }
}
