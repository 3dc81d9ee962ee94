package condyle.plan;

import condyle.config.Choice;
import condyle.image.Size;

/**
 * A network and what it is fed in one stage.
 *
 * @param text the network as a file says it
 * @param patch voxels along x, y, z
 * @param seconds of a step
 * @param bytes that a step takes
 * @param limit what kept the patch from being larger
 */
record Shape(Choice network, String text, Size patch, int batch, double seconds, double bytes, Limit limit) {
    /** What a patch's size is bound by. */
    enum Limit {
        /** It holds the whole knee. */
        KNEE,
        MEMORY,
        TIME
    }

    /** Share of a grid that a patch holds. */
    double share(Size grid) {
        double share = 1;
        for (int k = 0; k < 3; k++) {
            share *= Math.min(1, (double) patch.along(k) / grid.along(k));
        }
        return share;
    }
}
