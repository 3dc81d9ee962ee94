package condyle.loss;

import condyle.tensor.Tensor;
import java.util.List;

/** Minus the mean log-probability of the true group of classes, each voxel weighted by its group. */
public final class CrossEntropy implements Loss {
    /** @param weights one for each class; empty for 1 each; groups follow by {@link Grouping#weights} */
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

    private final float[] weights;
    private final Grouping grouping;

    public CrossEntropy(Config config, Grouping grouping) {
        int given = config.weights.size();
        if (given != 0 && given != grouping.classes()) {
            throw new IllegalArgumentException(
                    "weights: " + given + " for " + grouping.classes() + " classes; expected one for each, or none");
        }
        this.grouping = grouping;
        weights = given == 0 ? null : floats(grouping.weights(config.weights));
    }

    private static float[] floats(List<Double> weights) {
        float[] values = new float[weights.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = weights.get(i).floatValue();
        }
        return values;
    }

    @Override
    public Tensor of(Tensor logits, Truth target) {
        return of(Prediction.of(logits, target.labels(), grouping));
    }

    Tensor of(Prediction prediction) {
        if (weights == null) {
            return prediction.ofTruth().mean().neg();
        }
        Tensor own = Tensor.of(weights, weights.length).to(prediction.labels().device());
        Tensor each = own.gather(0, prediction.labels().reshape(-1))
                .reshape(prediction.labels().shape());
        // Where all that the batch shows has weight 0 there is nothing to learn, and 0 / 0 otherwise.
        return prediction
                .ofTruth()
                .mul(each)
                .sum()
                .div(each.sum().clamp(Float.MIN_NORMAL, Float.MAX_VALUE))
                .neg();
    }
}
