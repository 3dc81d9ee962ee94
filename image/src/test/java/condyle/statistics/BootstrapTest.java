package condyle.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BootstrapTest {
    private static final double[] X = {3, 1, 4, 1.5, 9};

    /** All 5⁵ ways to draw five of five. */
    private static int[][] everyDraw() {
        int[][] out = new int[3125][5];
        for (int i = 0; i < out.length; i++) {
            for (int k = 0, rest = i; k < 5; k++, rest /= 5) {
                out[i][4 - k] = rest % 5;
            }
        }
        return out;
    }

    private static double deviation(int[] of) {
        return Moments.of(Arrays.stream(of).mapToDouble(i -> X[i]).toArray()).deviation();
    }

    /**
     * Golden, scipy 1.10.1: {@code dr = np.array(list(itertools.product(range(5), repeat=5)))}, {@code th = np.mean(x[dr],
     * axis=-1)}, {@code a1, a2 = _resampling._bca_interval((x,), np.mean, -1, 0.025, th, None)[:2]}, {@code np.percentile(th, [100
     * * a1, 100 * a2])}; the same with {@code np.std(…, ddof=1)}.
     */
    @Test
    void intervalsOfEveryDrawAgreeWithScipy() {
        Bootstrap all = Bootstrap.of(everyDraw());
        assertThat(all.mean(X)).satisfies(e -> {
            assertThat(e.value()).isCloseTo(3.7, within(1e-12));
            assertThat(e.low()).isCloseTo(1.9, within(1e-9));
            assertThat(e.high()).isCloseTo(7.283665719930286, within(1e-9));
        });
        assertThat(all.estimates(of -> new double[] {deviation(of)})[0]).satisfies(e -> {
            assertThat(e.value()).isCloseTo(3.1937438845342623, within(1e-12));
            assertThat(e.low()).isCloseTo(1.0246950765959597, within(1e-9));
            assertThat(e.high()).isCloseTo(4.3817804600413295, within(1e-9));
        });
    }

    /**
     * Golden, scipy 1.10.1, Bland and Altman's meters: {@code bootstrap((d,), f, n_resamples=200000, method="BCa",
     * random_state=1)} of the mean and of {@code mean - 1.96 sd}; the tolerance is that of 20,000 draws.
     */
    @Test
    void intervalsOfDrawnResamplesAgreeWithScipy() {
        double[] d = AgreementStatisticsTest.differences();
        Estimate[] e = Bootstrap.of(d.length, 20_000, 1).estimates(of -> {
            BlandAltman b =
                    BlandAltman.of(Arrays.stream(of).mapToDouble(i -> d[i]).toArray());
            return new double[] {b.bias(), b.lower()};
        });
        assertThat(e[0].low()).isCloseTo(-19.18, within(0.8));
        assertThat(e[0].high()).isCloseTo(16.65, within(0.8));
        assertThat(e[1].low()).isCloseTo(-118.88, within(2.0));
        assertThat(e[1].high()).isCloseTo(-56.84, within(1.5));
    }

    /** Prediction and reference of five subjects, one to three readings each. */
    private static final double[][][] SUBJECTS = {
        {{5.1, 5.0}, {4.6, 5.2}},
        {{7.3, 7.0}},
        {{6.2, 6.9}, {6.0, 6.6}, {6.4, 6.8}},
        {{3.9, 4.1}, {4.4, 4.0}},
        {{8.8, 8.1}}
    };

    private static double[] agreement(int[] of) {
        double[][] pairs = Arrays.stream(of)
                .boxed()
                .flatMap(s -> Arrays.stream(SUBJECTS[s]))
                .toArray(double[][]::new);
        double[] d = Arrays.stream(pairs).mapToDouble(p -> p[0] - p[1]).toArray();
        return new double[] {
            BlandAltman.of(d).lower(), IntraclassCorrelation.of(pairs).agreement()
        };
    }

    /**
     * Golden, scipy 1.10.1, as above with {@code x = np.arange(5)} and a statistic that first joins the readings of the subjects
     * drawn: {@code mean(d) - norm.ppf(.975) * std(d, ddof=1)}, and ICC(2,1) from its mean squares.
     */
    @Test
    void intervalsOfSubjectsWithSeveralReadingsAgreeWithScipy() {
        Estimate[] e = Bootstrap.of(everyDraw()).estimates(BootstrapTest::agreement);
        assertThat(e[0].value()).isCloseTo(-1.1029983460605037, within(1e-12));
        assertThat(e[0].low()).isCloseTo(-1.4036778761126816, within(1e-9));
        assertThat(e[0].high()).isCloseTo(-0.7277627713361341, within(1e-9));
        assertThat(e[1].value()).isCloseTo(0.9460876076375887, within(1e-12));
        assertThat(e[1].low()).isCloseTo(0.7716129032258063, within(1e-9));
        assertThat(e[1].high()).isCloseTo(0.9794006288904576, within(1e-9));
    }

    @Test
    void oneSeedGivesTheSameBytes() {
        assertThat(Bootstrap.of(5, 500, 7).mean(X))
                .isEqualTo(Bootstrap.of(5, 500, 7).mean(X));
        assertThat(Bootstrap.of(5, 500, 8).mean(X))
                .isNotEqualTo(Bootstrap.of(5, 500, 7).mean(X));
        // Written down once, so that a change of the generator is noticed.
        assertThat(Bootstrap.of(5, 500, 7).mean(X).low()).isEqualTo(LOW_OF_SEED_7);
    }

    private static final double LOW_OF_SEED_7 = 1.7;

    @Test
    void readingsOfOneSubjectAreDrawnTogether() {
        // Two subjects with three equal readings each: drawn one by one the six would spread much less.
        double[] readings = {0, 0, 0, 1, 1, 1};
        List<double[]> seen = new ArrayList<>();
        Bootstrap.of(2, 200, 1).estimates(of -> {
            double[] drawn = Arrays.stream(of)
                    .boxed()
                    .flatMapToDouble(s -> Arrays.stream(readings, 3 * s, 3 * s + 3))
                    .toArray();
            seen.add(drawn);
            return new double[] {Moments.mean(drawn)};
        });
        assertThat(seen)
                .allMatch(d -> d.length % 3 == 0 && List.of(0.0, 0.5, 1.0).contains(Moments.mean(d)));
    }

    @Test
    void fewerThanTwoSubjectsHaveNoInterval() {
        assertThat(Bootstrap.of(1, 100, 1).mean(new double[] {2})).isEqualTo(new Estimate(2, Double.NaN, Double.NaN));
        assertThat(Bootstrap.of(0, 100, 1).mean(new double[0])).isEqualTo(Estimate.NONE);
    }

    @Test
    void equalSubjectsHaveAnIntervalOfNoWidth() {
        assertThat(Bootstrap.of(4, 100, 1).mean(new double[] {2, 2, 2, 2})).isEqualTo(new Estimate(2, 2, 2));
    }
}
