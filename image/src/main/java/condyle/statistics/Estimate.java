package condyle.statistics;

/** A number with its 95 % interval; NaN where there are too few data for it. */
public record Estimate(double value, double low, double high) {
    /** Nothing to estimate from. */
    public static final Estimate NONE = new Estimate(Double.NaN, Double.NaN, Double.NaN);
}
