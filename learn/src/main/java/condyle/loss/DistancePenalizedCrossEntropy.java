package condyle.loss;

import condyle.distance.DistancePenalty;
import condyle.tensor.Tensor;

/**
 * Cross-entropy with each voxel weighted by 1 + φ, where φ is highest at the boundaries of the compartments.
 *
 * <p>Calivà, Iriondo et al., MIDL 2019, arXiv:1908.03679; φ is {@link DistancePenalty}. Differs from it: φ is drawn from
 * the labels of the patch, which knows no boundary beyond its border. Without a boundary φ is 0.
 */
public final class DistancePenalizedCrossEntropy implements Loss {
    /** @param penalty how φ falls off, its length in voxels of the patch */
    public record Config(DistancePenalty penalty) {
        /** What stands where a file says nothing. */
        public static final Config DEFAULTS = new Config(DistancePenalty.DEFAULTS);
    }

    private final Config config;
    private final Grouping grouping;

    public DistancePenalizedCrossEntropy(Config config, Grouping grouping) {
        this.config = config;
        this.grouping = grouping;
    }

    @Override
    public Tensor of(Tensor logits, Tensor target) {
        Prediction prediction = Prediction.of(logits, target, grouping);
        Tensor phi = Maps.ofPatches(target, (g, labels) -> config.penalty.of(g, labels, grouping.count()));
        return prediction
                .ofTruth()
                .mul(phi.reshape(target.shape()).add(1))
                .mean()
                .neg();
    }
}
