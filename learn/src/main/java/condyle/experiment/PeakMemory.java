package condyle.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** The most memory that this process had resident at once since the last {@link #forget}; Linux alone tells. */
public final class PeakMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path CLEAR = Path.of("/proc/self/clear_refs");

    private PeakMemory() {}

    /** Begins anew from what is resident now; where the system forbids it, the peak of all so far stays. */
    public static void forget() {
        try {
            // 5 resets the peak alone: proc(5).
            Files.writeString(CLEAR, "5");
        } catch (IOException | SecurityException e) {
            // Then the numbers are upper bounds.
        }
    }

    /** In MB of 10⁶ bytes; nothing where the system does not tell. */
    public static OptionalLong megabytes() {
        try {
            for (String line : Files.readAllLines(STATUS)) {
                if (line.startsWith("VmHWM:")) {
                    long kib = Long.parseLong(line.replaceAll("\\D", ""));
                    return OptionalLong.of(Math.round(kib * 1024 / 1e6));
                }
            }
        } catch (IOException | NumberFormatException e) {
            // Another system.
        }
        return OptionalLong.empty();
    }
}
