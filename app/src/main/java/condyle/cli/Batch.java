package condyle.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Several cases, one after the other: a bad one is told and passed over, at the end all bad ones are listed. */
final class Batch {
    private final PrintWriter err;
    private final Runnable clear;
    private final Map<String, String> bad = new LinkedHashMap<>();
    private final Set<String> seen = new HashSet<>();

    Batch(PrintWriter err) {
        this(err, () -> {});
    }

    /** With what makes room on the terminal before a bad case is told. */
    Batch(PrintWriter err, Runnable clear) {
        this.err = err;
        this.clear = clear;
    }

    /** The work on one case. */
    interface Work {
        void run() throws IOException;
    }

    /** Works on one case and gives whether it went well. */
    boolean run(String name, Work work) {
        seen.add(name);
        try {
            work.run();
            return true;
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            fail(name, e);
            return false;
        }
    }

    /** Tells why a case cannot be worked on. */
    void fail(String name, Throwable why) {
        seen.add(name);
        String line = Failures.line(why);
        bad.put(name, line.contains(name) ? line : name + ": " + line);
        clear.run();
        Failures.tell(err, why, bad.get(name));
    }

    /** Notes a case as bad that was told already. */
    void mark(String name, String why) {
        bad.putIfAbsent(name, why);
    }

    /** The bad cases with their reasons. */
    Map<String, String> bad() {
        return bad;
    }

    /** Lists the bad cases where there were several and gives the exit code. */
    int end() {
        if (seen.size() > 1 && !bad.isEmpty()) {
            clear.run();
            err.println("condyle: " + bad.size() + " of " + seen.size() + " cases need attention:");
            bad.forEach((name, why) -> err.println("  " + (why.contains(name) ? why : name + ": " + why)));
            err.flush();
        }
        return bad.isEmpty() ? 0 : Failures.FAILED;
    }
}
