package condyle.cli;

import condyle.experiment.Experiment;
import condyle.experiment.Formats;
import condyle.experiment.KneeMemory;
import condyle.experiment.Run;
import condyle.experiment.Training;
import condyle.report.Progress;
import condyle.train.StopSignal;
import condyle.train.StoppedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains a model from an experiment's file. */
@Command(
        name = "train",
        description = {
            "Trains a model from an experiment's file.",
            "RUN holds experiment.yaml, provenance.yaml, log.csv and its curves for TensorBoard, pictures of the progress,",
            "checkpoints, and at the end the model.",
            "Ctrl-C leaves a checkpoint; --resume goes on from it and ends with the same bytes."
        })
final class TrainCommand implements Callable<Integer> {
    /** Bytes that a step takes beside the knees, about. */
    private static final long STEP = 3L << 30;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "EXPERIMENT.yaml", description = "What is trained, on what, how.")
    private Path file;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "RUN",
            description = "Folder of the run (default: runs/NAME of the experiment).")
    private Path output;

    @Option(names = "--resume", description = "Go on with the training that began in RUN.")
    private boolean resume;

    @Option(
            names = "--from",
            paramLabel = "MODEL",
            description = {
                "Start from this model's weights. The experiment may leave out classes,",
                "and a stage's name, spacing, margin, preprocessing, network, head, infer: they are the model's.",
                "Other classes take what fits; what starts anew is said."
            })
    private String from;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Set any key, such as stages.0.train.rate=1e-3.")
    private List<String> set = List.of();

    @Override
    public Integer call() throws IOException {
        Path start = from == null ? null : ModelFolders.of(from);
        Experiment experiment = start == null ? Formats.experiment(file, set) : Formats.experiment(file, set, start);
        requireMemory(file, experiment);
        Run run = new Run(output == null ? Path.of("runs").resolve(experiment.name()) : output);
        try (StopSignal stop = Failures.stopSignal(spec)) {
            train(experiment, run, start, stop);
        } catch (StoppedException e) {
            return Failures.FAILED;
        }
        spec.commandLine().getOut().println(experiment.name() + ": trained: " + run.folder());
        return 0;
    }

    /** Checks that there is enough memory for an experiment's knees and a step. */
    static void requireMemory(Path file, Experiment experiment) throws IOException {
        KneeMemory knees = KneeMemory.of(experiment);
        long heap = knees.heap(Runtime.getRuntime().maxMemory());
        Memory.require(file + " (" + knees.words() + ")", heap + (1L << 29), heap + STEP);
    }

    private void train(Experiment experiment, Run run, Path start, StopSignal stop) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        try (Progress progress = Progress.of(experiment.name(), err)) {
            TrainConsole console = new TrainConsole(progress, run, spec.commandLine(), "");
            try {
                Training training = new Training(experiment, run, console, stop);
                training.run(resume ? Training.Existing.RESUME : Training.Existing.REFUSE, start);
            } catch (StoppedException e) {
                // Told before the signal is closed: after that the program is gone at once.
                Failures.note(err, e.getMessage());
                console.animate(experiment);
                throw e;
            }
            console.animate(experiment);
        }
    }
}
