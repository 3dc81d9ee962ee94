package condyle.tensor;

import condyle.config.Check;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bytedeco.pytorch.Scalar;

/**
 * Steps divided by the root of the mean squared gradient (Tieleman and Hinton, Coursera 2012, lecture 6.5), with momentum
 * and weight decay as PyTorch has them.
 *
 * <p>Make it outside any {@link Scope} that closes before it: it keeps two tensors of state for each parameter.
 */
public final class RmsProp implements Optimizer {
    /**
     * @param keep share of the mean squared gradient that stays at each step
     * @param epsilon added to the root of the mean squared gradient
     * @param momentum share of the last direction that stays at each step
     * @param decay share of a parameter that is added to its gradient
     */
    public record Config(double keep, double epsilon, double momentum, double decay) {
        public static final Config DEFAULTS = new Config(0.99, 1e-8, 0, 0);

        public Config {
            Check.belowOne("keep", keep);
            Check.above("epsilon", epsilon, 0);
            Check.belowOne("momentum", momentum);
            Check.atLeast("decay", decay, 0);
        }
    }

    private final SortedMap<String, Tensor> parameters;
    private final Config config;
    private final SortedMap<String, Tensor> state = new TreeMap<>();

    public RmsProp(SortedMap<String, Tensor> parameters, Config config) {
        this.parameters = new TreeMap<>(parameters);
        this.config = config;
        parameters.forEach((name, parameter) -> {
            state.put(name + ".square", parameter.detach().zerosLike());
            state.put(name + ".direction", parameter.detach().zerosLike());
        });
    }

    @Override
    public void step(double rate) {
        try (Scope scope = new Scope();
                NoGradient off = new NoGradient()) {
            Scalar keep = new Scalar(config.keep());
            Scalar take = new Scalar(1 - config.keep());
            Scalar epsilon = new Scalar(config.epsilon());
            Scalar momentum = new Scalar(config.momentum());
            Scalar decay = new Scalar(config.decay());
            Scalar one = new Scalar(1.0);
            Scalar move = new Scalar(-rate);
            parameters.forEach((name, parameter) -> {
                org.bytedeco.pytorch.Tensor grad = parameter.handle.grad();
                if (!grad.defined()) {
                    return;
                }
                if (config.decay() > 0) {
                    grad.add_(parameter.handle, decay);
                }
                org.bytedeco.pytorch.Tensor square = state.get(name + ".square").handle;
                org.bytedeco.pytorch.Tensor direction = state.get(name + ".direction").handle;
                square.mul_(keep).addcmul_(grad, grad, take);
                direction.mul_(momentum).addcdiv_(grad, square.sqrt().add_(epsilon), one);
                parameter.handle.add_(direction, move);
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
