package condyle.tensor;

import condyle.config.Check;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bytedeco.pytorch.Scalar;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter, ICLR 2019, arXiv:1711.05101).
 *
 * <p>Make it outside any {@link Scope} that closes before it: it keeps two tensors of state for each parameter.
 * A parameter's means are corrected by the steps that it took itself, so that one frozen at first starts like any other.
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

        public Config {
            Check.belowOne("beta1", beta1);
            Check.belowOne("beta2", beta2);
            Check.above("epsilon", epsilon, 0);
            Check.atLeast("decay", decay, 0);
        }
    }

    private static final String STEPS = "steps";
    private static final String TAKEN = "taken";

    private final SortedMap<String, Tensor> parameters;
    private final Config config;
    private final SortedMap<String, Tensor> state = new TreeMap<>();
    private final Tensor steps = Tensor.of(new long[1], 1);
    /** Steps of each parameter, in the order of names. */
    private final Tensor taken;

    public AdamW(SortedMap<String, Tensor> parameters, Config config) {
        this.parameters = new TreeMap<>(parameters);
        this.config = config;
        this.taken = Tensor.of(new long[parameters.size()], parameters.size());
        state.put(STEPS, steps);
        state.put(TAKEN, taken);
        parameters.forEach((name, parameter) -> {
            state.put(name + ".mean", parameter.detach().zerosLike());
            state.put(name + ".square", parameter.detach().zerosLike());
        });
    }

    @Override
    public void step(double rate) {
        long[] counts = taken.toLongs();
        Map<Long, Corrected> corrected = new HashMap<>();
        try (Scope scope = new Scope();
                NoGradient off = new NoGradient()) {
            steps.handle.fill_(new Scalar((long) steps.item() + 1));
            Scalar keep = new Scalar(1 - rate * config.decay);
            Scalar toMean = new Scalar(1 - config.beta1);
            Scalar keepSquare = new Scalar(config.beta2);
            Scalar toSquare = new Scalar(1 - config.beta2);
            Scalar epsilon = new Scalar(config.epsilon);
            int place = 0;
            for (Map.Entry<String, Tensor> named : parameters.entrySet()) {
                int mine = place++;
                org.bytedeco.pytorch.Tensor parameter = named.getValue().handle;
                org.bytedeco.pytorch.Tensor grad = parameter.grad();
                if (!grad.defined()) {
                    continue;
                }
                counts[mine]++;
                Corrected c = corrected.computeIfAbsent(counts[mine], n -> corrected(n, rate));
                org.bytedeco.pytorch.Tensor mean = state.get(named.getKey() + ".mean").handle;
                org.bytedeco.pytorch.Tensor square = state.get(named.getKey() + ".square").handle;
                parameter.mul_(keep);
                mean.lerp_(grad, toMean);
                square.mul_(keepSquare).addcmul_(grad, grad, toSquare);
                parameter.addcdiv_(mean, square.sqrt().div_(c.root).add_(epsilon), c.move);
            }
            taken.assign(Tensor.of(counts, counts.length));
        }
    }

    /** What the means of a parameter's first steps, begun at 0, are corrected by. */
    private record Corrected(Scalar root, Scalar move) {}

    private Corrected corrected(long step, double rate) {
        return new Corrected(
                new Scalar(Math.sqrt(1 - Math.pow(config.beta2, step))),
                new Scalar(-rate / (1 - Math.pow(config.beta1, step))));
    }

    /** As {@link Optimizer#load}; a state of before parameters were counted one by one fits too. */
    @Override
    public void load(SortedMap<String, Tensor> saved) {
        SortedMap<String, Tensor> all = new TreeMap<>(saved);
        if (!saved.containsKey(TAKEN) && saved.containsKey(STEPS)) {
            long[] each = new long[parameters.size()];
            Arrays.fill(each, saved.get(STEPS).toLongs()[0]);
            all.put(TAKEN, Tensor.of(each, each.length));
        }
        States.copy("optimizer state", all, state);
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
