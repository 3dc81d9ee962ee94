package condyle.cli;

import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.Side;
import condyle.image.Volume;
import condyle.io.Assumed;
import condyle.io.Volumes;
import condyle.metric.Metric;
import condyle.metric.Score;
import condyle.metric.Scores;
import condyle.phantom.Contrast;
import condyle.phantom.Knee;
import condyle.phantom.Scanner;
import condyle.report.Table;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the main job on a synthetic knee whose truth is known. */
@Command(
        name = "demo",
        description = {
            "Shows the main job: makes a synthetic knee at full size, segments it, compares with the truth, reports."
        })
final class DemoCommand implements Callable<Integer> {
    private static final String CASE = "synthetic-knee";

    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelOptions model;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            defaultValue = "condyle-demo",
            description = "Folder for what it makes (default: condyle-demo).")
    private Path output;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "2026", description = "Which knee (default: 2026).")
    private long seed;

    @Option(
            names = "--spacing",
            paramLabel = "MM",
            description = "Voxel size, for a quicker demo; without it 384×384×160 at 0.36×0.36×0.70 mm.")
    private Double spacing;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        TissueFinder finder = model.load();
        Path image = output.resolve(CASE + ".nii.gz");
        LabelMap truth = make(image, out);
        say(out, "2. Finding its tissues.");
        List<Scores> scores = new ArrayList<>();
        Segmentation.Settings settings = new Segmentation.Settings(
                output,
                Assumed.NOTHING,
                Segmentation.Clean.ANATOMY,
                Side.UNKNOWN,
                Set.of(),
                Segmentation.Finished.DO_ANEW,
                Segmentation.Places.OWN);
        Segmentation segmentation = new Segmentation(finder, settings, spec.commandLine(), tissues -> {
            scores.add(Scores.of(CASE, tissues, truth));
            return List.of(table(scores.get(0)));
        });
        int code = segmentation.run(List.of(image));
        if (!scores.isEmpty()) {
            say(out, "3. Compared with the truth, which is known because the knee is synthetic:");
            List<List<String>> lines = new ArrayList<>();
            lines.add(table(scores.get(0)).header());
            table(scores.get(0)).rows().forEach(r -> lines.add(r.cells()));
            out.print(TextTable.of(lines).indent(2));
            scores.get(0).write(output.resolve("scores.csv"));
            say(
                    out,
                    "Look at " + output.resolve(CASE).resolve(CaseFiles.REPORT) + " and "
                            + output.resolve(CASE).resolve(CaseFiles.OVERVIEW) + ".");
        }
        return code;
    }

    private LabelMap make(Path image, PrintWriter out) throws IOException {
        Knee knee = Knee.of(seed);
        Geometry grid = spacing == null ? Knee.dess() : knee.grid(spacing);
        say(out, "1. Making a synthetic " + knee.side() + " knee, " + grid + ": " + image);
        SplittableRandom random = new SplittableRandom(seed);
        LabelMap truth = knee.materials(grid).labels();
        Contrast contrast = Contrast.dess(random);
        Volume volume = Scanner.dess(random).image(knee, grid, contrast, seed);
        Volumes.write(volume, image);
        Volumes.write(truth, output.resolve("truth").resolve(CASE + ".nii.gz"));
        return truth;
    }

    private static Table table(Scores scores) {
        List<Table.Row> rows = new ArrayList<>();
        for (Score s : scores.rows()) {
            rows.add(Table.Row.of(
                    s.tissue(),
                    number("%.3f", s.value(Metric.DICE)),
                    number("%.2f", s.value(Metric.ASSD)),
                    number("%.2f", s.value(Metric.HD95)),
                    number("%+.1f", s.value(Metric.VOLUME_ERROR_PERCENT))));
        }
        return new Table(
                "Compared with the truth",
                List.of("Tissue or group", "Dice", "ASSD, mm", "HD95, mm", "Volume error, %"),
                rows,
                "The knee is synthetic, so the truth is known at every voxel.");
    }

    private static String number(String form, double value) {
        return Double.isNaN(value) ? "–" : Double.isInfinite(value) ? "∞" : String.format(Locale.ROOT, form, value);
    }

    private static void say(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }
}
