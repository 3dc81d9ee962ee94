package condyle.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import condyle.config.Choice;
import condyle.distance.DistancePenalty;
import condyle.distance.SaunaLabels;
import condyle.tensor.Scope;
import condyle.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Numbers from PyTorch 1.13 in double precision, with scipy 1.10's distance_transform_edt and maximum_filter: logits 2
 * sin(i) as (2, 4, 2, 3, 4), labels (i² ÷ 5) mod 3 as (2, 2, 3, 4), so that class 3 is absent.
 *
 * <p>tp = (p y).sum, fn = ((1 - p) y).sum, fp = (p (1 - y)).sum over samples and voxels, y one-hot; the formulas stand at
 * the losses.
 */
class GoldenLossTest {
    private static final long[] LOGITS = {2, 4, 2, 3, 4};

    private final Scope scope = new Scope();

    @AfterEach
    void close() {
        scope.close();
    }

    private static Tensor logits() {
        float[] values = new float[2 * 4 * 24];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (2 * Math.sin(i));
        }
        return Tensor.of(values, LOGITS);
    }

    private static Tensor labels() {
        byte[] values = new byte[2 * 24];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (i * i / 5 % 3);
        }
        return Tensor.labels(values, 2, 2, 3, 4);
    }

    static Stream<Arguments> golden() {
        Grouping g = Grouping.of(4);
        Dice.Background out = Dice.Background.OUT;
        Dice.Background in = Dice.Background.IN;
        return Stream.of(
                Arguments.of("tversky", 0.7513672, new Tversky(Tversky.Config.DEFAULTS, g)),
                Arguments.of(
                        "tversky over all classes",
                        0.7339706,
                        new Tversky(new Tversky.Config(0.5, 0.5, in, Tversky.Over.ALL, 1e-10, 1), g)),
                Arguments.of("focal tversky", 0.8068359, new FocalTversky(FocalTversky.Config.DEFAULTS, g)),
                Arguments.of("focal", 1.6965843, new Focal(Focal.Config.DEFAULTS, g)),
                Arguments.of("focal 1.5", 0.4409122, new Focal(new Focal.Config(1.5, 0.25), g)),
                Arguments.of("pcol", 1.9735797, new ConfidencePenalty(ConfidencePenalty.Config.DEFAULTS, g)),
                Arguments.of("top 10 %", 4.2593627, new TopK(TopK.Config.DEFAULTS, g)),
                Arguments.of("top 25 %", 3.9072180, new TopK(new TopK.Config(0.25), g)),
                Arguments.of(
                        "distance",
                        2.9488327,
                        new DistancePenalizedCrossEntropy(
                                new DistancePenalizedCrossEntropy.Config(DistancePenalty.DEFAULTS), g)),
                Arguments.of("signed", 0.5773641, new SignedDistanceL1(new SignedDistanceL1.Config(1.5, in), g)),
                Arguments.of("signed, out", 0.5301416, new SignedDistanceL1(new SignedDistanceL1.Config(1.5, out), g)),
                Arguments.of("boundary", 0.1238401, new Boundary(Boundary.Config.DEFAULTS, g)),
                Arguments.of("sauna", 1.3881069, new Sauna(Sauna.Config.DEFAULTS, g)),
                Arguments.of(
                        "sauna's focal",
                        0.7720016,
                        new Sauna(new Sauna.Config(SaunaLabels.Form.H, 2, 1, Sauna.Weight.FIXED, 0), g)),
                Arguments.of(
                        "a quarter of the way from dice to boundary",
                        0.6520767,
                        new WeightedSum(WeightedSum.Config.DEFAULTS, g).at(0.25)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("golden")
    void itIsThatOfPyTorch(String name, double expected, Loss loss) {
        assertThat(loss.of(logits(), labels()).item()).isCloseTo(expected, within(1e-5));
    }

    @Test
    void fixedWeightsLetNoGradientThrough() {
        Sauna.Config learnt = new Sauna.Config(SaunaLabels.Form.H, 2, 1, Sauna.Weight.LEARNT, 0);
        Sauna.Config fixed = new Sauna.Config(SaunaLabels.Form.H, 2, 1, Sauna.Weight.FIXED, 0);
        assertThat(gradient(fixed)).isLessThan(0.9 * gradient(learnt));
    }

    private static double gradient(Sauna.Config config) {
        Tensor x = logits().withGradient();
        new Sauna(config, Grouping.of(4)).of(x, labels()).backward();
        return x.grad().abs().sum().item();
    }

    @Test
    void aWeightRunsFromItsStartToItsEnd() {
        Choice dice = new Choice("dice", Dice.Config.DEFAULTS);
        WeightedSum.Config config = new WeightedSum.Config(List.of(new WeightedSum.Term(dice, 2, 0.5)));
        double one = new Dice(Dice.Config.DEFAULTS, Grouping.of(4))
                .of(logits(), labels())
                .item();
        WeightedSum sum = new WeightedSum(config, Grouping.of(4));
        assertThat(sum.of(logits(), labels()).item()).isCloseTo(2 * one, within(1e-6));
        assertThat(sum.at(1).of(logits(), labels()).item()).isCloseTo(0.5 * one, within(1e-6));
        WeightedSum.Term still = new WeightedSum.Term(dice, 2, -1);
        assertThat(still.at(0.7)).isEqualTo(2);
        assertThatThrownBy(() -> new WeightedSum.Config(List.of())).hasMessage("terms: none; expected at least one");
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new TopK.Config(1.5)).hasMessage("share: 1.5 is out of range, expected 0 to 1");
        assertThatThrownBy(() -> new Focal.Config(0.5, 1))
                .hasMessage("gamma: 0.5 is out of range, expected at least 1");
        assertThatThrownBy(() -> new SignedDistanceL1.Config(0, Dice.Background.IN))
                .hasMessage("limit: 0 is out of range, expected above 0");
    }
}
