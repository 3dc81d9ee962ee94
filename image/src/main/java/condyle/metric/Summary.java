package condyle.metric;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * One metric of one tissue over cases: mean, sample standard deviation, worst value, over {@code n} cases.
 *
 * <p>NaN and infinite values are left out, and counted: a tissue empty on both sides, or a distance to an empty one. With
 * no case left the numbers are NaN; with one the deviation is.
 */
public record Summary(double mean, double deviation, double worst, int n, int leftOut) {

    /** Sums up the values of a metric. */
    public static Summary of(Metric metric, List<Double> values) {
        double[] finite = values.stream()
                .mapToDouble(Double::doubleValue)
                .filter(Double::isFinite)
                .toArray();
        double sum = 0;
        for (double v : finite) {
            sum += v;
        }
        double mean = sum / finite.length;
        double squares = 0;
        for (double v : finite) {
            squares += (v - mean) * (v - mean);
        }
        double deviation = finite.length < 2 ? Double.NaN : Math.sqrt(squares / (finite.length - 1));
        double worst = values.stream()
                .filter(Double::isFinite)
                .max(Comparator.comparingDouble(metric::badness))
                .orElse(Double.NaN);
        return new Summary(mean, deviation, worst, finite.length, values.size() - finite.length);
    }

    /** The mean and, of several cases, ± deviation, with the given digits behind the point; a dash without a case. */
    public String toString(int decimals) {
        if (n == 0) {
            return "–";
        }
        String text = fixed(mean, decimals);
        return n == 1 ? text : text + " ± " + fixed(deviation, decimals);
    }

    private static String fixed(double value, int decimals) {
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        return text.matches("-0\\.?0*") ? text.substring(1) : text;
    }
}
