package condyle.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Numbers to pixels along an axis, with round numbers to mark. */
record Scale(double low, double high, double from, double to) {
    /**
     * Holds all finite values with a little room; an axis of no length is widened.
     *
     * @param from pixel of the low end
     * @param to pixel of the high end
     */
    static Scale around(List<Double> values, double from, double to) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double v : values) {
            if (Double.isFinite(v)) {
                low = Math.min(low, v);
                high = Math.max(high, v);
            }
        }
        if (low > high) {
            return new Scale(0, 1, from, to);
        }
        double room = low == high ? Math.max(1e-3, Math.abs(low) * 0.1) : (high - low) * 0.05;
        return new Scale(low - room, high + room, from, to);
    }

    double at(double value) {
        return from + (value - low) / (high - low) * (to - from);
    }

    /** Steps of 1, 2 or 5 times a power of ten, at most {@code most} of them. */
    List<Double> marks(int most) {
        double step = step(most);
        List<Double> marks = new ArrayList<>();
        for (long k = (long) Math.ceil(low / step); k * step <= high; k++) {
            marks.add(k * step);
        }
        return marks;
    }

    private double step(int most) {
        double step = Math.pow(10, Math.floor(Math.log10((high - low) / most)));
        for (double factor : new double[] {1, 2, 5, 10}) {
            if (count(step * factor) <= most) {
                return step * factor;
            }
        }
        return 20 * step;
    }

    private double count(double step) {
        return Math.floor(high / step) - Math.ceil(low / step) + 1;
    }

    /** A mark's number with as many digits as its neighbours need. */
    String words(double mark, int most) {
        int digits = (int) Math.max(0, -Math.floor(Math.log10(step(most)) + 1e-9));
        String text = String.format(Locale.ROOT, "%,." + digits + "f", mark);
        return text.matches("-0\\.?0*") ? text.substring(1) : text;
    }
}
