package condyle.measure;

import condyle.statistics.Quantile;
import java.util.Arrays;

/**
 * One measure of real knees against synthetic ones.
 *
 * <p>NaN values, of knees that lack the tissue, are left out.
 *
 * @param measure what is compared; its value means nothing here
 * @param real quantiles 0.25, 0.5, 0.75 of the real knees
 * @param made quantiles 0.1, 0.25, 0.5, 0.75, 0.9 of the synthetic ones
 */
public record Comparison(Measure measure, double[] real, double[] made) {
    /** The synthetic knees' interquartile range may be this much of the real one's. */
    private static final double[] RATIO = {0.5, 3};

    /** Sums up the values of both. */
    public static Comparison of(Measure measure, double[] real, double[] made) {
        return new Comparison(measure, quantiles(real, 0.25, 0.5, 0.75), quantiles(made, 0.1, 0.25, 0.5, 0.75, 0.9));
    }

    /** {@linkplain Quantile Quantiles} of the finite values, NaN without any. */
    static double[] quantiles(double[] values, double... shares) {
        double[] v = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        return Arrays.stream(shares).map(s -> Quantile.of(v, s)).toArray();
    }

    /** Interquartile range of the real knees. */
    public double realRange() {
        return real[2] - real[0];
    }

    /** Interquartile range of the synthetic knees. */
    public double madeRange() {
        return made[3] - made[1];
    }

    /** Whether the real median lies within the synthetic 10th to 90th percentile. */
    public boolean inside() {
        return made[0] <= real[1] && real[1] <= made[4];
    }

    /** Whether the synthetic interquartile range is ½ to 3 times the real one. */
    public boolean ratioFits() {
        return RATIO[0] * realRange() <= madeRange() && madeRange() <= RATIO[1] * realRange();
    }
}
