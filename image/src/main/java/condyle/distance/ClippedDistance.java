package condyle.distance;

import condyle.image.Mask;
import condyle.image.Volume;
import java.util.Arrays;

/**
 * Signed distance cut off at a limit and divided by it: −1 deep inside, 0 at the surface, 1 far outside.
 *
 * <p>The limit has the unit of the mask's geometry: mm, or voxels where the spacing is given as 1. An empty set gives 1
 * everywhere, a full one −1.
 */
public final class ClippedDistance {
    private ClippedDistance() {}

    /**
     * Cuts and divides the {@linkplain SignedDistanceField signed distance}.
     *
     * @param limit above 0
     */
    public static Volume of(Mask set, double limit) {
        long count = set.count();
        if (count == 0 || count == set.data().length) {
            // Many labels are absent from a patch: no need to look for a surface.
            float[] all = new float[set.data().length];
            Arrays.fill(all, count == 0 ? 1 : -1);
            return Volume.of(set.geometry(), all);
        }
        Volume field = SignedDistanceField.of(set);
        float[] d = field.data();
        for (int i = 0; i < d.length; i++) {
            d[i] = (float) (Math.max(-limit, Math.min(limit, d[i])) / limit);
        }
        return field;
    }
}
