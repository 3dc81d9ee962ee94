package condyle.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Bootstrap of whole clusters: 95 % intervals of statistics whose readings hang together, as those of one subject do.
 *
 * <p>Each resample draws as many clusters as there are, with replacement, and takes all readings of each. Intervals are
 * bias-corrected and accelerated (BCa), the acceleration by leaving out one cluster at a time. Source: Efron 1987,
 * doi:10.1080/01621459.1987.10478410. One seed gives the same draws for ever, so intervals of several statistics of the same
 * clusters rest on the same resamples. With fewer than about ten clusters the intervals are too narrow.
 *
 * <p>Differs from it: where all resamples lie on one side of the estimate, the share of those below is taken as half of one
 * resample, not none, so that the interval stays finite.
 */
public final class Bootstrap {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final double TAIL = 0.025;

    private final int clusters;
    private final int[][] draws;

    private Bootstrap(int clusters, int[][] draws) {
        this.clusters = clusters;
        this.draws = draws;
    }

    /** Draws {@code resamples} times from so many clusters. */
    public static Bootstrap of(int clusters, int resamples, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[][] draws = new int[clusters < 2 ? 0 : resamples][clusters];
        for (int[] draw : draws) {
            for (int i = 0; i < clusters; i++) {
                draw[i] = random.nextInt(clusters);
            }
        }
        return new Bootstrap(clusters, draws);
    }

    /** Takes given draws, each of as many numbers of clusters as there are. */
    static Bootstrap of(int[][] draws) {
        return new Bootstrap(draws[0].length, draws);
    }

    /** The mean of one number a cluster; NaN bounds of fewer than two. */
    public Estimate mean(double[] values) {
        return estimates(of -> new double[] {meanOf(values, of)})[0];
    }

    private static double meanOf(double[] values, int[] of) {
        double sum = 0;
        for (int c : of) {
            sum += values[c];
        }
        return sum / of.length;
    }

    /**
     * Several statistics at once.
     *
     * @param statistics of the readings of some clusters, each named as often as it was drawn; NaN where it has no value
     */
    public Estimate[] estimates(Function<int[], double[]> statistics) {
        int[] all = new int[clusters];
        Arrays.setAll(all, c -> c);
        double[] value = statistics.apply(all);
        double[][] resampled = transpose(Arrays.stream(draws).map(statistics).toArray(double[][]::new), value.length);
        IntFunction<double[]> without = c ->
                statistics.apply(Arrays.stream(all).filter(other -> other != c).toArray());
        double[][] jackknife = draws.length == 0
                ? new double[value.length][0]
                : transpose(Arrays.stream(all).mapToObj(without).toArray(double[][]::new), value.length);
        Estimate[] out = new Estimate[value.length];
        for (int s = 0; s < out.length; s++) {
            out[s] = bca(value[s], resampled[s], jackknife[s]);
        }
        return out;
    }

    private static double[][] transpose(double[][] rows, int columns) {
        double[][] out = new double[columns][rows.length];
        for (int r = 0; r < rows.length; r++) {
            for (int c = 0; c < columns; c++) {
                out[c][r] = rows[r][c];
            }
        }
        return out;
    }

    private static Estimate bca(double value, double[] resampled, double[] jackknife) {
        double[] sorted =
                Arrays.stream(resampled).filter(Double::isFinite).sorted().toArray();
        if (!Double.isFinite(value) || sorted.length == 0) {
            return new Estimate(value, Double.NaN, Double.NaN);
        }
        double below = 0;
        for (double v : sorted) {
            below += v < value ? 1 : v == value ? 0.5 : 0;
        }
        double edge = 0.5 / sorted.length;
        double bias = NORMAL.inverseCumulativeProbability(Math.max(edge, Math.min(1 - edge, below / sorted.length)));
        double bend = acceleration(jackknife);
        return new Estimate(
                value,
                Quantile.of(sorted, share(bias, bend, NORMAL.inverseCumulativeProbability(TAIL))),
                Quantile.of(sorted, share(bias, bend, -NORMAL.inverseCumulativeProbability(TAIL))));
    }

    private static double share(double bias, double bend, double z) {
        return NORMAL.cumulativeProbability(bias + (bias + z) / (1 - bend * (bias + z)));
    }

    private static double acceleration(double[] jackknife) {
        double[] v = Arrays.stream(jackknife).filter(Double::isFinite).toArray();
        double mean = Moments.mean(v);
        double cubes = 0;
        double squares = 0;
        for (double x : v) {
            cubes += Math.pow(mean - x, 3);
            squares += Math.pow(mean - x, 2);
        }
        return squares > 0 ? cubes / (6 * Math.pow(squares, 1.5)) : 0;
    }
}
