package condyle.plan;

import condyle.image.Vec;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as a plan writes them. */
final class Words {
    private static final double GIGABYTE = 1L << 30;

    private Words() {}

    /** With its noun: {@code 1 case}, {@code 2 cases}, {@code 2 classes}. */
    static String count(long n, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", n, noun, n == 1 ? "" : noun.endsWith("s") ? "es" : "s");
    }

    /** Three significant digits at the most, as plain as they can be: {@code 92.1}, {@code 0.365}, {@code 2}. */
    static String number(double value) {
        return plain(value, 3);
    }

    /** A length of voxels: four significant digits, so that the voxels of a scan stay whole. */
    static String mm(double value) {
        return plain(value, 4);
    }

    private static String plain(double value, int digits) {
        return value == 0
                ? "0"
                : new BigDecimal(value)
                        .round(new MathContext(digits))
                        .stripTrailingZeros()
                        .toPlainString();
    }

    /** A spacing as a file takes it: one number, or three. */
    static String spacing(Vec s) {
        String x = mm(s.x());
        return x.equals(mm(s.y())) && x.equals(mm(s.z())) ? x : "[" + x + ", " + mm(s.y()) + ", " + mm(s.z()) + "]";
    }

    /** Three numbers with crosses between. */
    static String across(Vec v) {
        return number(v.x()) + "×" + number(v.y()) + "×" + number(v.z());
    }

    static String percent(double share) {
        return Math.max(1, Math.round(100 * share)) + " %";
    }

    static String memory(double bytes) {
        return bytes < GIGABYTE
                ? Math.round(bytes / (1 << 20)) + " MB"
                : String.format(Locale.ROOT, "%.1f GB", bytes / GIGABYTE);
    }

    /** Seconds, minutes or hours. */
    static String time(double seconds) {
        if (seconds < 100) {
            return number(seconds) + " s";
        }
        return seconds < 6000 ? Math.round(seconds / 60) + " min" : number(seconds / 3600) + " h";
    }
}
