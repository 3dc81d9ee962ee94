package condyle.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import condyle.config.Choice;
import condyle.tensor.Operators;
import condyle.tensor.Scope;
import condyle.tensor.Tensor;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every registered loss must do. */
class LossContractTest {
    private static final int CLASSES = 4;
    private static final long[] LOGITS = {2, CLASSES, 2, 3, 4};
    private static final int VOXELS = 2 * 2 * 3 * 4;

    /** Losses on soft labels: the truth, as hard as it is here, is not where they vanish. */
    private static final Set<String> SOFT = Set.of("sauna");

    private final Scope scope = new Scope();

    @AfterEach
    void close() {
        scope.close();
    }

    static Set<String> names() {
        return Losses.ALL.names();
    }

    private static Loss make(String name) {
        return Losses.ALL.make(new Choice(name, Losses.ALL.tiny(name)), Grouping.of(CLASSES));
    }

    private static float[] noise(long seed) {
        Random random = new Random(seed);
        float[] values = new float[VOXELS * CLASSES];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static Tensor labels(int classes) {
        Random random = new Random(9);
        byte[] labels = new byte[VOXELS];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (byte) random.nextInt(classes);
        }
        return Tensor.labels(labels, 2, 2, 3, 4);
    }

    @ParameterizedTest
    @MethodSource("names")
    void itIsLowestAtTheTruth(String name) {
        Tensor labels = labels(CLASSES);
        // Below zero for the others: to some losses a logit means something by itself.
        Tensor truth = Operators.oneHot(labels, CLASSES).mul(21).sub(1);
        double best = make(name).of(truth, labels).item();
        if (!SOFT.contains(name)) {
            assertThat(best).isCloseTo(0, within(0.01));
        }
        for (int seed = 0; seed < 5; seed++) {
            Tensor other = truth.add(Tensor.of(noise(seed), LOGITS).mul(10));
            assertThat(make(name).of(other, labels).item()).isGreaterThan(best);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void itIsFiniteWithAbsentClassesAndHugeLogits(String name) {
        Tensor logits = Tensor.of(noise(1), LOGITS).mul(1000).withGradient();
        Tensor loss = make(name).of(logits, labels(1));
        loss.backward();
        assertThat(loss.item()).isBetween(0.0, 1e5);
        assertThat(logits.grad().allFinite()).isTrue();
    }

    @Test
    void crossEntropyOfClassesOfNoWeightIsZero() {
        CrossEntropy.Config weights = new CrossEntropy.Config(List.of(0.0, 1.0, 1.0, 1.0));
        Tensor logits = Tensor.of(noise(1), LOGITS).withGradient();
        Tensor loss = new CrossEntropy(weights, Grouping.of(CLASSES)).of(logits, labels(1));
        loss.backward();
        assertThat(loss.item()).isZero();
        assertThat(logits.grad().allFinite()).isTrue();
    }

    @Test
    void sharesOfDiceAndCrossEntropyAreNotNegativeNorBothNought() {
        DiceCrossEntropy.Config d = DiceCrossEntropy.Config.DEFAULTS;
        assertThatThrownBy(() -> new DiceCrossEntropy.Config(d.dice(), d.crossEntropy(), -1, 1))
                .hasMessage("diceShare: -1 is out of range, expected at least 0");
        assertThatThrownBy(() -> new DiceCrossEntropy.Config(d.dice(), d.crossEntropy(), 0, 0))
                .hasMessage("diceShare: 0, and crossEntropyShare too; expected one above 0");
    }

    @ParameterizedTest
    @MethodSource("names")
    void itsGradientEqualsAFiniteDifference(String name) {
        requireGradient(name, make(name), Tensor.of(noise(2), LOGITS), labels(CLASSES));
    }

    /** Compares the gradient at some of the logits with what small steps to both sides make of the loss. */
    static void requireGradient(String name, Loss loss, Tensor at, Tensor target) {
        Tensor logits = at.copy().withGradient();
        Tensor value = loss.of(logits, target);
        value.backward();
        float[] gradient = logits.grad().toFloats();
        double step = 1e-2;
        for (int i = 0; i < gradient.length; i += 13) {
            float[] shifted = at.toFloats();
            shifted[i] += (float) step;
            double above = loss.of(Tensor.of(shifted, at.shape()), target).item();
            shifted[i] -= (float) (2 * step);
            double below = loss.of(Tensor.of(shifted, at.shape()), target).item();
            // SAUNA's loss jumps where the sign of a prediction turns, and has no slope there.
            if (name.equals("sauna") && Math.abs(above - 2 * value.item() + below) > 1e-3) {
                continue;
            }
            assertThat((double) gradient[i]).isCloseTo((above - below) / (2 * step), within(5e-5));
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void itTakesPlanesToo(String name) {
        float[] noise = noise(3);
        double solid = make(name)
                .of(Tensor.of(noise, 2, CLASSES, 1, 6, 4), labels(CLASSES).reshape(2, 1, 6, 4))
                .item();
        double flat = make(name)
                .of(Tensor.of(noise, 2, CLASSES, 6, 4), labels(CLASSES).reshape(2, 6, 4))
                .item();
        assertThat(flat).isCloseTo(solid, within(1e-6));
    }

    @Test
    void crossEntropyOfEvenLogitsIsTheLogOfTheClasses() {
        Loss loss = new CrossEntropy(CrossEntropy.Config.DEFAULTS, Grouping.of(CLASSES));
        assertThat(loss.of(Tensor.zeros(LOGITS), labels(CLASSES)).item()).isCloseTo(Math.log(4), within(1e-6));
    }

    @Test
    void crossEntropyWeighsVoxelsByTheirClass() {
        Loss loss = new CrossEntropy(new CrossEntropy.Config(List.of(1.0, 3.0)), Grouping.of(2));
        Tensor logits = Tensor.of(new float[] {0, 2, 0, 0}, 1, 2, 1, 2);
        double first = Math.log(2);
        double second = Math.log(1 + Math.exp(2));
        assertThat(loss.of(logits, Tensor.labels(new byte[] {0, 1}, 1, 1, 2)).item())
                .isCloseTo((first + 3 * second) / 4, within(1e-6));
    }

    @Test
    void weightsForAnotherNumberOfClassesAreRefused() {
        assertThatThrownBy(() -> new CrossEntropy(new CrossEntropy.Config(List.of(1.0, 1.0)), Grouping.of(3)))
                .hasMessage("weights: 2 for 3 classes; expected one for each, or none");
        assertThatThrownBy(() -> new CrossEntropy.Config(List.of(1.0, -1.0)))
                .hasMessage("weights: [1.0, -1.0]; expected numbers of at least 0, one of them above");
    }

    @Test
    void diceOfHalfCertainProbabilitiesIsAsByHand() {
        // Two voxels of class 1 and two of class 0, all with probability 1/2: overlap 2·1 / (2 + 2) = 1/2.
        Tensor labels = Tensor.labels(new byte[] {1, 1, 0, 0}, 1, 2, 2);
        Tensor even = Tensor.zeros(1, 2, 2, 2);
        assertThat(dice(Dice.Background.OUT, Dice.Over.BATCH, 2)
                        .of(even, labels)
                        .item())
                .isCloseTo(0.5, within(1e-5));
        // Voxels 3 against 1: overlaps 2·1.5 / (2 + 3) and 2·0.5 / (2 + 1).
        Tensor uneven = Tensor.labels(new byte[] {1, 0, 0, 0}, 1, 2, 2);
        assertThat(dice(Dice.Background.IN, Dice.Over.BATCH, 2).of(even, uneven).item())
                .isCloseTo(1 - (0.6 + 1 / 3.0) / 2, within(1e-5));
    }

    @Test
    void diceOverSamplesIsTheMeanOfItsSamples() {
        Tensor logits = Tensor.of(noise(4), LOGITS);
        Tensor labels = labels(CLASSES);
        Loss each = dice(Dice.Background.OUT, Dice.Over.SAMPLE, CLASSES);
        Loss all = dice(Dice.Background.OUT, Dice.Over.BATCH, CLASSES);
        double first = all.of(logits.narrow(0, 0, 1), labels.narrow(0, 0, 1)).item();
        double second = all.of(logits.narrow(0, 1, 1), labels.narrow(0, 1, 1)).item();
        assertThat(each.of(logits, labels).item()).isCloseTo((first + second) / 2, within(1e-6));
        assertThat(all.of(logits, labels).item()).isNotCloseTo((first + second) / 2, within(1e-5));
    }

    private static Loss dice(Dice.Background background, Dice.Over over, int classes) {
        return new Dice(new Dice.Config(background, over, 1e-6), Grouping.of(classes));
    }
}
