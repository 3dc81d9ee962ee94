package condyle.cli;

import condyle.config.ConfigException;
import condyle.crossval.CrossRun;
import condyle.crossval.CrossValidation;
import condyle.crossval.Merging;
import condyle.crossval.Standing;
import condyle.experiment.Experiment;
import condyle.experiment.Formats;
import condyle.io.WholeFile;
import condyle.metric.Scores;
import condyle.report.Caption;
import condyle.train.StopSignal;
import condyle.train.StoppedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains and tests an experiment fold by fold, by subject. */
@Command(
        name = "crossval",
        description = {
            "Trains and tests an experiment fold by fold: all knees and visits of a subject are in one fold, and no fold is",
            "tested by a model that saw its subjects. RUN holds splits.csv, leakage.json (a certificate that 'condyle verify'",
            "checks), scores.csv, and a folder for each fold. Run again, it goes on where it stopped; what is done stays.",
            "Folds can be run one by one (--fold), on several machines, and be joined (--merge).",
            "Exit code 1: a fold or a case failed; the others were done."
        })
final class CrossvalCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "EXPERIMENT.yaml", arity = "0..1", description = "What is trained; it has cases.")
    private Path file;

    @Option(
            names = "--folds",
            paramLabel = "K",
            defaultValue = "5",
            description = "How many folds the subjects are dealt to, by the experiment's seed (default: 5).")
    private int folds;

    @Option(
            names = "--fold",
            paramLabel = "N",
            split = ",",
            description = "Only these folds, from 1: --fold 2 or --fold 1,3 (default: all).")
    private List<Integer> chosen = List.of();

    @Option(
            names = "--seeds",
            paramLabel = "S",
            split = ",",
            description = "A training of each fold for each seed: --seeds 1,2,3 (default: the experiment's own).")
    private List<Long> seeds;

    @Option(
            names = "--from",
            paramLabel = "MODEL",
            description = {
                "Each training starts from this model's weights, which must not have seen any of the cases.",
                "The experiment may leave out what is the model's, as with 'condyle train'."
            })
    private String from;

    @Option(names = "--hash-subjects", description = "Salted hashes for the subjects' names in all that is written.")
    private boolean hash;

    @Option(
            names = "--merge",
            paramLabel = "RUN",
            arity = "1..*",
            description = "Join the finished folds of these folders into the one of -o, in place of training.")
    private List<Path> merge;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "RUN",
            description = "Folder of the cross-validation (default: runs/NAME-crossval, by the experiment's name).")
    private Path output;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Set any key, such as stages.0.train.rate=1e-3.")
    private List<String> set = List.of();

    @Override
    public Integer call() throws IOException {
        if (merge != null) {
            return join();
        }
        if (file == null) {
            throw new ParameterException(spec.commandLine(), "no experiment: expected EXPERIMENT.yaml, or --merge");
        }
        if (folds < 2) {
            throw new ParameterException(spec.commandLine(), "--folds " + folds + ": expected at least 2");
        }
        List<String> settings = new ArrayList<>(set);
        if (hash) {
            settings.add("cases.hashSubjects=true");
        }
        Path start = from == null ? null : ModelFolders.of(from);
        Experiment experiment =
                start == null ? Formats.experiment(file, settings) : Formats.experiment(file, settings, start);
        TrainCommand.requireMemory(file, experiment);
        CrossRun run = new CrossRun(output == null ? Path.of("runs").resolve(experiment.name() + "-crossval") : output);
        List<Long> all = seeds == null
                ? List.of(experiment.seed())
                : seeds.stream().distinct().toList();
        return train(new CrossValidation.Plan(experiment, folds, all, Optional.ofNullable(start)), run);
    }

    private int train(CrossValidation.Plan plan, CrossRun run) throws IOException {
        boolean well;
        try (StopSignal stop = Failures.stopSignal(spec);
                FoldsConsole console = new FoldsConsole(plan, run, spec.commandLine())) {
            try {
                well = validation(plan, run, console, stop).run(chosen);
            } catch (StoppedException e) {
                // Told before the signal is closed: after that the program is gone at once.
                console.stopped();
                return Failures.FAILED;
            }
        }
        summarize(run);
        return well ? 0 : Failures.FAILED;
    }

    private CrossValidation validation(CrossValidation.Plan plan, CrossRun run, FoldsConsole console, StopSignal stop) {
        try {
            return new CrossValidation(plan, run, console, stop);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(file + ": " + e.getMessage());
        }
    }

    private int join() throws IOException {
        if (file != null || output == null || from != null) {
            throw new ParameterException(
                    spec.commandLine(), "--merge takes folders and -o, the folder to join them in, and no experiment");
        }
        List<String> notes = Merging.merge(merge, output);
        notes.forEach(note -> Failures.note(spec.commandLine().getErr(), note));
        summarize(new CrossRun(output));
        return 0;
    }

    /** The scores of all folds so far, as a table. */
    private void summarize(CrossRun run) throws IOException {
        Standing standing = Standing.of(run);
        Scores scores = standing.scores();
        String head = standing.words();
        PrintWriter out = spec.commandLine().getOut();
        out.println(run.folder() + ": " + head);
        if (!scores.rows().isEmpty()) {
            out.print(scores.table());
            String text = head + "\n" + scores.table() + "\n" + Caption.USE + "\n";
            WholeFile.write(run.folder().resolve("scores.txt"), text);
        }
        out.flush();
    }
}
