package condyle.cli;

import condyle.fusion.FusionFit;
import condyle.fusion.FusionTable;
import condyle.fusion.FusionTrial;
import condyle.image.LabelMap;
import condyle.infer.FusionScore;
import condyle.infer.Plane;
import condyle.report.Caption;
import condyle.report.ConfusionPicture;
import condyle.report.FusionSheet;
import condyle.report.Png;
import condyle.report.Progress;
import condyle.train.StopSignal;
import condyle.train.StoppedException;
import condyle.train.TrainObserver;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes one model of networks that look at slices of several planes. */
@Command(
        name = "fuse",
        description = {
            "Makes one model of networks that look at slices of several planes.",
            "--fit learns on annotated knees, none of which the networks were trained on, how to put together what they see;"
                    + " MODEL then works wherever a model does, and is complete in itself.",
            "--score compares planes and fusions of such a model on knees that it has not seen.",
            "Run again on the same folder it goes on where it stopped and ends with the same bytes."
        })
final class FuseCommand implements Callable<Integer> {
    /** In place of a table: the knees on which the runs were validated. */
    private static final String VALIDATION = "validation";

    @Spec
    private CommandSpec spec;

    /** One of two jobs. */
    static final class Job {
        @Option(
                names = "--fit",
                paramLabel = "RUN",
                arity = "1..*",
                description = "Runs of 'condyle train', one a plane, or one for all.")
        private List<Path> fit;

        @Option(names = "--score", paramLabel = "MODEL", description = "A model that --fit wrote.")
        private String score;
    }

    @ArgGroup(multiplicity = "1")
    private Job job;

    @Option(
            names = "--cases",
            required = true,
            paramLabel = "CASES",
            description = "Table (subject, side, visit, image, labels) or folder of annotated knees with their scans;"
                    + " validation: with --fit the knees on which all runs were validated.")
    private Path cases;

    @Option(
            names = "--labels",
            paramLabel = "SCHEME",
            description = "What the label maps' numbers mean: condyle, zib, pymskt, iwoai, binary, or a YAML file"
                    + " (default: what the folder says, or condyle).")
    private String labels;

    @Option(
            names = "--planes",
            paramLabel = "PLANES",
            split = ",",
            description = "sagittal, coronal, axial, oblique-1 to oblique-6; three, six; or several with commas"
                    + " (default: three; must be said where one run stands for all).")
    private List<String> planes;

    @Option(
            names = "--fusion",
            paramLabel = "FUSION",
            defaultValue = "linear",
            description = "mean, linear, per-class, majority or staple; all are fitted, this one the model takes"
                    + " (default: linear).")
    private String fusion;

    @Option(
            names = "--voxels",
            paramLabel = "N",
            defaultValue = "100000",
            description =
                    "Voxels on whose class planes differ, kept of a knee for the fit at the most (default: 100000).")
    private int voxels;

    @Option(
            names = "--maps",
            paramLabel = "N",
            defaultValue = "0",
            description = "With --score: of so many knees also write label maps of planes and fusion, and draw them.")
    private int maps;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "MODEL",
            description = "Folder of the model, or with --score of the results.")
    private Path output;

    @Mixin
    private EngineOptions engine;

    @Override
    public Integer call() throws IOException {
        EngineOptions.Chosen on = engine.choose();
        List<Plane> all = new ArrayList<>();
        try {
            (planes == null ? List.of("three") : planes).forEach(name -> all.addAll(Plane.of(name.strip())));
        } catch (IllegalArgumentException e) {
            throw new Stopped(Failures.USAGE, Failures.line(e));
        }
        try (StopSignal stop = Failures.stopSignal(spec)) {
            FusionTable table = job.fit != null ? fit(all, on, stop) : score(on, stop);
            tell(table);
        } catch (StoppedException e) {
            Failures.note(spec.commandLine().getErr(), e.getMessage());
            return Failures.FAILED;
        }
        return 0;
    }

    private FusionTable fit(List<Plane> all, EngineOptions.Chosen on, BooleanSupplier stop) throws IOException {
        List<Path> runs = new ArrayList<>();
        for (Path run : job.fit) {
            runs.add(ModelFolders.of(run.toString()));
        }
        if (runs.size() == 1 && planes == null) {
            throw new Stopped(
                    Failures.USAGE,
                    "--fit: one run; expected one for each of sagittal, coronal, axial, or --planes to say across "
                            + "which planes this one looks, such as --planes three");
        }
        boolean validation = cases.equals(Path.of(VALIDATION)) && !Files.exists(cases);
        if (validation && labels != null) {
            throw new Stopped(Failures.USAGE, "--labels: the runs know what the labels of their validation mean");
        }
        FusionFit.Settings settings = new FusionFit.Settings(
                runs,
                all,
                validation ? Optional.empty() : Optional.of(cases),
                Optional.ofNullable(labels),
                fusion,
                voxels);
        try (Progress progress = Progress.of("fuse", spec.commandLine().getErr())) {
            return new FusionFit(settings, output, new Console(progress, spec), stop)
                    .on(on.device(), on.precision())
                    .run();
        }
    }

    private FusionTable score(EngineOptions.Chosen on, BooleanSupplier stop) throws IOException {
        Path model = ModelFolders.of(job.score);
        FusionTrial.Settings settings = new FusionTrial.Settings(model, cases, Optional.ofNullable(labels), maps);
        try (Progress progress = Progress.of("fuse", spec.commandLine().getErr())) {
            FusionTrial trial = new FusionTrial(settings, output, new Console(progress, spec), stop)
                    .on(on.device(), on.precision());
            FusionTable table = trial.run();
            for (String answer : table.scores().keySet()) {
                ConfusionPicture.of(table.confusion(answer), answer)
                        .write(output.resolve("confusion-" + answer + ".svg"));
            }
            for (FusionTrial.Maps maps : trial.maps()) {
                progress.at(1, "drawing " + maps.folder().getFileName());
                draw(maps);
            }
            return table;
        }
    }

    private static void draw(FusionTrial.Maps maps) throws IOException {
        Map<String, LabelMap> answers = new LinkedHashMap<>();
        for (String answer : maps.answers()) {
            answers.put(answer, maps.read(answer));
        }
        Caption caption = new Caption(maps.folder().getFileName().toString(), "Cartilage by plane and fused", "");
        Png.of(FusionSheet.draw(answers, caption)).write(maps.folder().resolve("surfaces.png"));
    }

    private void tell(FusionTable table) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("answer", "tissue", "mean Dice", "Dice", "IoU", "TP", "FP", "FN"));
        lines.addAll(table.rows());
        PrintWriter out = spec.commandLine().getOut();
        out.print(TextTable.of(lines));
        table.scores().forEach((answer, score) -> out.println(said(answer, score)));
        out.println(output + ": written");
        out.flush();
    }

    private static String said(String answer, FusionScore score) {
        return String.format(
                Locale.ROOT, "%s: mean Dice %.4f, MIoU %.2f %%", answer, score.dice(), 100 * score.meanIou());
    }

    /** Shows which case is looked at, and how. */
    private record Console(condyle.report.Progress bar, CommandSpec spec) implements TrainObserver {
        @Override
        public void preparing(String what, int done, int total) {
            bar.at((double) done / total, what);
        }

        @Override
        public void note(String line) {
            bar.close();
            Failures.note(spec.commandLine().getErr(), line);
        }
    }
}
