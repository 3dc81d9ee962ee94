package condyle.loss;

import condyle.config.Check;
import condyle.distance.SignedDistanceField;
import condyle.image.Mask;
import condyle.tensor.Tensor;

/**
 * How far probabilities lie beyond the true surfaces: the mean over voxels and groups of p times the signed distance.
 *
 * <p>Kervadec et al., MIDL 2019, doi:10.1016/j.media.2020.101851, arXiv:1812.07032, who add it to an overlap with a
 * weight that grows in training: {@link WeightedSum}. Differs from it: the constant is kept, the same mean of the labels
 * themselves, so that the truth has 0; distances, in voxels, are drawn from the labels of the patch and are those of
 * surfaces, not of voxel centres. A group that is absent or fills the patch counts nothing, and background never does.
 */
public final class Boundary implements Loss {
    /** @param unit voxels that count as one: distances are divided by it */
    public record Config(double unit) {
        /** What stands where a file says nothing. */
        public static final Config DEFAULTS = new Config(1);

        public Config {
            Check.above("unit", unit, 0);
        }
    }

    private final Config config;
    private final Grouping grouping;

    public Boundary(Config config, Grouping grouping) {
        this.config = config;
        this.grouping = grouping;
    }

    @Override
    public Tensor of(Tensor logits, Tensor target) {
        Prediction prediction = Prediction.of(logits, target, grouping);
        Tensor distance =
                Maps.ofGroups(target, grouping.count(), Boundary::distance).narrow(1, 1, grouping.count() - 1);
        Tensor p =
                prediction.logProbabilities().narrow(1, 1, grouping.count() - 1).exp();
        // Inside a group its distance is below zero: what the labels themselves have.
        Tensor least = distance.neg().relu();
        return p.mul(distance).add(least).mean().div(config.unit);
    }

    private static float[] distance(Mask group) {
        long count = group.count();
        return count == 0 || count == group.data().length
                ? new float[group.data().length]
                : SignedDistanceField.of(group).data();
    }
}
