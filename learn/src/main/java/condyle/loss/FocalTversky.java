package condyle.loss;

import condyle.tensor.Tensor;

/** {@link Tversky} to the power 0.75 unless another is given. */
public final class FocalTversky implements Loss {
    /** @param tversky weights and power */
    public record Config(Tversky.Config tversky) {
        /** What stands where a file says nothing. */
        public static final Config DEFAULTS = new Config(Tversky.Config.FOCAL);
    }

    private final Tversky tversky;

    public FocalTversky(Config config, Grouping grouping) {
        tversky = new Tversky(config.tversky, grouping);
    }

    @Override
    public Tensor of(Tensor logits, Truth target) {
        return tversky.of(logits, target);
    }
}
