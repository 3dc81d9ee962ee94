package condyle.cli;

import condyle.tensor.Device;
import condyle.tensor.Engine;
import condyle.tensor.Precision;
import picocli.CommandLine.Option;

/** The options that say what networks run on. */
final class EngineOptions {
    @Option(
            names = "--precision",
            paramLabel = "PRECISION",
            defaultValue = "auto",
            description = "auto, bf16 or fp32 (default: auto, bf16 where the processor has it).")
    private String precision;

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            defaultValue = "auto",
            description = "auto, cpu or cuda (default: auto).")
    private String device;

    @Option(names = "--threads", paramLabel = "N", description = "Threads to use (default: one for each core).")
    private Integer threads;

    /** What was chosen. */
    record Chosen(Device device, Precision precision) {}

    /** Sets the threads and gives the rest; a wrong choice ends the command with code 2. */
    Chosen choose() {
        try {
            Device chosen = Device.of(device);
            Precision accuracy = Precision.of(precision, chosen);
            if (threads != null) {
                Engine.threads(threads);
            }
            return new Chosen(chosen, accuracy);
        } catch (IllegalArgumentException e) {
            throw new Stopped(Failures.USAGE, Failures.line(e));
        }
    }
}
