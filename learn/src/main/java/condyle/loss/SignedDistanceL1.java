package condyle.loss;

import condyle.config.Check;
import condyle.distance.ClippedDistance;
import condyle.distance.LengthUnit;
import condyle.distance.SoftLabels;
import condyle.tensor.Tensor;
import java.util.Set;

/**
 * The mean distance between a predicted and a true signed distance field, cut off at a limit and divided by it.
 *
 * <p>000 (Salvi's report) regresses such a field, negative inside, by L1. Differs from it: the field of a group is read
 * off its probability p as 1 − 2p, so that a network trained with it is used like any other, the most probable class
 * being the one whose field is lowest; and there is a field for each group. An absent group's field is 1 throughout. The
 * true field is drawn of the whole knee, in space and not slice by slice.
 */
public final class SignedDistanceL1 implements Loss {
    /**
     * @param limit at which the distance is cut off
     * @param unit of the limit
     * @param background whether group 0 has a field too
     */
    public record Config(double limit, LengthUnit unit, Dice.Background background) {
        /** What stands where a file says nothing. */
        public static final Config DEFAULTS = new Config(20, LengthUnit.VOXELS, Dice.Background.IN);

        /** At half a voxel the field is −1 inside and 1 outside: the truth can be hit by probabilities 0 and 1. */
        static final Config TINY = new Config(0.5, LengthUnit.VOXELS, Dice.Background.IN);

        public Config {
            Check.above("limit", limit, 0);
        }
    }

    private final Grouping grouping;
    private final SoftLabels recipe;
    private final int first;

    public SignedDistanceL1(Config config, Grouping grouping) {
        first = config.background == Dice.Background.IN ? 0 : 1;
        recipe = new ClippedDistance(config.limit, config.unit, first);
        this.grouping = grouping;
    }

    @Override
    public Tensor of(Tensor logits, Truth target) {
        Prediction prediction = Prediction.of(logits, target.labels(), grouping);
        Tensor field = prediction.logProbabilities().exp().mul(-2).add(1);
        Tensor truth = target.map(recipe, grouping.count());
        Tensor off = field.narrow(1, first, grouping.count() - first).sub(truth).abs();
        return off.mean();
    }

    @Override
    public Set<SoftLabels> maps() {
        return Set.of(recipe);
    }
}
