package condyle.cli;

import condyle.tensor.Device;
import condyle.tensor.Engine;
import condyle.tensor.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options of the commands that use a model. */
final class ModelOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            defaultValue = "knee",
            description = {
                "A name that 'condyle models' lists, or a folder that 'condyle train' wrote (default: knee).",
                "Given several times, the mean of what the models say; of a folder that 'condyle crossval' wrote, the",
                "mean of its folds' models."
            })
    private List<String> models;

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

    /** Loads the model; a wrong choice ends the command with code 2. */
    TissueFinder load() throws IOException {
        List<Path> folders = new ArrayList<>();
        Device chosen;
        Precision accuracy;
        try {
            for (String model : models) {
                folders.addAll(ModelFolders.all(model, this::note));
            }
            chosen = Device.of(device);
            accuracy = Precision.of(precision, chosen);
            if (threads != null) {
                Engine.threads(threads);
            }
        } catch (IllegalArgumentException | IOException e) {
            throw new Stopped(Failures.USAGE, Failures.line(e));
        }
        return ModelFinder.load(folders, chosen, accuracy);
    }

    private void note(String line) {
        spec.commandLine().getErr().println("condyle: " + line);
        spec.commandLine().getErr().flush();
    }
}
