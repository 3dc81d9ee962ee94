package condyle.cli;

import condyle.crossval.CrossRun;
import condyle.crossval.Standing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Folders of models: those that ship with the program, by name, and any other by its path. */
final class ModelFolders {
    private static final String FILE = "model.yaml";

    private ModelFolders() {}

    /** Where the models that ship lie; the launcher tells. */
    static Path home() {
        return Path.of(System.getProperty("condyle.home", ".")).resolve("models");
    }

    /**
     * The folder of a model.
     *
     * @throws Stopped with the exit code of wrong usage, listing the known names, if there is none
     */
    static Path of(String nameOrFolder) throws IOException {
        Path folder = Path.of(nameOrFolder);
        if (Files.exists(folder.resolve(FILE))) {
            return folder;
        }
        Path shipped = home().resolve(nameOrFolder);
        if (Files.exists(shipped.resolve(FILE))) {
            return shipped;
        }
        String why = Files.isDirectory(folder) ? "no " + FILE + " in this folder" : "no such model";
        List<String> known = all().stream().map(f -> f.getFileName().toString()).toList();
        throw new Stopped(
                Failures.USAGE,
                nameOrFolder + ": " + why + "; known: "
                        + (known.isEmpty() ? "none in " + home() : String.join(", ", known))
                        + "; expected one of these, or a folder that 'condyle train' wrote");
    }

    /**
     * The folders that a name stands for: one model, or those of a cross-validation's folds.
     *
     * @param note takes a line for each fold that is missing
     * @throws Stopped with the exit code of wrong usage, listing the known names, if there is none
     */
    static List<Path> all(String nameOrFolder, Consumer<String> note) throws IOException {
        Path folder = Path.of(nameOrFolder);
        if (!CrossRun.is(folder)) {
            return List.of(of(nameOrFolder));
        }
        Standing standing = Standing.of(new CrossRun(folder));
        if (standing.models().isEmpty()) {
            throw new Stopped(
                    Failures.USAGE,
                    folder + ": a cross-validation without a trained fold; run 'condyle crossval' first");
        }
        standing.missing()
                .forEach(missing -> note.accept(folder + ": " + missing + " is missing; the mean is of the other "
                        + standing.models().size()));
        return standing.models();
    }

    /** The folders of the models that ship, by name. */
    static List<Path> all() throws IOException {
        if (!Files.isDirectory(home())) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(home())) {
            return children.filter(c -> Files.exists(c.resolve(FILE))).sorted().toList();
        }
    }
}
