package condyle.data;

import condyle.config.Check;
import condyle.image.Affine;
import condyle.image.Box;
import condyle.image.Geometry;
import condyle.image.Size;
import condyle.image.Vec;

/**
 * Slices of a fixed number of pixels: each slice is enlarged, its pixels counted and not measured, until it fills one axis, and
 * filled up along the other.
 *
 * <p>So public code trains networks of photographs on slices, and 003 with it (doi:10.54254/2755-2721/2025.TJ28452): a slice of
 * 384 × 160 voxels becomes 512 × 213 pixels with grey above and below, whatever the voxels measure. Differs from it: linear
 * instead of cubic between voxels; slices may lie between those of the scan in training.
 *
 * @param size voxels, 1 along the axis across the slices
 * @param padding brightness beyond the slice, on the scale of {@code intensity}: 128 of 255 there
 */
public record Letterbox(Size size, double padding) {
    public static final Letterbox DEFAULTS = new Letterbox(null, 128 / 255.0);

    public Letterbox {
        if (size != null && size.across() < 0) {
            throw new IllegalArgumentException(
                    "size: " + size + " is a block; expected 1 along the axis across the slices, such as "
                            + new Size(1, size.y(), size.z()));
        }
        Check.within("padding", padding, -10, 10);
    }

    /** The grid of the enlarged slices, which stay where they are. */
    public Geometry of(Geometry grid) {
        int across = size.across();
        double enlarged = Double.MAX_VALUE;
        for (int k = 0; k < 3; k++) {
            enlarged = k == across
                    ? enlarged
                    : Math.min(enlarged, (double) size.along(k) / grid.size().along(k));
        }
        int[] inner = new int[3];
        int[] from = new int[3];
        int[] till = new int[3];
        for (int k = 0; k < 3; k++) {
            int n = grid.size().along(k);
            inner[k] = k == across ? n : Math.max(1, (int) Math.round(n * enlarged));
            int all = k == across ? n : size.along(k);
            from[k] = -((all - inner[k]) / 2);
            till[k] = from[k] + all;
        }
        return grid.withSize(Size.of(inner)).crop(new Box(from[0], from[1], from[2], till[0], till[1], till[2]));
    }

    /** Overwrites the voxels of an image that lie beyond a knee's grid. */
    public void pad(float[] image, Geometry grid, Geometry knee) {
        Affine map = knee.toVoxel().after(grid.toWorld());
        Size n = grid.size();
        Size m = knee.size();
        for (int z = 0, i = 0; z < n.z(); z++) {
            for (int y = 0; y < n.y(); y++) {
                for (int x = 0; x < n.x(); x++, i++) {
                    Vec at = map.apply(x, y, z);
                    boolean in = true;
                    for (int k = 0; k < 3; k++) {
                        in &= at.along(k) >= -0.5 && at.along(k) <= m.along(k) - 0.5;
                    }
                    image[i] = in ? image[i] : (float) padding;
                }
            }
        }
    }
}
