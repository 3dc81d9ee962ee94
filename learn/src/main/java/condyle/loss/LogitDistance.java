package condyle.loss;

import condyle.config.Check;
import condyle.distance.ClippedDistance;
import condyle.distance.LengthUnit;
import condyle.distance.SoftLabels;
import condyle.net.PointNetwork;
import condyle.tensor.Tensor;
import java.util.Set;

/**
 * How far minus the logits are from the signed distances to the groups, both cut off at a limit, as a share of it.
 *
 * <p>For networks whose logits mean distances ({@link PointNetwork}): with a loss on classes beside it, one head learns
 * both. The cut-off on both sides is that of Park et al., CVPR 2019 (DeepSDF), doi:10.1109/CVPR.2019.00025. The distance to
 * a group of several classes is about the least of theirs.
 */
public final class LogitDistance implements Loss {
    /** @param limit mm at which distances are cut off */
    public record Config(double limit) {
        /** What stands where a file says nothing. */
        public static final Config DEFAULTS = new Config(4);

        /** A quarter of a voxel of 1 mm: the truth can be hit by large logits. */
        static final Config TINY = new Config(0.25);

        public Config {
            Check.above("limit", limit, 0);
        }
    }

    private final Config config;
    private final Grouping grouping;
    private final SoftLabels recipe;

    public LogitDistance(Config config, Grouping grouping) {
        this.config = config;
        this.grouping = grouping;
        recipe = new ClippedDistance(config.limit, LengthUnit.MM, 0);
    }

    @Override
    public Tensor of(Tensor logits, Truth target) {
        Tensor distance =
                grouping.merge(logits).mul(-PointNetwork.MM / config.limit).clamp(-1, 1);
        return distance.sub(target.map(recipe, grouping.count())).abs().mean();
    }

    @Override
    public Set<SoftLabels> maps() {
        return Set.of(recipe);
    }
}
