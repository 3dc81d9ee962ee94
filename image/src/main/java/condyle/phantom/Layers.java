package condyle.phantom;

import condyle.image.Size;
import condyle.image.Vec;

/**
 * The deep layer of cartilage, next to bone: darker than the rest, as its collagen stands upright and dephases.
 *
 * <p>A voxel is deep where bone's shell lies within {@value #DEPTH} mm (one voxel at least) along a voxel axis.
 */
final class Layers {
    private static final double DEPTH = 0.7;
    private static final boolean[] CARTILAGE = Material.codes(Material::isCartilage);
    private static final boolean[] SHELL = Material.codes(Material::isCortex);

    private Layers() {}

    /** Multiplies the deep layer of all cartilage by {@code share}, in place. */
    static void apply(Materials materials, float share, float[] v) {
        if (share == 1) {
            return;
        }
        byte[] data = materials.data();
        Size n = materials.geometry().size();
        Vec s = materials.geometry().spacing();
        int[] step = {1, n.x(), n.x() * n.y()};
        int[] reach = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            reach[axis] = step[axis] * Math.max(1, (int) Math.round(DEPTH / s.along(axis)));
        }
        for (int i = 0; i < data.length; i++) {
            if (CARTILAGE[data[i]] && deep(data, i, step, reach)) {
                v[i] *= share;
            }
        }
    }

    private static boolean deep(byte[] data, int i, int[] step, int[] reach) {
        for (int axis = 0; axis < 3; axis++) {
            for (int d = step[axis]; d <= reach[axis]; d += step[axis]) {
                // A row's end meets the next row's begin: a voxel at the border may count as deep.
                if (i + d < data.length && SHELL[data[i + d]] || i >= d && SHELL[data[i - d]]) {
                    return true;
                }
            }
        }
        return false;
    }
}
