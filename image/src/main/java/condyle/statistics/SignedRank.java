package condyle.statistics;

import java.util.Arrays;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;

/**
 * Wilcoxon's signed-rank test of paired differences, two-sided.
 *
 * <p>Differences of zero are dropped. Exact without ties among up to 1023 pairs, else by the normal approximation with
 * continuity correction. All differences zero, or no pairs, gives p = 1. So few pairs as n cannot give a p below 2 / 2ⁿ: five
 * never reach 0.05.
 *
 * @param pairs differences that went in, zeros included
 * @param statistic sum of the ranks of positive differences
 * @param p chance of so large a statistic, to either side, were there no difference
 */
public record SignedRank(int pairs, double statistic, double p) {

    /**
     * Tests differences.
     *
     * @throws IllegalArgumentException if one is not finite
     */
    public static SignedRank of(double[] differences) {
        for (double d : differences) {
            if (!Double.isFinite(d)) {
                throw new IllegalArgumentException(
                        "signed-rank test: a difference is " + d + "; expected numbers, pairs without one left out");
            }
        }
        // Dropped here, as R and scipy do: the library ranks them (Pratt) and counts them among the ties as well.
        double[] moved = Arrays.stream(differences).filter(d -> d != 0).toArray();
        if (moved.length == 0) {
            return new SignedRank(differences.length, 0, 1);
        }
        WilcoxonSignedRankTest.Result result =
                WilcoxonSignedRankTest.withDefaults().test(moved);
        return new SignedRank(differences.length, result.getStatistic(), result.getPValue());
    }
}
