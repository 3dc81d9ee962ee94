package condyle.loss;

import condyle.config.Check;
import condyle.distance.ClippedDistance;
import condyle.tensor.Tensor;

/**
 * The mean distance between a predicted and a true signed distance field, cut off at a limit and divided by it.
 *
 * <p>000 (Salvi's report) regresses such a field, negative inside, by L1. Differs from it: the field of a group is read
 * off its probability p as 1 − 2p, so that a network trained with it is used like any other, the most probable class
 * being the one whose field is lowest; and there is a field for each group. An absent group's field is 1 throughout. The
 * true field is drawn from the labels of the patch, which knows no surface beyond its border.
 */
public final class SignedDistanceL1 implements Loss {
    /**
     * @param limit voxels of the patch at which the distance is cut off
     * @param background whether group 0 has a field too
     */
    public record Config(double limit, Dice.Background background) {
        /** What stands where a file says nothing. */
        public static final Config DEFAULTS = new Config(20, Dice.Background.IN);

        /** At half a voxel the field is −1 inside and 1 outside: the truth can be hit by probabilities 0 and 1. */
        static final Config TINY = new Config(0.5, Dice.Background.IN);

        public Config {
            Check.above("limit", limit, 0);
        }
    }

    private final Config config;
    private final Grouping grouping;

    public SignedDistanceL1(Config config, Grouping grouping) {
        this.config = config;
        this.grouping = grouping;
    }

    @Override
    public Tensor of(Tensor logits, Tensor target) {
        Prediction prediction = Prediction.of(logits, target, grouping);
        Tensor field = prediction.logProbabilities().exp().mul(-2).add(1);
        Tensor truth = Maps.ofGroups(
                target,
                grouping.count(),
                m -> ClippedDistance.of(m, config.limit).data());
        Tensor off = field.sub(truth).abs();
        return config.background == Dice.Background.IN
                ? off.mean()
                : off.narrow(1, 1, grouping.count() - 1).mean();
    }
}
