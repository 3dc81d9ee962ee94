package condyle.loss;

import condyle.config.Check;
import condyle.tensor.Bends;
import condyle.tensor.Tensor;

/**
 * Cross-entropy over the hardest voxels alone: the mean of the largest share of all in the batch.
 *
 * <p>Wu et al., 2016, arXiv:1605.06885; of nnU-Net's variants the one with a tenth.
 */
public final class TopK implements Loss {
    /** @param share of the voxels that count, rounded up to at least one */
    public record Config(double share) {
        /** What stands where a file says nothing. */
        public static final Config DEFAULTS = new Config(0.1);

        public Config {
            Check.above("share", share, 0);
            Check.within("share", share, 0, 1);
        }
    }

    private final Config config;
    private final Grouping grouping;

    public TopK(Config config, Grouping grouping) {
        this.config = config;
        this.grouping = grouping;
    }

    @Override
    public Tensor of(Tensor logits, Truth target) {
        Tensor each =
                Prediction.of(logits, target.labels(), grouping).ofTruth().neg().reshape(-1);
        long count = Math.max(1, (long) Math.ceil(config.share * each.count()));
        return Bends.largest(each, count).mean();
    }
}
