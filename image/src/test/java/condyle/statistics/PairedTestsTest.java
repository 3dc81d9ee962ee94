package condyle.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PairedTestsTest {
    /** Plant heights, as scipy's documentation has them; {@code scipy.stats.wilcoxon(d)}: p = 0.041259765625, exact. */
    @Test
    void exactTestAgreesWithScipy() {
        SignedRank t = SignedRank.of(new double[] {6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75});
        assertThat(t.pairs()).isEqualTo(15);
        assertThat(t.statistic()).isEqualTo(96);
        assertThat(t.p()).isCloseTo(0.041259765625, within(1e-15));
    }

    /** Golden, scipy 1.10.1: {@code wilcoxon(d, zero_method="wilcox", correction=True, method="approx")}. */
    @Test
    void testWithTiesAndZerosAgreesWithScipy() {
        double[] ties = {0.25, -0.1, 0.1, 0.5, 0.25, -0.25, 0.75, 0.3, 0.6, 0.45};
        assertThat(SignedRank.of(ties).p()).isCloseTo(0.027904030795170242, within(1e-12));
        double[] zeros = {0.25, -0.1, 0.1, 0.5, 0.0, 0.25, -0.25, 0.75, 0.3, 0.0, 0.6, 0.45};
        assertThat(SignedRank.of(zeros).p()).isCloseTo(0.027904030795170242, within(1e-12));
    }

    @Test
    void fivePairsNeverReachFivePerCent() {
        assertThat(SignedRank.of(new double[] {1, 2, 3, 4, 5}).p()).isEqualTo(0.0625);
    }

    @Test
    void noDifferenceAndNoPairsAreNoFinding() {
        assertThat(SignedRank.of(new double[3])).isEqualTo(new SignedRank(3, 0, 1));
        assertThat(SignedRank.of(new double[0])).isEqualTo(new SignedRank(0, 0, 1));
    }

    @Test
    void differenceThatIsNoNumberIsRefused() {
        assertThatThrownBy(() -> SignedRank.of(new double[] {1, Double.POSITIVE_INFINITY}))
                .hasMessage("signed-rank test: a difference is Infinity; expected numbers, pairs without one left out");
    }

    /** By hand: sorted 0.005·4, 0.01·3, 0.03·2, 0.04·1, each no less than the one before. */
    @Test
    void holmStepsDown() {
        assertThat(Holm.adjust(new double[] {0.01, 0.04, 0.03, 0.005}))
                .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-15));
        assertThat(Holm.adjust(new double[] {0.6, 0.9})).containsExactly(1, 1);
        assertThat(Holm.adjust(new double[] {0.02, Double.NaN, 0.01}))
                .containsExactly(new double[] {0.02, Double.NaN, 0.02}, within(1e-15));
    }
}
