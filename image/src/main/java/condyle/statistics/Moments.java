package condyle.statistics;

import java.util.Arrays;

/** Mean and sample standard deviation (n − 1) of the finite ones of some numbers; NaN of too few. */
record Moments(double mean, double deviation, int n) {

    static Moments of(double... values) {
        double[] v = Arrays.stream(values).filter(Double::isFinite).toArray();
        double mean = mean(v);
        double squares = 0;
        for (double x : v) {
            squares += (x - mean) * (x - mean);
        }
        return new Moments(mean, v.length < 2 ? Double.NaN : Math.sqrt(squares / (v.length - 1)), v.length);
    }

    /** Plain mean, added up in order; NaN of none. */
    static double mean(double... values) {
        double sum = 0;
        for (double v : values) {
            sum += v;
        }
        return sum / values.length;
    }

    /** The mean of the finite numbers; NaN of none. */
    static double finiteMean(double... values) {
        return of(values).mean();
    }
}
