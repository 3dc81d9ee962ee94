package condyle.cli;

import condyle.experiment.Experiment;
import condyle.experiment.Formats;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints an experiment with every default filled in, or the schema of such files. */
@Command(
        name = "config",
        description = "Prints an experiment with every setting filled in, or a JSON Schema of such files for editors.")
final class ConfigCommand implements Callable<Integer> {
    /** What to print. */
    static final class What {
        @Parameters(paramLabel = "FILE", description = "Experiment in YAML.")
        private Path file;

        @Option(names = "--schema", description = "Print the JSON Schema.")
        private boolean schema;
    }

    @Spec
    private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private What what;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Set any key, such as stages.0.train.rate=1e-3.")
    private List<String> set = List.of();

    @Option(names = "--from", paramLabel = "MODEL", description = "The model that train --from will start from.")
    private String from;

    @Override
    public Integer call() throws IOException {
        spec.commandLine()
                .getOut()
                .print(what.schema ? Formats.YAML.schema(Experiment.class) : Formats.YAML.print(experiment()));
        return 0;
    }

    private Experiment experiment() throws IOException {
        return from == null
                ? Formats.experiment(what.file, set)
                : Formats.experiment(what.file, set, ModelFolders.of(from));
    }
}
