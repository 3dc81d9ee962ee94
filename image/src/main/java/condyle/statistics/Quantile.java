package condyle.statistics;

/**
 * Quantiles of samples, linear between the sorted values: type 7 of Hyndman and Fan 1996, doi:10.1080/00031305.1996.10473566,
 * which is NumPy's default.
 */
public final class Quantile {
    private Quantile() {}

    /** The value below which a share, 0 to 1, of ascending values lies; NaN of none. */
    public static double of(double[] sorted, double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double at = share * (sorted.length - 1);
        int low = (int) at;
        return sorted[low] + (at - low) * (sorted[Math.min(low + 1, sorted.length - 1)] - sorted[low]);
    }
}
