package condyle.loss;

import condyle.config.Check;
import condyle.distance.LengthUnit;
import condyle.distance.SoftLabels;
import condyle.distance.SurfaceDistance;
import condyle.tensor.Tensor;
import java.util.Set;

/**
 * How far probabilities lie beyond the true surfaces: the mean over voxels and groups of p times the signed distance.
 *
 * <p>Kervadec et al., MIDL 2019, doi:10.1016/j.media.2020.101851, arXiv:1812.07032, who add it to an overlap with a
 * weight that grows in training: {@link WeightedSum}. Differs from it: the constant is kept, the same mean of the labels
 * themselves, so that the truth has 0; distances are those of surfaces, not of voxel centres, in voxels of the patch and
 * drawn of the whole knee. A group that is absent from the knee or fills it counts nothing, and background never does.
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

    private final Grouping grouping;
    private final SoftLabels distance;

    public Boundary(Config config, Grouping grouping) {
        this.grouping = grouping;
        distance = new SurfaceDistance(config.unit, LengthUnit.VOXELS);
    }

    @Override
    public Tensor of(Tensor logits, Truth target) {
        Prediction prediction = Prediction.of(logits, target.labels(), grouping);
        Tensor beyond = target.map(distance, grouping.count());
        Tensor p =
                prediction.logProbabilities().narrow(1, 1, grouping.count() - 1).exp();
        // Inside a group its distance is below zero: what the labels themselves have.
        Tensor least = beyond.neg().relu();
        return p.mul(beyond).add(least).mean();
    }

    @Override
    public Set<SoftLabels> maps() {
        return Set.of(distance);
    }
}
