package condyle.tensor;

import java.util.SortedMap;
import java.util.TreeMap;
import org.bytedeco.pytorch.Scalar;

/**
 * The running mean of weights over training steps, which segments better than the last weights alone.
 *
 * <p>The share that stays grows from 2/11 to {@code decay} over the first steps, so that the weights drawn at the start
 * are soon forgotten. Make it outside any {@link Scope} that closes before it.
 */
public final class WeightAverage {
    public static final double DECAY = 0.995;

    private final SortedMap<String, Tensor> weights;
    private final double decay;
    private final SortedMap<String, Tensor> state = new TreeMap<>();
    private final Tensor steps = Tensor.of(new long[1], 1);

    public WeightAverage(SortedMap<String, Tensor> weights, double decay) {
        this.weights = new TreeMap<>(weights);
        this.decay = decay;
        weights.forEach((name, tensor) -> state.put(name, tensor.detach().copy()));
        state.put("steps", steps);
    }

    /** Takes in the weights after a step. */
    public void update() {
        long step = (long) steps.item() + 1;
        double keep = Math.min(decay, (1.0 + step) / (10.0 + step));
        try (Scope scope = new Scope();
                NoGradient off = new NoGradient()) {
            steps.handle.fill_(new Scalar(step));
            Scalar take = new Scalar(1 - keep);
            weights.forEach((name, tensor) -> {
                if (tensor.kind().floating()) {
                    state.get(name).handle.lerp_(tensor.handle, take);
                } else {
                    state.get(name).assign(tensor); // a count has no mean
                }
            });
        }
    }

    /** The mean weights by their names. */
    public SortedMap<String, Tensor> averages() {
        SortedMap<String, Tensor> averages = new TreeMap<>(state);
        averages.remove("steps");
        return averages;
    }

    /** Exchanges the weights and their mean in place; called twice, all is as before. */
    public void swap() {
        try (Scope scope = new Scope()) {
            weights.forEach((name, tensor) -> {
                Tensor current = tensor.detach().copy();
                tensor.assign(state.get(name));
                state.get(name).assign(current);
            });
        }
    }

    /** Everything it remembers, by name. */
    public SortedMap<String, Tensor> state() {
        return state;
    }

    /** Takes over a state saved before. */
    public void load(SortedMap<String, Tensor> saved) {
        States.copy("averaged weights", saved, state);
    }
}
