package condyle.loss;

import condyle.tensor.Tensor;
import java.util.List;

/** Minus the mean log-probability of the true class, each voxel weighted by its class. */
public final class CrossEntropy implements Loss {
    /** @param weights one for each class; empty for 1 each */
    public record Config(List<Double> weights) {
        /** What stands where a file says nothing. */
        public static final Config DEFAULTS = new Config(List.of());

        public Config {
            weights = List.copyOf(weights);
            if (weights.stream().anyMatch(w -> !(w >= 0 && w < Double.POSITIVE_INFINITY))
                    || !weights.isEmpty() && weights.stream().allMatch(w -> w == 0)) {
                throw new IllegalArgumentException(
                        "weights: " + weights + "; expected numbers of at least 0, one of them above");
            }
        }
    }

    private final Tensor weights;

    public CrossEntropy(Config config, Integer classes) {
        int given = config.weights.size();
        if (given != 0 && given != classes) {
            throw new IllegalArgumentException(
                    "weights: " + given + " for " + classes + " classes; expected one for each, or none");
        }
        float[] values = new float[given];
        for (int i = 0; i < given; i++) {
            values[i] = config.weights.get(i).floatValue();
        }
        weights = given == 0 ? null : Tensor.of(values, given);
    }

    @Override
    public Tensor of(Tensor logits, Tensor target) {
        return of(Prediction.of(logits, target));
    }

    Tensor of(Prediction prediction) {
        if (weights == null) {
            return prediction.ofTruth().mean().neg();
        }
        Tensor own = weights.to(prediction.labels().device());
        Tensor each = own.gather(0, prediction.labels().reshape(-1))
                .reshape(prediction.labels().shape());
        return prediction.ofTruth().mul(each).sum().div(each.sum()).neg();
    }
}
