package condyle.statistics;

/**
 * Bias of one measurement against another and the limits within which 95 % of their differences lie, were those normal.
 *
 * <p>NaN of too few differences. Source: Bland and Altman 1986, doi:10.1016/S0140-6736(86)90837-8.
 *
 * @param bias mean difference
 * @param deviation sample standard deviation of the differences
 */
public record BlandAltman(double bias, double deviation) {
    private static final double NORMAL_95 = 1.959963984540054;

    /** Of differences; those that are not finite are left out. */
    public static BlandAltman of(double[] differences) {
        Moments m = Moments.of(differences);
        return new BlandAltman(m.mean(), m.deviation());
    }

    /** Lower limit of agreement. */
    public double lower() {
        return bias - NORMAL_95 * deviation;
    }

    /** Upper limit of agreement. */
    public double upper() {
        return bias + NORMAL_95 * deviation;
    }
}
