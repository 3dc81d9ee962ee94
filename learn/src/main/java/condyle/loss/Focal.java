package condyle.loss;

import condyle.config.Check;
import condyle.tensor.Bends;
import condyle.tensor.Tensor;

/**
 * Cross-entropy in which a voxel counts the less the surer it is: the mean of −α (1 − p)^γ log p, p of the true group.
 *
 * <p>Lin et al., ICCV 2017, doi:10.1109/ICCV.2017.324.
 */
public final class Focal implements Loss {
    /**
     * @param gamma 0 for the plain cross-entropy, or at least 1
     * @param alpha factor of all
     */
    public record Config(double gamma, double alpha) {
        /** What stands where a file says nothing. */
        public static final Config DEFAULTS = new Config(2, 1);

        public Config {
            Check.above("alpha", alpha, 0);
            if (gamma != 0) {
                Check.atLeast("gamma", gamma, 1);
            }
        }
    }

    private final Config config;
    private final Grouping grouping;

    public Focal(Config config, Grouping grouping) {
        this.config = config;
        this.grouping = grouping;
    }

    @Override
    public Tensor of(Tensor logits, Truth target) {
        Tensor log = Prediction.of(logits, target.labels(), grouping).ofTruth();
        if (config.gamma == 0) {
            return log.mean().mul(-config.alpha);
        }
        Tensor unsure = log.exp().neg().add(1).clamp(0, 1);
        return Bends.power(unsure, config.gamma).mul(log).mean().mul(-config.alpha);
    }
}
