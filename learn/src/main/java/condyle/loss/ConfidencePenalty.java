package condyle.loss;

import condyle.config.Check;
import condyle.tensor.Tensor;

/**
 * Cross-entropy less β times the entropy of each voxel's probabilities, which punishes being sure: PCOL in 001.
 *
 * <p>Pereyra et al., ICLR workshop 2017, arXiv:1701.06548. It may fall below zero, by less than β exp(−1 / β).
 */
public final class ConfidencePenalty implements Loss {
    /** @param beta weight of the entropy */
    public record Config(double beta) {
        /** What stands where a file says nothing. */
        public static final Config DEFAULTS = new Config(0.1);

        public Config {
            Check.atLeast("beta", beta, 0);
        }
    }

    private final Config config;
    private final Grouping grouping;

    public ConfidencePenalty(Config config, Grouping grouping) {
        this.config = config;
        this.grouping = grouping;
    }

    @Override
    public Tensor of(Tensor logits, Truth target) {
        Prediction prediction = Prediction.of(logits, target.labels(), grouping);
        Tensor log = prediction.logProbabilities();
        Tensor minusEntropy = log.exp().mul(log).sum(1);
        return minusEntropy.mul(config.beta).sub(prediction.ofTruth()).mean();
    }
}
