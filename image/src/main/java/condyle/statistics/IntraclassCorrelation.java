package condyle.statistics;

/**
 * Intraclass correlations of single ratings, each target rated by the same raters.
 *
 * <p>NaN with fewer than two targets or raters, or where no rating differs from another. Source: Shrout and Fleiss 1979,
 * doi:10.1037/0033-2909.86.2.420.
 *
 * @param agreement ICC(2,1): raters drawn at random from many; their constant differences count as disagreement
 * @param consistency ICC(3,1): these raters and no others; their constant differences do not count
 */
public record IntraclassCorrelation(double agreement, double consistency) {

    /** Of ratings by target, then rater. */
    public static IntraclassCorrelation of(double[][] ratings) {
        int n = ratings.length;
        int k = n == 0 ? 0 : ratings[0].length;
        double[] byRater = new double[k];
        double grand = 0;
        for (double[] row : ratings) {
            for (int j = 0; j < k; j++) {
                byRater[j] += row[j] / n;
                grand += row[j] / n / k;
            }
        }
        double targets = 0;
        double rest = 0;
        for (double[] row : ratings) {
            double mean = Moments.mean(row);
            targets += k * (mean - grand) * (mean - grand);
            for (int j = 0; j < k; j++) {
                double e = row[j] - mean - byRater[j] + grand;
                rest += e * e;
            }
        }
        double raters = 0;
        for (double mean : byRater) {
            raters += n * (mean - grand) * (mean - grand);
        }
        double bms = targets / (n - 1);
        double jms = raters / (k - 1);
        double ems = rest / ((n - 1.0) * (k - 1));
        return new IntraclassCorrelation(
                (bms - ems) / (bms + (k - 1) * ems + k * (jms - ems) / n), (bms - ems) / (bms + (k - 1) * ems));
    }
}
