package condyle.loss;

import condyle.distance.DistancePenalty;
import condyle.distance.SoftLabels;
import condyle.tensor.Tensor;
import java.util.Set;

/**
 * Cross-entropy with each voxel weighted by 1 + φ, where φ is highest at the boundaries of the compartments.
 *
 * <p>Calivà, Iriondo et al., MIDL 2019, arXiv:1908.03679; φ is {@link DistancePenalty}, drawn of the whole knee
 * and read at the voxels of the patch. Without a boundary it is 0.
 */
public final class DistancePenalizedCrossEntropy implements Loss {
    /** @param penalty how φ falls off, and over what */
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
    public Tensor of(Tensor logits, Truth target) {
        Prediction prediction = Prediction.of(logits, target.labels(), grouping);
        Tensor phi = target.map(config.penalty, grouping.count());
        return prediction
                .ofTruth()
                .mul(phi.reshape(prediction.labels().shape()).add(1))
                .mean()
                .neg();
    }

    @Override
    public Set<SoftLabels> maps() {
        return Set.of(config.penalty);
    }
}
