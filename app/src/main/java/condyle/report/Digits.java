package condyle.report;

import java.util.Locale;

/** Numbers in tables: so many digits behind the point, a dash for none. */
final class Digits {
    private Digits() {}

    /** A number; thousands are set apart. */
    static String of(double value, int decimals) {
        if (Double.isNaN(value)) {
            return "–";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : "−∞";
        }
        String text = String.format(Locale.ROOT, "%,." + decimals + "f", value);
        String bare = text.matches("-0\\.?0*") ? text.substring(1) : text;
        return bare.replace('-', '−');
    }

    /** A number with its sign. */
    static String signed(double value, int decimals) {
        String text = of(value, decimals);
        return text.startsWith("−") || text.matches("[0.]+|–") ? text : "+" + text;
    }

    /** A p-value: two digits, or that it is smaller than all that count. */
    static String p(double p) {
        return Double.isNaN(p)
                ? "–"
                : p < 0.0001
                        ? "<0.0001"
                        : String.format(Locale.ROOT, p < 0.001 ? "%.4f" : p < 0.1 ? "%.3f" : "%.2f", p);
    }
}
