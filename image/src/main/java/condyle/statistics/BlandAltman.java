package condyle.statistics;

import java.util.Arrays;

/**
 * Bias of one measurement against another and the limits within which 95 % of their differences lie, were those normal.
 *
 * <p>NaN of too few differences. Source: Bland and Altman 1986, doi:10.1016/S0140-6736(86)90837-8; of several readings a
 * subject 2007, doi:10.1080/10543400701329422, where what is measured differs from reading to reading.
 *
 * @param bias mean difference
 * @param deviation standard deviation of a difference
 */
public record BlandAltman(double bias, double deviation) {
    private static final double NORMAL_95 = 1.959963984540054;

    /** Of differences, one a subject; those that are not finite are left out. */
    public static BlandAltman of(double[] differences) {
        Moments m = Moments.of(differences);
        return new BlandAltman(m.mean(), m.deviation());
    }

    /**
     * Of differences by subject, at least one each, all finite: the variance is that between subjects and that within, by a
     * one-way analysis of variance. The sample variance of all readings would be too small where those of a subject are alike;
     * where they are not, or there is one each, it is what comes out.
     */
    public static BlandAltman of(double[][] bySubject) {
        double[] all = Arrays.stream(bySubject).flatMapToDouble(Arrays::stream).toArray();
        int subjects = bySubject.length;
        double grand = Moments.mean(all);
        double between = 0;
        double within = 0;
        double squares = 0;
        for (double[] own : bySubject) {
            double mean = Moments.mean(own);
            between += own.length * (mean - grand) * (mean - grand);
            for (double d : own) {
                within += (d - mean) * (d - mean);
            }
            squares += (double) own.length * own.length;
        }
        double total = (between + within) / (all.length - 1);
        between /= subjects - 1;
        within /= all.length - subjects;
        if (!(between > within)) {
            return new BlandAltman(grand, Math.sqrt(total));
        }
        double each = (all.length - squares / all.length) / (subjects - 1);
        return new BlandAltman(grand, Math.sqrt((between - within) / each + within));
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
