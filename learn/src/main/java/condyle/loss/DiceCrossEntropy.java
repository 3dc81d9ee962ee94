package condyle.loss;

import condyle.config.Check;
import condyle.tensor.Tensor;

/** The weighted sum of {@link Dice} and {@link CrossEntropy}. */
public final class DiceCrossEntropy implements Loss {
    /**
     * @param dice the first summand
     * @param crossEntropy the second
     * @param diceShare factor of the first
     * @param crossEntropyShare factor of the second
     */
    public record Config(
            Dice.Config dice, CrossEntropy.Config crossEntropy, double diceShare, double crossEntropyShare) {
        /** What stands where a file says nothing. */
        public static final Config DEFAULTS = new Config(Dice.Config.DEFAULTS, CrossEntropy.Config.DEFAULTS, 1, 1);

        public Config {
            Check.atLeast("diceShare", diceShare, 0);
            Check.atLeast("crossEntropyShare", crossEntropyShare, 0);
            if (diceShare + crossEntropyShare == 0) {
                throw new IllegalArgumentException("diceShare: 0, and crossEntropyShare too; expected one above 0");
            }
        }
    }

    private final Config config;
    private final Grouping grouping;
    private final Dice dice;
    private final CrossEntropy crossEntropy;

    public DiceCrossEntropy(Config config, Grouping grouping) {
        this.config = config;
        this.grouping = grouping;
        dice = new Dice(config.dice, grouping);
        crossEntropy = new CrossEntropy(config.crossEntropy, grouping);
    }

    @Override
    public Tensor of(Tensor logits, Truth target) {
        Prediction prediction = Prediction.of(logits, target.labels(), grouping);
        return dice.of(prediction)
                .mul(config.diceShare)
                .add(crossEntropy.of(prediction).mul(config.crossEntropyShare));
    }
}
