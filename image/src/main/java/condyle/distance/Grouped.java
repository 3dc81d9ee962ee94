package condyle.distance;

import condyle.image.Geometry;
import condyle.image.Mask;

/**
 * Voxels that belong to groups, group 0 being background.
 *
 * @param of group of each voxel, x fastest; not copied
 * @param count number of groups, of which some may not occur
 */
public record Grouped(Geometry geometry, byte[] of, int count) {
    /** One group as group 1, and all the others as background. */
    public Grouped only(int group) {
        byte[] one = new byte[of.length];
        for (int i = 0; i < one.length; i++) {
            one[i] = (byte) (of[i] == group ? 1 : 0);
        }
        return new Grouped(geometry, one, 2);
    }

    /** The voxels of a group. */
    Mask mask(int group) {
        boolean[] set = new boolean[of.length];
        for (int i = 0; i < set.length; i++) {
            set[i] = of[i] == group;
        }
        return Mask.of(geometry, set);
    }
}
