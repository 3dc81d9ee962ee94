package condyle.tensor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How finely networks are computed: 32-bit floats throughout, or bfloat16 in the convolutions. */
public enum Precision {
    FP32,
    BF16;

    /** What {@link #of} reads. */
    public static final List<String> NAMES = List.of("auto", "bf16", "fp32");

    /**
     * Reads a precision's name: {@code fp32}, {@code bf16}, or {@code auto} for bf16 where the hardware has it.
     *
     * <p>A processor has it with AVX512_BF16 or AMX; without them bf16 is slower than fp32.
     */
    public static Precision of(String name, Device device) {
        return switch (name) {
            case "fp32" -> FP32;
            case "bf16" -> BF16;
            case "auto" -> device == Device.CUDA || cpuFlags().stream().anyMatch(Precision::isBf16) ? BF16 : FP32;
            default ->
                throw new IllegalArgumentException("precision '" + name + "': unknown; expected auto, bf16 or fp32");
        };
    }

    private static boolean isBf16(String flag) {
        return flag.equals("avx512_bf16") || flag.equals("amx_bf16");
    }

    /** What Linux says that the processor can do; nothing elsewhere. */
    private static List<String> cpuFlags() {
        Path info = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(info)) {
            return List.of();
        }
        try {
            return Files.readAllLines(info).stream()
                    .filter(line -> line.startsWith("flags"))
                    .findFirst()
                    .map(line -> List.of(line.split("\\s+")))
                    .orElse(List.of());
        } catch (IOException e) {
            return List.of();
        }
    }
}
