package condyle.config;

/**
 * Ranges of settings, for the compact constructors of configuration records.
 *
 * <p>Messages begin with the component's name, so that the reader can put the key path before it. NaN is never in
 * range.
 */
public final class Check {
    private Check() {}

    /** Requires {@code value >= low}. */
    public static void atLeast(String name, double value, double low) {
        require(value >= low, name, value, "at least " + text(low));
    }

    /** Requires {@code value > low}. */
    public static void above(String name, double value, double low) {
        require(value > low, name, value, "above " + text(low));
    }

    /** Requires {@code low <= value <= high}. */
    public static void within(String name, double value, double low, double high) {
        require(value >= low && value <= high, name, value, text(low) + " to " + text(high));
    }

    /** Requires {@code 0 <= value < 1}. */
    public static void belowOne(String name, double value) {
        require(value >= 0 && value < 1, name, value, "0 to below 1");
    }

    /** Requires a name that files and folders can have: letters, digits, '-', '_' and, not first, '.'. */
    public static void fileName(String name, String value) {
        if (!value.matches("[\\p{L}\\p{N}_-][\\p{L}\\p{N}._-]*")) {
            throw new IllegalArgumentException(name + ": '" + value + "' cannot name files; expected letters, digits, "
                    + "'-', '_' and '.', and no '.' first");
        }
    }

    private static void require(boolean right, String name, double value, String expected) {
        if (!right) {
            throw new IllegalArgumentException(name + ": " + text(value) + " is out of range, expected " + expected);
        }
    }

    /** Shortest text that reads back as the number: {@code 3}, {@code 0.25}, {@code 1e-5}. */
    static String text(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e7) {
            return Long.toString((long) value);
        }
        return Double.toString(value).replace(".0E", "e").replace('E', 'e');
    }
}
