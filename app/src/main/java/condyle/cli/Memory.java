package condyle.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Memory that Java may use and that the machine has left. */
final class Memory {
    private static final List<Path> LIMITS =
            List.of(Path.of("/sys/fs/cgroup/memory.max"), Path.of("/sys/fs/cgroup/memory/memory.limit_in_bytes"));
    private static final List<Path> USED =
            List.of(Path.of("/sys/fs/cgroup/memory.current"), Path.of("/sys/fs/cgroup/memory/memory.usage_in_bytes"));

    private Memory() {}

    /**
     * Checks before a job that there is enough memory for it.
     *
     * @param what the job, for the message
     * @param heap bytes needed for Java's own arrays
     * @param all bytes needed in all
     * @throws IOException saying how much is needed and how much there is
     */
    static void require(String what, long heap, long all) throws IOException {
        // The machine first: no option for Java helps where the machine is too small.
        long free = free();
        if (all > free) {
            throw new IOException(what + ": needs about " + words(all) + " of memory, " + words(free)
                    + " are free; close other programs or use a machine with more");
        }
        long allowed = Runtime.getRuntime().maxMemory();
        if (heap > allowed) {
            throw new IOException(String.format(
                    Locale.ROOT,
                    "%s: needs %s of memory for Java, which may use %s; give it more with CONDYLE_JAVA_OPTS=-Xmx%dg",
                    what,
                    words(heap),
                    words(allowed),
                    (heap >> 30) + 1));
        }
    }

    static String exhausted() {
        return "out of memory: Java may use " + words(Runtime.getRuntime().maxMemory())
                + "; give it more with CONDYLE_JAVA_OPTS=-Xmx6g";
    }

    static String words(long bytes) {
        return bytes < 1L << 30
                ? (bytes >> 20) + " MB"
                : String.format(Locale.ROOT, "%.1f GB", bytes / (double) (1L << 30));
    }

    /** Bytes of the machine or the container, the smaller; 8 GB where it cannot be told. */
    static long machine() {
        long machine = line("MemTotal:");
        long least = Math.min(machine, number(LIMITS));
        return least == Long.MAX_VALUE ? 8L << 30 : least;
    }

    /** Bytes the machine, or the container, can still give, with what Java holds already; a huge number if unknown. */
    private static long free() {
        long held = Runtime.getRuntime().totalMemory();
        long machine = line("MemAvailable:");
        long limit = number(LIMITS);
        long used = number(USED);
        long container = limit == Long.MAX_VALUE || used == Long.MAX_VALUE ? Long.MAX_VALUE : limit - used;
        long least = Math.min(machine, container);
        return least > Long.MAX_VALUE - held ? least : least + held;
    }

    private static long line(String name) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/meminfo"))) {
                if (line.startsWith(name)) {
                    return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
        } catch (IOException e) {
            // Not Linux: nothing to compare with.
        }
        return Long.MAX_VALUE;
    }

    private static long number(List<Path> files) {
        for (Path f : files) {
            try {
                String text = Files.readString(f).strip();
                return text.matches("\\d{1,18}") ? Long.parseLong(text) : Long.MAX_VALUE;
            } catch (IOException e) {
                // Not this kind of container.
            }
        }
        return Long.MAX_VALUE;
    }
}
