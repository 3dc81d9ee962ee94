package condyle.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import condyle.config.Choice;
import condyle.distance.DistancePenalty;
import condyle.distance.LengthUnit;
import condyle.distance.SaunaLabels;
import condyle.tensor.Scope;
import condyle.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
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
        return Stream.concat(
                soft(g),
                Stream.of(
                        Arguments.of("cross-entropy", 2.0615782, new CrossEntropy(CrossEntropy.Config.DEFAULTS, g)),
                        Arguments.of(
                                "cross-entropy with weights",
                                2.0721152,
                                new CrossEntropy(new CrossEntropy.Config(List.of(0.5, 1.0, 2.0, 4.0)), g)),
                        Arguments.of("dice", 0.8241699, new Dice(Dice.Config.DEFAULTS, g)),
                        Arguments.of(
                                "dice with background",
                                0.7982149,
                                new Dice(new Dice.Config(in, Dice.Over.BATCH, 0.1), g)),
                        Arguments.of(
                                "dice of each sample",
                                0.7253224,
                                new Dice(new Dice.Config(in, Dice.Over.SAMPLE, 1), g)),
                        Arguments.of(
                                "dice and cross-entropy",
                                2.8857480,
                                new DiceCrossEntropy(DiceCrossEntropy.Config.DEFAULTS, g)),
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
                        Arguments.of(
                                "signed",
                                0.5773641,
                                new SignedDistanceL1(new SignedDistanceL1.Config(1.5, LengthUnit.VOXELS, in), g)),
                        Arguments.of(
                                "signed, out",
                                0.5301416,
                                new SignedDistanceL1(new SignedDistanceL1.Config(1.5, LengthUnit.VOXELS, out), g)),
                        Arguments.of("boundary", 0.1238401, new Boundary(Boundary.Config.DEFAULTS, g)),
                        Arguments.of("sauna", 1.3881069, new Sauna(Sauna.Config.DEFAULTS, g)),
                        Arguments.of(
                                "sauna's focal",
                                0.7720016,
                                new Sauna(new Sauna.Config(SaunaLabels.Form.H, 2, 1, Sauna.Weight.FIXED, 0), g)),
                        Arguments.of(
                                "a quarter of the way from dice to boundary",
                                0.6520767,
                                new WeightedSum(WeightedSum.Config.DEFAULTS, g).at(0.25))));
    }

    private static Stream<Arguments> soft(Grouping g) {
        return Stream.of(
                phi("exponential, sum", 3.9248201, DistancePenalty.Fall.EXPONENTIAL, DistancePenalty.Over.SUM),
                phi("cut-off, mean", 3.5503708, DistancePenalty.Fall.CUT_OFF, DistancePenalty.Over.MEAN),
                phi("exponential, max", 3.1092277, DistancePenalty.Fall.EXPONENTIAL, DistancePenalty.Over.MAX),
                Arguments.of(
                        "sauna c",
                        1.3432704,
                        new Sauna(new Sauna.Config(SaunaLabels.Form.C, 2, 1, Sauna.Weight.LEARNT, 1), g)),
                Arguments.of(
                        "sauna hh",
                        1.3840604,
                        new Sauna(new Sauna.Config(SaunaLabels.Form.HH, 2, 1, Sauna.Weight.LEARNT, 1), g)));
    }

    private static Arguments phi(String name, double expected, DistancePenalty.Fall fall, DistancePenalty.Over over) {
        DistancePenalty penalty = new DistancePenalty(fall, 1.5, over);
        return Arguments.of(
                "distance, " + name,
                expected,
                new DistancePenalizedCrossEntropy(new DistancePenalizedCrossEntropy.Config(penalty), Grouping.of(4)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("golden")
    void itIsThatOfPyTorch(String name, double expected, Loss loss) {
        assertThat(loss.of(logits(), labels()).item()).isCloseTo(expected, within(1e-5));
    }

    /** Every form of every loss: class 3 is absent. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("golden")
    void itsGradientEqualsAFiniteDifference(String name, double expected, Loss loss) {
        // A weight through which no gradient flows is no slope of the loss.
        Assumptions.assumeFalse(name.equals("sauna's focal"));
        Tensor x = logits().withGradient();
        Tensor value = loss.of(x, labels());
        value.backward();
        float[] gradient = x.grad().toFloats();
        double step = 1e-2;
        for (int i = 5; i < gradient.length; i += 19) {
            double above = loss.of(moved(i, step), labels()).item();
            double below = loss.of(moved(i, -step), labels()).item();
            // The largest share of voxels and the signs of SAUNA turn at steps, which have no slope.
            if (Math.abs(above - 2 * value.item() + below) < 1e-4) {
                assertThat((double) gradient[i]).isCloseTo((above - below) / (2 * step), within(1e-4));
            }
        }
    }

    private static Tensor moved(int i, double by) {
        float[] values = logits().toFloats();
        values[i] += (float) by;
        return Tensor.of(values, LOGITS);
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
        assertThatThrownBy(() -> new WeightedSum.Term(dice, 1, -0.5))
                .hasMessage("end: -0.5 is out of range, expected at least 0; leave it out for a weight that stays");
        assertThatThrownBy(() -> new WeightedSum.Config(List.of(new WeightedSum.Term(dice, 0, -1))))
                .hasMessage("terms: all weights are 0; expected one above");
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new TopK.Config(1.5)).hasMessage("share: 1.5 is out of range, expected 0 to 1");
        assertThatThrownBy(() -> new Focal.Config(0.5, 1))
                .hasMessage("gamma: 0.5 is out of range, expected at least 1");
        assertThatThrownBy(() -> new SignedDistanceL1.Config(0, LengthUnit.MM, Dice.Background.IN))
                .hasMessage("limit: 0 is out of range, expected above 0");
    }
}
