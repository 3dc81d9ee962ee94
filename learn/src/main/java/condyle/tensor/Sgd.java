package condyle.tensor;

import condyle.config.Check;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bytedeco.pytorch.Scalar;

/**
 * Gradient descent with momentum, plain or Nesterov's (Sutskever et al., ICML 2013), and weight decay in the gradient.
 *
 * <p>Make it outside any {@link Scope} that closes before it: it keeps one tensor of state for each parameter.
 */
public final class Sgd implements Optimizer {
    /** Which point the momentum looks from. */
    public enum Momentum {
        PLAIN,
        NESTEROV
    }

    /**
     * @param momentum share of the last direction that stays at each step
     * @param kind plain or Nesterov momentum
     * @param decay share of a parameter that is added to its gradient
     */
    public record Config(double momentum, Momentum kind, double decay) {
        public static final Config DEFAULTS = new Config(0.99, Momentum.NESTEROV, 3e-5);

        public Config {
            Check.belowOne("momentum", momentum);
            Check.atLeast("decay", decay, 0);
        }
    }

    private final SortedMap<String, Tensor> parameters;
    private final Config config;
    private final SortedMap<String, Tensor> state = new TreeMap<>();

    public Sgd(SortedMap<String, Tensor> parameters, Config config) {
        this.parameters = new TreeMap<>(parameters);
        this.config = config;
        parameters.forEach((name, parameter) ->
                state.put(name + ".direction", parameter.detach().zerosLike()));
    }

    @Override
    public void step(double rate) {
        try (Scope scope = new Scope();
                NoGradient off = new NoGradient()) {
            Scalar momentum = new Scalar(config.momentum);
            Scalar decay = new Scalar(config.decay);
            Scalar move = new Scalar(-rate);
            parameters.forEach((name, parameter) -> {
                org.bytedeco.pytorch.Tensor grad = parameter.handle.grad();
                if (!grad.defined()) {
                    return;
                }
                org.bytedeco.pytorch.Tensor pull = config.decay == 0 ? grad : grad.add(parameter.handle, decay);
                org.bytedeco.pytorch.Tensor direction = state.get(name + ".direction").handle;
                direction.mul_(momentum).add_(pull);
                parameter.handle.add_(
                        config.kind == Momentum.NESTEROV ? pull.add(direction, momentum) : direction, move);
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
