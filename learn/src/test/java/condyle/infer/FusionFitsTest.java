package condyle.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import condyle.loss.Grouping;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights found on made-up knees, against what a search of a fine grid finds. */
class FusionFitsTest {
    private static final int VOXELS = 4000;

    /** A knee of three classes: its labels, and what networks say of it. */
    private record Made(byte[] truth, short[][] said) {
        /** Networks of three kinds: good at class 1, good at class 2, good at nothing. */
        static Made of(long seed, Grouping grouping) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] groupOf = grouping.groupOf();
            byte[] truth = new byte[VOXELS];
            short[][] said = new short[3][3 * VOXELS];
            double[][] trust = {{0.3, 1.0, 0.2}, {0.3, 0.2, 1.0}, {0.3, 0.15, 0.15}};
            for (int i = 0; i < VOXELS; i++) {
                int s = random.nextInt(10) < 7 ? 0 : 1 + random.nextInt(2);
                truth[i] = groupOf[s];
                for (int m = 0; m < 3; m++) {
                    double[] z = new double[3];
                    double sum = 0;
                    for (int c = 0; c < 3; c++) {
                        z[c] = Math.exp(1.5 * random.nextGaussian() + (c == s ? 4 * trust[m][s] : 0));
                        sum += z[c];
                    }
                    for (int c = 0; c < 3; c++) {
                        said[m][c * VOXELS + i] = (short) Math.round(65535 * z[c] / sum);
                    }
                }
            }
            return new Made(truth, said);
        }

        Said gathered(Grouping grouping, int most) {
            Gathering gathering = new Gathering(3, grouping, most, 7);
            gathering.plane(truth, said);
            return gathering.done();
        }
    }

    private static Said knee(long seed, Grouping grouping, int most) {
        return Made.of(seed, grouping).gathered(grouping, most);
    }

    private static List<Said> knees(Grouping grouping) {
        return List.of(knee(1, grouping, 1 << 20), knee(2, grouping, 1 << 20), knee(3, grouping, 1 << 20));
    }

    private static double bestOnAGrid(List<Said> knees, int steps) {
        double best = 0;
        for (int a = 0; a <= steps; a++) {
            for (int b = 0; a + b <= steps; b++) {
                FusionRule rule = new FusionRules.Linear(
                        List.of((double) a / steps, (double) b / steps, 1 - (double) (a + b) / steps));
                best = Math.max(best, FusionScore.of(knees, rule).dice());
            }
        }
        return best;
    }

    @Test
    void noWeightsOfAFineGridAreBetterByMoreThanAThousandth() {
        List<Said> knees = knees(Grouping.of(3));
        SimplexFit.Result fit = SimplexFit.of(knees, 1e-3, 1_000_000);
        assertThat(fit.bound() - fit.dice()).isLessThanOrEqualTo(1e-3);
        double grid = bestOnAGrid(knees, 60);
        assertThat(fit.dice()).isGreaterThanOrEqualTo(grid - 1e-3);
        assertThat(grid).isLessThanOrEqualTo(fit.bound() + 1e-9);
        assertThat(FusionScore.of(knees, new FusionRules.Linear(fit.weights())).dice())
                .isCloseTo(fit.dice(), within(2e-4));
        for (int m = 0; m < 3; m++) {
            assertThat(fit.dice())
                    .isGreaterThanOrEqualTo(FusionScore.alone(knees, m).dice());
        }
        assertThat(fit.weights().get(2)).isLessThan(0.2);
    }

    @Test
    void coarserLabelsAreFittedByGroups() {
        List<Said> knees = knees(new Grouping(List.of(List.of(0), List.of(1, 2))));
        SimplexFit.Result fit = SimplexFit.of(knees, 1e-3, 1_000_000);
        assertThat(fit.dice()).isGreaterThanOrEqualTo(bestOnAGrid(knees, 40) - 1e-3);
    }

    /** Each network is good at one class: a weight a class must beat one weight for all. */
    @Test
    void weightsOfClassesBeatOneWeightWhereNetworksAreGoodAtDifferentClasses() {
        List<Said> knees = knees(Grouping.of(3));
        FusionRules.PerClass fit = SoftmaxFit.of(knees);
        double linear = SimplexFit.of(knees, 1e-3, 1_000_000).dice();
        assertThat(FusionScore.of(knees, fit).dice()).isGreaterThan(linear + 0.01);
        assertThat(fit.weights().get(0).get(1))
                .isGreaterThan(fit.weights().get(1).get(1));
        assertThat(fit.weights().get(1).get(2))
                .isGreaterThan(fit.weights().get(0).get(2));
    }

    @Test
    void whatWeightsOfClassesMakeOfAVoxelIsCountedAlsoWhereAllNetworksAgree() {
        Made made = Made.of(5, Grouping.of(3));
        FusionRules.PerClass rule = new FusionRules.PerClass(
                List.of(List.of(1.0, 2.0, 1.0), List.of(1.0, 1.0, 2.0), List.of(1.0, 0.5, 0.5)),
                List.of(-1.2, 0.3, 0.0));
        float[][] sums = new float[3][VOXELS];
        int[] agreed = new int[VOXELS];
        for (int i = 0; i < VOXELS; i++) {
            int[] best = new int[3];
            for (int m = 0; m < 3; m++) {
                float[] p = new float[3];
                for (int c = 0; c < 3; c++) {
                    p[c] = (made.said[m][c * VOXELS + i] & 0xffff) * Said.UNIT;
                }
                rule.add(m, p, sums, i);
                best[m] = FusionRule.best(p);
            }
            agreed[i] = best[0] == best[1] && best[1] == best[2] ? best[0] : -1;
        }
        float[][] fused = rule.finish(sums, 3, 3);
        double[][] expected = new double[3][3];
        int changed = 0;
        for (int i = 0; i < VOXELS; i++) {
            int answer = FusionRule.best(new float[] {fused[0][i], fused[1][i], fused[2][i]});
            expected[made.truth[i]][answer]++;
            changed += agreed[i] >= 0 && agreed[i] != answer ? 1 : 0;
        }
        assertThat(changed).isGreaterThan(20);
        double[][] found = FusionScore.of(List.of(made.gathered(Grouping.of(3), 1 << 20)), rule)
                .pooled();
        double[][] part = FusionScore.of(List.of(made.gathered(Grouping.of(3), 300)), rule)
                .pooled();
        for (int g = 0; g < 3; g++) {
            assertThat(found[g]).containsExactly(expected[g], within(1e-6));
            assertThat(part[g]).containsExactly(expected[g], within(0.06 * VOXELS));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5})
    void theNumberOfThreadsChangesNoBit(int threads) throws Exception {
        List<Said> knees = knees(Grouping.of(3));
        FusionRules.PerClass here = SoftmaxFit.of(knees);
        FusionRules.PerClass there =
                new ForkJoinPool(threads).submit(() -> SoftmaxFit.of(knees)).get();
        assertThat(there).isEqualTo(here);
    }

    @Test
    void aPartOfTheOpenVoxelsStandsForAll() {
        List<Said> all = List.of(knee(1, Grouping.of(3), 1 << 20));
        List<Said> part = List.of(knee(1, Grouping.of(3), 600));
        assertThat(part.get(0).open().count()).isEqualTo(600);
        assertThat(FusionScore.of(part, new FusionRules.Mean()).dice())
                .isCloseTo(FusionScore.of(all, new FusionRules.Mean()).dice(), within(0.03));
        assertThat(FusionScore.alone(part, 1)).usingRecursiveComparison().isEqualTo(FusionScore.alone(all, 1));
    }

    @Test
    void countsAreThoseOfTheVoxels() {
        List<Said> knees = knees(Grouping.of(3));
        FusionScore score = FusionScore.of(knees, new FusionRules.Mean());
        double sum = 0;
        for (double[] row : score.pooled()) {
            for (double n : row) {
                sum += n;
            }
        }
        assertThat(sum).isCloseTo(3 * VOXELS, within(1e-6));
        FusionScore.Counts c = score.pooled(1);
        assertThat(c.dice()).isCloseTo(2 * c.iou() / (1 + c.iou()), within(1e-12));
        assertThat(score.meanIou())
                .isCloseTo((score.pooled(0).iou() + c.iou() + score.pooled(2).iou()) / 3, within(1e-12));
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        Said said = knee(4, Grouping.of(3), 500);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        said.write(new DataOutputStream(bytes));
        Said read = Said.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        assertThat(read).usingRecursiveComparison().isEqualTo(said);
        List<Double> dice = new ArrayList<>();
        for (Said s : List.of(said, read)) {
            dice.add(FusionScore.of(List.of(s), Staple.DEFAULTS).dice());
        }
        assertThat(dice.get(0)).isEqualTo(dice.get(1));
    }
}
