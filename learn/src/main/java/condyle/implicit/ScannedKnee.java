package condyle.implicit;

import condyle.image.Volume;
import condyle.loss.Grouping;

/**
 * A knee to learn from: what was seen, and what it is.
 *
 * @param image brightness from 0 to 1, on a grid along the world's axes
 * @param groups group of each voxel
 * @param grouping which classes the labels tell apart
 * @param owner whose knee it is: knees of one owner are visits of one knee
 * @param seed from which points are drawn
 */
public record ScannedKnee(Volume image, byte[] groups, Grouping grouping, String owner, long seed) {
    public ScannedKnee {
        if (groups.length != image.data().length) {
            throw new IllegalArgumentException(
                    "knee: " + groups.length + " labels for " + image.data().length + " voxels");
        }
    }
}
