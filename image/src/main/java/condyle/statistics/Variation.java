package condyle.statistics;

/** Root mean square coefficient of variation of pairs of readings. */
public final class Variation {
    private Variation() {}

    /**
     * √ of the mean of (standard deviation / mean)² over the pairs, a pair's deviation being its difference / √2; as a share,
     * not per cent. A pair of zeros is left out; NaN without pairs. Source: Glüer et al. 1995, doi:10.1007/BF01774016.
     */
    public static double rms(double[][] pairs) {
        double sum = 0;
        int n = 0;
        for (double[] p : pairs) {
            double mean = (p[0] + p[1]) / 2;
            if (mean != 0) {
                double cv = (p[0] - p[1]) / Math.sqrt(2) / mean;
                sum += cv * cv;
                n++;
            }
        }
        return Math.sqrt(sum / n);
    }
}
