package condyle.tensor;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Memory that libtorch asked for and did not get, in words: its own message is a stack trace of native code. */
public final class NativeMemory {
    private static final Pattern CPU = Pattern.compile("tried to allocate (\\d+) bytes");
    private static final Pattern CUDA = Pattern.compile("CUDA out of memory\\. Tried to allocate ([\\d.]+ [KMG]iB)");

    private NativeMemory() {}

    /** How much could not be had, such as {@code 6.3 GB}; nothing where a failure is another one. */
    public static Optional<String> missing(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        Matcher cpu = CPU.matcher(message);
        if (cpu.find()) {
            return Optional.of(String.format(Locale.ROOT, "%.1f GB", Double.parseDouble(cpu.group(1)) / 1e9));
        }
        Matcher cuda = CUDA.matcher(message);
        return cuda.find() ? Optional.of(cuda.group(1) + " on the GPU") : Optional.empty();
    }
}
