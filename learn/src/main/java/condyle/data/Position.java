package condyle.data;

import condyle.image.Geometry;
import condyle.image.Vec;

/** Where in a knee a patch lies, as a number for each axis of the patch. */
public final class Position {
    private Position() {}

    /**
     * From −1, flush with the low end of the knee's grid, to 1, flush with the high end; 0 is the middle.
     *
     * <p>Along an axis without room to move, and for a patch larger than the knee, it is 0. The axes are the patch's: in a
     * mirrored patch the low end is the one that stands first.
     */
    public static Vec of(Geometry knee, Geometry patch) {
        Vec off = patch.center().minus(knee.center());
        Vec room = knee.extent().minus(patch.extent()).times(0.5);
        return new Vec(along(0, off, room, patch), along(1, off, room, patch), along(2, off, room, patch));
    }

    private static double along(int axis, Vec off, Vec room, Geometry patch) {
        // A millionth of a millimetre is rounding, not room.
        if (room.along(axis) < 1e-6) {
            return 0;
        }
        double share = off.dot(patch.toWorld().column(axis).unit()) / room.along(axis);
        return Math.max(-1, Math.min(1, share));
    }
}
