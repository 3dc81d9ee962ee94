package condyle.tensor;

import java.util.SortedMap;
import java.util.TreeMap;
import org.bytedeco.pytorch.Scalar;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter, ICLR 2019, arXiv:1711.05101).
 *
 * <p>Make it outside any {@link Scope} that closes before it: it keeps two tensors of state for each parameter.
 */
public final class AdamW implements Optimizer {
    /**
     * @param beta1 share of the mean gradient that stays at each step
     * @param beta2 share of the mean squared gradient that stays at each step
     * @param epsilon added to the root of the mean squared gradient
     * @param decay share of a parameter, times the rate, that vanishes at each step
     */
    public record Config(double beta1, double beta2, double epsilon, double decay) {
        public static final Config DEFAULTS = new Config(0.9, 0.999, 1e-8, 0.01);
    }

    private final SortedMap<String, Tensor> parameters;
    private final Config config;
    private final SortedMap<String, Tensor> state = new TreeMap<>();
    private final Tensor steps = Tensor.of(new long[1], 1);

    public AdamW(SortedMap<String, Tensor> parameters, Config config) {
        this.parameters = new TreeMap<>(parameters);
        this.config = config;
        state.put("steps", steps);
        parameters.forEach((name, parameter) -> {
            state.put(name + ".mean", parameter.detach().zerosLike());
            state.put(name + ".square", parameter.detach().zerosLike());
        });
    }

    @Override
    public void step(double rate) {
        long step = (long) steps.item() + 1;
        double correction1 = 1 - Math.pow(config.beta1, step);
        double correction2 = Math.sqrt(1 - Math.pow(config.beta2, step));
        try (Scope scope = new Scope();
                NoGradient off = new NoGradient()) {
            steps.handle.fill_(new Scalar(step));
            Scalar keep = new Scalar(1 - rate * config.decay);
            Scalar toMean = new Scalar(1 - config.beta1);
            Scalar keepSquare = new Scalar(config.beta2);
            Scalar toSquare = new Scalar(1 - config.beta2);
            Scalar root = new Scalar(correction2);
            Scalar epsilon = new Scalar(config.epsilon);
            Scalar move = new Scalar(-rate / correction1);
            parameters.forEach((name, parameter) -> {
                org.bytedeco.pytorch.Tensor grad = parameter.handle.grad();
                if (!grad.defined()) {
                    return;
                }
                org.bytedeco.pytorch.Tensor mean = state.get(name + ".mean").handle;
                org.bytedeco.pytorch.Tensor square = state.get(name + ".square").handle;
                parameter.handle.mul_(keep);
                mean.lerp_(grad, toMean);
                square.mul_(keepSquare).addcmul_(grad, grad, toSquare);
                parameter.handle.addcdiv_(mean, square.sqrt().div_(root).add_(epsilon), move);
            });
        }
    }

    @Override
    public SortedMap<String, Tensor> parameters() {
        return parameters;
    }

    @Override
    public SortedMap<String, Tensor> state() {
        return state;
    }
}
