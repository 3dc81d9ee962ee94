package condyle.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private EngineOptions engine;

    /** Loads the model; a wrong choice ends the command with code 2. */
    TissueFinder load() throws IOException {
        List<Path> folders = new ArrayList<>();
        try {
            for (String model : models) {
                folders.addAll(ModelFolders.all(
                        model, line -> Failures.note(spec.commandLine().getErr(), line)));
            }
        } catch (IllegalArgumentException | IOException e) {
            throw new Stopped(Failures.USAGE, Failures.line(e));
        }
        EngineOptions.Chosen on = engine.choose();
        return ModelFinder.load(folders, on.device(), on.precision());
    }
}
