package condyle.tensor;

import condyle.config.Check;
import java.util.SortedMap;
import org.bytedeco.pytorch.Scalar;

/**
 * Adam (Kingma and Ba, ICLR 2015, arXiv:1412.6980), with weight decay in the gradient as PyTorch has it.
 *
 * <p>Make it outside any {@link Scope} that closes before it: it keeps two tensors of state for each parameter.
 */
public final class Adam implements Optimizer {
    /**
     * @param beta1 share of the mean gradient that stays at each step
     * @param beta2 share of the mean squared gradient that stays at each step
     * @param epsilon added to the root of the mean squared gradient
     * @param decay share of a parameter that is added to its gradient
     */
    public record Config(double beta1, double beta2, double epsilon, double decay) {
        public static final Config DEFAULTS = new Config(0.9, 0.999, 1e-8, 0);

        public Config {
            Check.belowOne("beta1", beta1);
            Check.belowOne("beta2", beta2);
            Check.above("epsilon", epsilon, 0);
            Check.atLeast("decay", decay, 0);
        }
    }

    private final AdamW steps;
    private final double decay;

    public Adam(SortedMap<String, Tensor> parameters, Config c) {
        this.steps = new AdamW(parameters, new AdamW.Config(c.beta1(), c.beta2(), c.epsilon(), 0));
        this.decay = c.decay();
    }

    @Override
    public void step(double rate) {
        if (decay > 0) {
            try (Scope scope = new Scope();
                    NoGradient off = new NoGradient()) {
                Scalar share = new Scalar(decay);
                parameters().values().forEach(p -> {
                    if (p.handle.grad().defined()) {
                        p.handle.grad().add_(p.handle, share);
                    }
                });
            }
        }
        steps.step(rate);
    }

    @Override
    public SortedMap<String, Tensor> parameters() {
        return steps.parameters();
    }

    @Override
    public SortedMap<String, Tensor> state() {
        return steps.state();
    }

    @Override
    public void load(SortedMap<String, Tensor> saved) {
        steps.load(saved);
    }
}
