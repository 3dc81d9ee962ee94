package condyle.distance;

import condyle.image.Mask;
import condyle.image.Volume;

/**
 * Exact signed distance, in mm, from each voxel centre to the surface of a set: negative inside, positive outside.
 *
 * <p>The set is the union of its voxels' boxes, and its surface the faces between a voxel of the set and one outside.
 * So the two voxels at a face have ± half the spacing across it, the zero level lies on the face whatever the spacing,
 * and the values change by at most 1 mm per mm. The grid's border is no surface: what lies beyond is not known. An
 * empty set gives +∞ everywhere, a full one −∞.
 *
 * <p>The distance to boxes is separable like that to centres: along a line each voxel spreads from its two faces
 * instead of its centre (see {@link Envelope}).
 */
public final class SignedDistanceField {
    private SignedDistanceField() {}

    /**
     * Signed distance to the set's surface.
     *
     * @throws IllegalArgumentException if the grid's axes are not at right angles
     */
    public static Volume of(Mask set) {
        float[] out = DistanceTransform.distances(set, true, Target.BOXES);
        float[] in = DistanceTransform.distances(set, false, Target.BOXES);
        // One of the two is 0 at each voxel.
        for (int i = 0; i < out.length; i++) {
            out[i] = set.data()[i] ? -in[i] : out[i];
        }
        return Volume.of(set.geometry(), out);
    }
}
