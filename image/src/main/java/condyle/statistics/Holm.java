package condyle.statistics;

import java.util.Arrays;
import java.util.Comparator;

/** Holm's step-down correction of several p-values (Holm 1979): the chance of one false finding among all stays at p. */
public final class Holm {
    private Holm() {}

    /** Corrected p-values in the given order; NaN stays NaN and does not count. */
    public static double[] adjust(double[] p) {
        Integer[] order = new Integer[p.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> p[i]));
        long tests = Arrays.stream(p).filter(v -> !Double.isNaN(v)).count();
        double[] out = new double[p.length];
        double largest = 0;
        for (int rank = 0; rank < p.length; rank++) {
            int i = order[rank];
            largest = Math.max(largest, Math.min(1, p[i] * (tests - rank)));
            out[i] = Double.isNaN(p[i]) ? Double.NaN : largest;
        }
        return out;
    }
}
