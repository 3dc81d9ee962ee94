package condyle.cli;

import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Tissue;
import condyle.io.Volumes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The option that says what the numbers of a label map mean, for the commands that read one. */
final class SchemeOption {
    @Option(
            names = "--labels",
            paramLabel = "SCHEME",
            converter = Schemes.class,
            defaultValue = "condyle",
            description =
                    "What the numbers mean: condyle, zib, pymskt, iwoai, binary, or a YAML file (default: condyle).")
    private LabelSet labels;

    LabelSet labels() {
        return labels;
    }

    LabelMap read(Path file) throws IOException {
        return Volumes.readLabels(file, labels);
    }

    /**
     * The names given with {@code --tissue}, or those of all tissues where none is.
     *
     * @throws ParameterException if the scheme does not know one, listing those it knows
     */
    List<String> chosen(List<String> given, CommandSpec command) {
        for (String name : given) {
            if (labels.numbers(name).isEmpty()) {
                throw new ParameterException(
                        command.commandLine(),
                        "--tissue '" + name + "': scheme " + labels.name() + " cannot tell it; expected one of "
                                + String.join(", ", labels.names()));
            }
        }
        return given.isEmpty()
                ? labels.tissues().stream().map(Tissue::name).distinct().toList()
                : given;
    }
}
