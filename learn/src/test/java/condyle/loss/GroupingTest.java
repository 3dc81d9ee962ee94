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
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every registered loss must do where labels are coarser than the classes. */
class GroupingTest {
    /** As zib to nine tissues, smaller: background hides class 4, classes 2 and 3 bear one label. */
    private static final Grouping COARSE = new Grouping(List.of(List.of(0, 4), List.of(1), List.of(2, 3)));

    private static final int CLASSES = 5;
    private static final int GROUPS = 3;
    private static final long[] LOGITS = {2, CLASSES, 2, 3, 4};
    private static final int VOXELS = 2 * 2 * 3 * 4;

    private final Scope scope = new Scope();

    @AfterEach
    void close() {
        scope.close();
    }

    static Set<String> names() {
        return Losses.ALL.names();
    }

    /** Without the loss that takes logits for distances: it does not depend on probabilities alone. */
    static Set<String> ofProbabilities() {
        return names().stream().filter(n -> !n.equals("logit-distance")).collect(Collectors.toSet());
    }

    private static Loss make(String name, Grouping grouping) {
        return Losses.ALL.make(new Choice(name, Losses.ALL.tiny(name)), grouping);
    }

    private static float[] noise(long seed) {
        Random random = new Random(seed);
        float[] values = new float[VOXELS * CLASSES];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static byte[] groups(long seed) {
        Random random = new Random(seed);
        byte[] groups = new byte[VOXELS];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = (byte) random.nextInt(GROUPS);
        }
        return groups;
    }

    private static Tensor target(byte[] values) {
        return Tensor.labels(values, 2, 2, 3, 4);
    }

    /** Logits that are sure of one class of each voxel's group, drawn at random. */
    private static Tensor sure(byte[] groups, long seed) {
        Random random = new Random(seed);
        byte[] classes = new byte[VOXELS];
        for (int i = 0; i < classes.length; i++) {
            List<Integer> group = COARSE.groups().get(groups[i]);
            classes[i] = group.get(random.nextInt(group.size())).byteValue();
        }
        return Operators.oneHot(target(classes), CLASSES).mul(20);
    }

    @ParameterizedTest
    @MethodSource("ofProbabilities")
    void itIsLowestWhereverInTheTrueGroupTheProbabilityLies(String name) {
        byte[] groups = groups(9);
        Loss loss = make(name, COARSE);
        double best = loss.of(sure(groups, 1), target(groups)).item();
        if (!name.equals("sauna")) {
            assertThat(best).isCloseTo(0, within(0.01));
        }
        for (int seed = 0; seed < 5; seed++) {
            assertThat(loss.of(sure(groups, seed), target(groups)).item()).isCloseTo(best, within(1e-6));
            Tensor other = sure(groups, 1).add(Tensor.of(noise(seed), LOGITS).mul(10));
            assertThat(loss.of(other, target(groups)).item()).isGreaterThan(best);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void itsGradientEqualsAFiniteDifference(String name) {
        Tensor logits = Tensor.of(noise(2), LOGITS);
        LossContractTest.requireGradient(name, make(name, COARSE), logits, target(groups(9)));
    }

    @ParameterizedTest
    @MethodSource("ofProbabilities")
    void itIsTheOrdinaryLossOfSummedProbabilities(String name) {
        Tensor logits = Tensor.of(noise(3), LOGITS);
        Tensor p = logits.softmax(1);
        Tensor[] sums = COARSE.groups().stream()
                .map(g -> g.stream()
                        .map(c -> p.narrow(1, c, 1))
                        .reduce(Tensor::add)
                        .orElseThrow())
                .toArray(Tensor[]::new);
        Tensor target = target(groups(9));
        double summed = make(name, Grouping.of(GROUPS))
                .of(Tensor.cat(1, sums).log(), target)
                .item();
        assertThat(make(name, COARSE).of(logits, target).item()).isCloseTo(summed, within(1e-5));
    }

    @ParameterizedTest
    @MethodSource("names")
    void itIsFiniteWithHugeLogitsAndAbsentGroups(String name) {
        Tensor logits = Tensor.of(noise(1), LOGITS).mul(1000).withGradient();
        Tensor value = make(name, COARSE).of(logits, target(new byte[VOXELS]));
        value.backward();
        assertThat(value.item()).isBetween(0.0, 1e5);
        assertThat(logits.grad().allFinite()).isTrue();
    }

    @Test
    void aGroupForEachClassHandsBackTheLogitsThemselves() {
        Tensor logits = Tensor.of(noise(4), LOGITS);
        assertThat(Grouping.of(CLASSES).merge(logits)).isSameAs(logits);
    }

    @Test
    void crossEntropyOfEvenLogitsIsTheLogOfTheShareOfTheGroup() {
        Loss loss = make("cross-entropy", COARSE);
        Tensor even = Tensor.zeros(1, CLASSES, 1, 3);
        double each = (Math.log(5.0 / 2) + Math.log(5) + Math.log(5.0 / 2)) / 3;
        assertThat(loss.of(even, Tensor.labels(new byte[] {0, 1, 2}, 1, 1, 3)).item())
                .isCloseTo(each, within(1e-6));
    }

    @Test
    void backgroundsGroupKeepsItsWeightAndOthersTakeTheMean() {
        assertThat(COARSE.weights(List.of(0.6, 1.0, 3.0, 4.0, 5.0))).containsExactly(0.6, 1.0, 3.5);
    }

    @Test
    void groupsAreNumberedByTheirSmallestClass() {
        Grouping grouping = new Grouping(List.of(List.of(3, 2), List.of(1), List.of(4, 0)));
        assertThat(grouping).isEqualTo(COARSE);
        assertThat(grouping.groupOf()).containsExactly(0, 1, 2, 2, 0);
    }

    @Test
    void aClassInTwoGroupsOrNoneIsRefused() {
        assertThatThrownBy(() -> new Grouping(List.of(List.of(0, 1), List.of(1))))
                .hasMessage("groups: [[0, 1], [1]]; expected each class from 0 in exactly one");
        assertThatThrownBy(() -> new Grouping(List.of(List.of(0), List.of(2))))
                .hasMessage("groups: [[0], [2]]; expected each class from 0 in exactly one");
    }
}
