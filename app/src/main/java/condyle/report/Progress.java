package condyle.report;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * How far a long job is: on a terminal one line that is written over, elsewhere a plain line from time to time.
 *
 * <p>The time to go is what the work so far took, carried on; it is told after two seconds. Not for several threads at
 * once.
 */
public final class Progress implements AutoCloseable {
    private static final long OVERWRITE_NANOS = 200_000_000L;
    private static final long PLAIN_NANOS = 20_000_000_000L;
    private static final long TELL_AFTER_NANOS = 2_000_000_000L;
    private static final int BAR = 24;

    /** Where the lines go. */
    public enum Screen {
        /** One line, written over. */
        TERMINAL,
        /** Lines that stay, for files and pipes. */
        PLAIN;

        /** What standard error is: the launcher asks the system and passes the answer on. */
        public static Screen ofStandardError() {
            return Boolean.getBoolean("condyle.terminal") ? TERMINAL : PLAIN;
        }
    }

    private final PrintWriter out;
    private final Screen screen;
    private final String what;
    private final LongSupplier clock;
    private final long begun;
    private long told;
    private int width;

    /** Starts a job; {@code what} names it, such as the case. */
    public static Progress of(String what, PrintWriter out) {
        return new Progress(what, out, Screen.ofStandardError(), System::nanoTime);
    }

    Progress(String what, PrintWriter out, Screen screen, LongSupplier clock) {
        this.what = what;
        this.out = out;
        this.screen = screen;
        this.clock = clock;
        this.begun = clock.getAsLong();
        this.told = screen == Screen.TERMINAL ? begun - OVERWRITE_NANOS : begun;
    }

    /** Tells that a share (0–1) of the work is done and what is being done now. */
    public void at(double share, String doing) {
        long now = clock.getAsLong();
        if (now - told < (screen == Screen.TERMINAL ? OVERWRITE_NANOS : PLAIN_NANOS)) {
            return;
        }
        told = now;
        double done = Math.max(0, Math.min(1, share));
        String line = String.format(Locale.ROOT, "%3.0f %%  %s%s", 100 * done, doing, toGo(done, now - begun));
        if (screen == Screen.TERMINAL) {
            int full = (int) Math.round(BAR * done);
            overwrite(what + "  " + "█".repeat(full) + "░".repeat(BAR - full) + " " + line);
        } else {
            out.println(what + ": " + line.strip());
            out.flush();
        }
    }

    private static String toGo(double done, long nanos) {
        if (done <= 0 || done >= 1 || nanos < TELL_AFTER_NANOS) {
            return "";
        }
        return ", " + words(Duration.ofNanos((long) (nanos / done * (1 - done)))) + " to go";
    }

    /** A duration in words: {@code 8 s}, {@code 2 min 10 s}, {@code 3 h 05 min}. */
    public static String words(Duration d) {
        long s = Math.round(d.toMillis() / 1000.0);
        if (s < 60) {
            return s + " s";
        }
        return s < 3600
                ? String.format(Locale.ROOT, "%d min %02d s", s / 60, s % 60)
                : String.format(Locale.ROOT, "%d h %02d min", s / 3600, s / 60 % 60);
    }

    private void overwrite(String line) {
        out.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
        out.flush();
        width = line.length();
    }

    /** Clears the line on a terminal; what comes next starts at its left edge. */
    @Override
    public void close() {
        if (screen == Screen.TERMINAL && width > 0) {
            out.print("\r" + " ".repeat(width) + "\r");
            out.flush();
            width = 0;
        }
    }
}
