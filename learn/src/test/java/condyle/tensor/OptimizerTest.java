package condyle.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OptimizerTest {
    private static final double RATE = 0.1;

    private static SortedMap<String, Tensor> weights() {
        SortedMap<String, Tensor> weights = new TreeMap<>();
        weights.put("a", Tensor.of(new float[] {1, -2, 3}, 3).withGradient());
        weights.put("b", Tensor.of(new float[] {0.5f}, 1).withGradient());
        return weights;
    }

    /** Gradients 2 w of the sum of squares. */
    private static void step(SortedMap<String, Tensor> weights, Optimizer optimizer) {
        try (Scope step = new Scope()) {
            weights.values().forEach(w -> w.square().sum().backward());
            optimizer.step(RATE);
            optimizer.zeroGradients();
        }
    }

    @Test
    void adamWMovesAsComputedByHand() {
        SortedMap<String, Tensor> weights = weights();
        Optimizer optimizer = new AdamW(weights, new AdamW.Config(0.9, 0.99, 1e-8, 0.05));
        double w = 3;
        double mean = 0;
        double square = 0;
        for (int t = 1; t <= 5; t++) {
            double g = 2 * w;
            mean = 0.9 * mean + 0.1 * g;
            square = 0.99 * square + 0.01 * g * g;
            double root = Math.sqrt(square / (1 - Math.pow(0.99, t))) + 1e-8;
            w = w * (1 - RATE * 0.05) - RATE * mean / (1 - Math.pow(0.9, t)) / root;
            step(weights, optimizer);
        }
        assertThat(weights.get("a").toFloats()[2]).isCloseTo((float) w, within(1e-5f));
    }

    @Test
    void adamPutsItsDecayIntoTheGradient() {
        SortedMap<String, Tensor> weights = weights();
        Optimizer optimizer = new Adam(weights, new Adam.Config(0.9, 0.99, 1e-8, 0.05));
        double w = 3;
        double mean = 0;
        double square = 0;
        for (int t = 1; t <= 5; t++) {
            double g = 2 * w + 0.05 * w;
            mean = 0.9 * mean + 0.1 * g;
            square = 0.99 * square + 0.01 * g * g;
            double root = Math.sqrt(square / (1 - Math.pow(0.99, t))) + 1e-8;
            w -= RATE * mean / (1 - Math.pow(0.9, t)) / root;
            step(weights, optimizer);
        }
        assertThat(weights.get("a").toFloats()[2]).isCloseTo((float) w, within(1e-5f));
    }

    @Test
    void rmsPropMovesAsComputedByHand() {
        SortedMap<String, Tensor> weights = weights();
        Optimizer optimizer = new RmsProp(weights, new RmsProp.Config(0.9, 1e-8, 0.5, 0.05));
        double w = 3;
        double square = 0;
        double direction = 0;
        for (int t = 1; t <= 5; t++) {
            double g = 2 * w + 0.05 * w;
            square = 0.9 * square + 0.1 * g * g;
            direction = 0.5 * direction + g / (Math.sqrt(square) + 1e-8);
            w -= RATE * direction;
            step(weights, optimizer);
        }
        assertThat(weights.get("a").toFloats()[2]).isCloseTo((float) w, within(1e-5f));
    }

    @ParameterizedTest
    @MethodSource
    void sgdMovesAsComputedByHand(Sgd.Momentum kind) {
        SortedMap<String, Tensor> weights = weights();
        Optimizer optimizer = new Sgd(weights, new Sgd.Config(0.9, kind, 0.05));
        double w = 3;
        double direction = 0;
        for (int t = 1; t <= 5; t++) {
            double g = 2 * w + 0.05 * w;
            direction = 0.9 * direction + g;
            w -= 0.01 * (kind == Sgd.Momentum.NESTEROV ? g + 0.9 * direction : direction);
            weights.values().forEach(x -> x.square().sum().backward());
            optimizer.step(0.01);
            optimizer.zeroGradients();
        }
        assertThat(weights.get("a").toFloats()[2]).isCloseTo((float) w, within(1e-5f));
    }

    static Stream<Sgd.Momentum> sgdMovesAsComputedByHand() {
        return Arrays.stream(Sgd.Momentum.values());
    }

    static Stream<Function<SortedMap<String, Tensor>, Optimizer>> optimizers() {
        return Stream.of(w -> new AdamW(w, AdamW.Config.DEFAULTS), w -> new Sgd(w, Sgd.Config.DEFAULTS));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void resumedIsBitForBitAsNeverStopped(Function<SortedMap<String, Tensor>, Optimizer> make) {
        SortedMap<String, Tensor> through = weights();
        Optimizer first = make.apply(through);
        for (int i = 0; i < 3; i++) {
            step(through, first);
        }
        SortedMap<String, Tensor> resumed = weights();
        Optimizer second = make.apply(resumed);
        States.copy("weights", through, resumed);
        second.load(first.state());
        for (int i = 0; i < 4; i++) {
            step(through, first);
            step(resumed, second);
        }
        assertThat(resumed.get("a").toFloats()).containsExactly(through.get("a").toFloats());
        first.state()
                .forEach((name, t) ->
                        assertThat(second.state().get(name).toFloats()).as(name).containsExactly(t.toFloats()));
    }

    @Test
    void aParameterWithoutGradientStays() {
        SortedMap<String, Tensor> weights = weights();
        Optimizer optimizer = new AdamW(weights, AdamW.Config.DEFAULTS);
        weights.get("a").sum().backward();
        optimizer.step(RATE);
        assertThat(weights.get("b").item()).isEqualTo(0.5);
    }

    @Test
    void aStateOfAnotherNetworkIsRefused() {
        SortedMap<String, Tensor> weights = weights();
        Optimizer optimizer = new Sgd(weights, Sgd.Config.DEFAULTS);
        SortedMap<String, Tensor> saved = new TreeMap<>();
        saved.put("a.direction", Tensor.zeros(4));
        saved.put("c.direction", Tensor.zeros(1));
        assertThatThrownBy(() -> optimizer.load(saved))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("optimizer state of another network: missing b.direction; unexpected c.direction; "
                        + "shape a.direction [4], expected [3]");
    }

    @Test
    void clippingScalesAllGradientsTogether() {
        SortedMap<String, Tensor> weights = weights();
        weights.get("a").mul(Tensor.of(new float[] {3, 0, 0}, 3)).sum().backward();
        weights.get("b").mul(4).sum().backward();
        assertThat(Gradients.clip(weights.values(), 10)).isCloseTo(5, within(1e-6));
        assertThat(weights.get("b").grad().item()).isEqualTo(4);
        assertThat(Gradients.clip(weights.values(), 1)).isCloseTo(5, within(1e-6));
        assertThat(weights.get("a").grad().toFloats()).containsExactly(new float[] {0.6f, 0, 0}, within(1e-6f));
        assertThat(weights.get("b").grad().item()).isCloseTo(0.8, within(1e-6));
    }

    @Test
    void theWeightAverageTendsToTheMeanAndSwapsBothWays() {
        SortedMap<String, Tensor> weights = weights();
        WeightAverage average = new WeightAverage(weights, 0.5);
        weights.get("b").assign(Tensor.full(8.5, 1));
        average.update(); // the share that stays is 2/11 at first
        assertThat(average.averages().get("b").item()).isCloseTo(8.5 - 8 * 2 / 11.0, within(1e-5));
        average.swap();
        assertThat(weights.get("b").item()).isCloseTo(8.5 - 8 * 2 / 11.0, within(1e-5));
        average.swap();
        assertThat(weights.get("b").item()).isEqualTo(8.5);

        WeightAverage resumed = new WeightAverage(weights, 0.5);
        resumed.load(average.state());
        average.update();
        resumed.update();
        assertThat(resumed.averages().get("b").item())
                .isEqualTo(average.averages().get("b").item());
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new AdamW.Config(0.9, 1, 1e-8, 0))
                .hasMessage("beta2: 1 is out of range, expected 0 to below 1");
        assertThatThrownBy(() -> new Adam.Config(-0.1, 0.99, 1e-8, 0))
                .hasMessage("beta1: -0.1 is out of range, expected 0 to below 1");
        assertThatThrownBy(() -> new RmsProp.Config(0.9, 0, 0, 0))
                .hasMessage("epsilon: 0 is out of range, expected above 0");
        assertThatThrownBy(() -> new Sgd.Config(0.9, Sgd.Momentum.PLAIN, -1))
                .hasMessage("decay: -1 is out of range, expected at least 0");
    }
}
