package condyle.data;

import condyle.config.Check;
import condyle.image.Box;
import condyle.image.Geometry;
import condyle.image.Size;
import condyle.image.Vec;

/**
 * The part of a scan that is looked at; a scan that is smaller is filled up with air.
 *
 * @param size voxels along x, y, z
 * @param place where it lies along each axis: −1 flush with the low end, 0 in the middle, 1 flush with the high end
 */
public record Crop(Size size, Vec place) {
    public static final Crop DEFAULTS = new Crop(null, Vec.ZERO);

    public Crop {
        for (int k = 0; k < 3; k++) {
            Check.within("place", place.along(k), -1, 1);
        }
    }

    /** The cropped grid: the same voxels, fewer or more of them. */
    public Geometry of(Geometry grid) {
        int[] from = new int[3];
        for (int k = 0; k < 3; k++) {
            double room = grid.size().along(k) - size.along(k);
            from[k] = (int) Math.floor(room / 2 * (1 + place.along(k)));
        }
        return grid.crop(
                new Box(from[0], from[1], from[2], from[0] + size.x(), from[1] + size.y(), from[2] + size.z()));
    }
}
