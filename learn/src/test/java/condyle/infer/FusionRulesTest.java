package condyle.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FusionRulesTest {
    private static final float[] A = {0.2f, 0.7f, 0.1f};
    private static final float[] B = {0.5f, 0.1f, 0.4f};
    private static final float[] C = {0.1f, 0.2f, 0.7f};

    private static float[] fused(FusionRule rule, float[]... said) {
        int classes = said[0].length;
        float[][] sums = new float[rule.width(said.length, classes)][1];
        for (int m = 0; m < said.length; m++) {
            rule.add(m, said[m], sums, 0);
        }
        float[][] out = rule.finish(sums, said.length, classes);
        float[] one = new float[classes];
        for (int c = 0; c < classes; c++) {
            one[c] = out[c][0];
        }
        return one;
    }

    @Test
    void theMeanIsTheMean() {
        assertThat(fused(new FusionRules.Mean(), A, B))
                .containsExactly(new float[] {0.35f, 0.4f, 0.25f}, within(1e-6f));
    }

    @Test
    void linearWeightsAreThoseOf003() {
        FusionRule rule = new FusionRules.Linear(List.of(0.5077, 0.4012, 0.0911));
        assertThat(fused(rule, A, B, C)[1]).isCloseTo(0.5077f * 0.7f + 0.4012f * 0.1f + 0.0911f * 0.2f, within(1e-6f));
        assertThatThrownBy(() -> new FusionRules.Linear(List.of(0.5, 0.6)))
                .hasMessage("weights: [0.5, 0.6] sum to 1.1; expected numbers of at least 0 that sum to 1");
        assertThatThrownBy(() -> rule.width(2, 3)).hasMessage("rule linear is for 3 networks, there are 2");
    }

    @Test
    void perClassIsTheSoftmaxOfWeightedSums() {
        FusionRule rule = new FusionRules.PerClass(
                List.of(List.of(1.0, 2.0, 0.5), List.of(0.0, 3.0, 1.0)), List.of(0.1, -0.2, 0.0));
        double[] z = {0.2 + 0.1, 1.4 + 0.3 - 0.2, 0.05 + 0.4};
        double sum = Math.exp(z[0]) + Math.exp(z[1]) + Math.exp(z[2]);
        float[] out = fused(rule, A, B);
        for (int c = 0; c < 3; c++) {
            assertThat((double) out[c]).isCloseTo(Math.exp(z[c]) / sum, within(1e-6));
        }
    }

    @Test
    void theMajorityWinsAndATieGoesToTheHigherMean() {
        assertThat(FusionRule.best(fused(new FusionRules.Majority(), A, A, C))).isEqualTo(1);
        assertThat(FusionRule.best(fused(new FusionRules.Majority(), A, B, C))).isEqualTo(2);
        float[] shares = fused(new FusionRules.Majority(), A, B, C);
        assertThat(shares[0] + shares[1] + shares[2]).isCloseTo(1, within(1e-5f));
    }

    /** Three raters who are right in 95, 80 and 60 per cent of the voxels, independent of each other: no truth is shown. */
    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void stapleFindsOutWhomToTrust(int classes) {
        double[] right = {0.95, 0.8, 0.6};
        SplittableRandom random = new SplittableRandom(7);
        Map<Integer, Long> counts = new TreeMap<>();
        Map<Integer, long[]> truth = new TreeMap<>();
        for (int i = 0; i < 200_000; i++) {
            int s = random.nextInt(classes);
            int combination = 0;
            int power = 1;
            for (double r : right) {
                int said = random.nextDouble() < r ? s : (s + 1 + random.nextInt(classes - 1)) % classes;
                combination += said * power;
                power *= classes;
            }
            counts.merge(combination, 1L, Long::sum);
            truth.computeIfAbsent(combination, k -> new long[classes])[s]++;
        }
        Map<Integer, double[]> expected = Staple.DEFAULTS.expected(counts, 3, classes);
        // Of combinations that occur often, the share that is truly s is what Bayes would expect.
        counts.forEach((k, n) -> {
            for (int s = 0; n > 3000 && k != 0 && s < classes; s++) {
                assertThat(expected.get(k)[s])
                        .as("combination %d class %d", k, s)
                        .isCloseTo((double) truth.get(k)[s] / n, within(0.06));
            }
        });
        // The good one against two that agree: 1 said by the first, 0 by the others.
        assertThat(expected.get(1)[1]).isGreaterThan(0.45);
    }

    @Test
    void stapleLeavesAirOutAndGivesTheSameByVoxelAsByCombination() {
        FusionRule staple = Staple.DEFAULTS;
        float[][] sums = new float[staple.width(2, 2)][5];
        float[] air = {0.9f, 0.1f};
        float[] in = {0.3f, 0.7f};
        float[][][] said = {{air, air}, {in, in}, {in, air}, {air, in}, {in, in}};
        for (int i = 0; i < 5; i++) {
            for (int m = 0; m < 2; m++) {
                staple.add(m, said[i][m], sums, i);
            }
        }
        float[][] out = staple.finish(sums, 2, 2);
        assertThat(out[1][0]).isZero();
        Map<Integer, double[]> expected =
                Staple.DEFAULTS.expected(new TreeMap<>(Map.of(0, 1L, 3, 2L, 1, 1L, 2, 1L)), 2, 2);
        assertThat((double) out[1][1]).isCloseTo(expected.get(3)[1], within(1e-6));
        assertThat((double) out[1][2]).isCloseTo(expected.get(1)[1], within(1e-6));
        assertThatThrownBy(() -> staple.width(9, 10))
                .hasMessage(
                        "rule staple: 9 networks and 10 classes make too many combinations; expected at most 16777216");
    }
}
