package condyle.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** ICC, Bland–Altman and RMS-CV on published data. */
class AgreementStatisticsTest {
    /** Shrout and Fleiss 1979, table 2: six targets, four judges. */
    private static final double[][] JUDGES = {
        {9, 2, 5, 8}, {6, 1, 3, 2}, {8, 4, 6, 8}, {7, 1, 2, 6}, {10, 5, 6, 9}, {6, 2, 4, 7}
    };

    /** Bland and Altman 1986, table 1: peak flow by two meters, first readings, l/min. */
    private static final double[] LARGE = {
        494, 395, 516, 434, 476, 557, 413, 442, 650, 433, 417, 656, 267, 478, 178, 423, 427
    };

    private static final double[] MINI = {
        512, 430, 520, 428, 500, 600, 364, 380, 658, 445, 432, 626, 260, 477, 259, 350, 451
    };

    static double[] differences() {
        double[] d = new double[LARGE.length];
        for (int i = 0; i < d.length; i++) {
            d[i] = LARGE[i] - MINI[i];
        }
        return d;
    }

    private static double[][] pairs() {
        double[][] out = new double[LARGE.length][];
        for (int i = 0; i < out.length; i++) {
            out[i] = new double[] {LARGE[i], MINI[i]};
        }
        return out;
    }

    /** Published: ICC(2,1) = .29 and ICC(3,1) = .71 (table 4); the digits by the mean squares in numpy 1.24.2. */
    @Test
    void correlationsAreThoseOfShroutAndFleiss() {
        IntraclassCorrelation icc = IntraclassCorrelation.of(JUDGES);
        assertThat(icc.agreement()).isCloseTo(0.2897637795275591, within(1e-12));
        assertThat(icc.consistency()).isCloseTo(0.7148407148407149, within(1e-12));
    }

    /** Golden, numpy 1.24.2, the mean squares written out. */
    @Test
    void correlationsOfTwoMetersAgreeWithNumpy() {
        IntraclassCorrelation icc = IntraclassCorrelation.of(pairs());
        assertThat(icc.agreement()).isCloseTo(0.94592840557731, within(1e-12));
        assertThat(icc.consistency()).isCloseTo(0.9429130724069793, within(1e-12));
    }

    @Test
    void constantDifferenceCountsForAgreementOnly() {
        double[][] ratings = {{1, 3}, {2, 4}, {5, 7}, {9, 11}};
        assertThat(IntraclassCorrelation.of(ratings).consistency()).isEqualTo(1);
        assertThat(IntraclassCorrelation.of(ratings).agreement()).isLessThan(0.9);
    }

    @Test
    void correlationOfOneTargetOrNoneIsNaN() {
        assertThat(IntraclassCorrelation.of(new double[][] {{1, 2}}).agreement())
                .isNaN();
        assertThat(IntraclassCorrelation.of(new double[0][]).consistency()).isNaN();
        assertThat(IntraclassCorrelation.of(new double[][] {{2, 2}, {2, 2}}).agreement())
                .isNaN();
    }

    /** Published: mean difference −2.1, standard deviation 38.8 l/min; limits with 1.96 where the paper takes 2. */
    @Test
    void limitsAreThoseOfBlandAndAltman() {
        BlandAltman b = BlandAltman.of(differences());
        assertThat(b.bias()).isCloseTo(-2.1176470588235294, within(1e-12));
        assertThat(b.deviation()).isCloseTo(38.76512987360738, within(1e-10));
        assertThat(b.lower()).isCloseTo(-78.09590546711173, within(1e-9));
        assertThat(b.upper()).isCloseTo(73.86061134946466, within(1e-9));
    }

    /**
     * Golden, numpy 1.24.2 and scipy 1.10.1: with the mean squares {@code b} and {@code w} of a one-way analysis of variance,
     * whose quotient {@code f_oneway} confirms, and {@code m = (N**2 - sum(n**2)) / ((k - 1) * N)} of {@code n} readings of each
     * of {@code k} subjects: {@code sqrt((b - w) / m + w)}; where {@code b < w}: {@code std(all, ddof=1)}.
     */
    @Test
    void limitsOfSeveralReadingsASubjectHoldBothVariances() {
        double[][] differences = {{0.1, -0.6}, {0.3}, {-0.7, -0.6, -0.4}, {-0.2, 0.4}, {0.7}};
        BlandAltman b = BlandAltman.of(differences);
        assertThat(b.bias()).isCloseTo(-0.11111111111111097, within(1e-12));
        assertThat(b.deviation()).isCloseTo(0.5276367478051627, within(1e-12));
        assertThat(BlandAltman.of(new double[][] {{1, 3}, {2, 2.5}, {3, 1}}).deviation())
                .isCloseTo(0.9174239296348591, within(1e-12));
    }

    @Test
    void limitsOfOneReadingASubjectAreThePlainOnes() {
        double[] d = differences();
        double[][] bySubject = Arrays.stream(d).mapToObj(x -> new double[] {x}).toArray(double[][]::new);
        assertThat(BlandAltman.of(bySubject).deviation())
                .isCloseTo(BlandAltman.of(d).deviation(), within(1e-10));
        assertThat(BlandAltman.of(new double[][] {{1}}).deviation()).isNaN();
        assertThat(BlandAltman.of(new double[0][]).lower()).isNaN();
    }

    /** Golden, numpy 1.24.2: {@code sqrt(mean((|a - b| / sqrt(2) / ((a + b) / 2))**2))}. */
    @Test
    void variationAgreesWithNumpy() {
        assertThat(Variation.rms(pairs())).isCloseTo(0.08339747550485667, within(1e-12));
    }

    @Test
    void pairOfZerosIsLeftOutAndOneZeroIsAllVariation() {
        assertThat(Variation.rms(new double[][] {{0, 0}, {3, 3}})).isZero();
        assertThat(Variation.rms(new double[][] {{0, 3}})).isCloseTo(Math.sqrt(2), within(1e-12));
        assertThat(Variation.rms(new double[][] {{0, 0}})).isNaN();
    }
}
