package condyle.cli;

import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Side;
import condyle.image.Volume;
import condyle.io.Csv;
import condyle.io.Volumes;
import condyle.phantom.Contrast;
import condyle.phantom.Grades;
import condyle.phantom.Knee;
import condyle.phantom.Look;
import condyle.phantom.Scanner;
import condyle.report.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes synthetic knees: images and their true labels. */
@Command(
        name = "phantom",
        description = {
            "Makes synthetic knees: images and their true labels.",
            "Writes DIR/images/case001.nii.gz, DIR/labels/case001.nii.gz, … and DIR/cohort.csv, which says who they are",
            "and grades from 0 to 4 what ails them; 'condyle train' reads it as a table of annotated knees.",
            "With --realism it compares phantoms with real label maps instead, and writes DIR/realism.md, "
                    + "realism.csv, cases.csv, contact-sheet.png and phantoms.png (the sheet without the real maps)."
        })
final class PhantomCommand implements Callable<Integer> {
    private static final int REALISM = 100;
    private static final int MOST_VISITS = 9;

    /** What cohort.csv says, before the grades; flexion in degrees. */
    private static final List<String> COLUMNS =
            List.of("case", "subject", "side", "visit", "image", "labels", "seed", "contrast", "sex", "flexion");

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--realism",
            paramLabel = "LABELS",
            arity = "1..*",
            description = "Compare phantoms with these real label maps, or folders of them.")
    private List<Path> realism;

    @Option(
            names = "--labels",
            paramLabel = "SCHEME",
            converter = Schemes.class,
            defaultValue = "condyle",
            description = "With --realism what the maps' numbers mean: condyle, zib, pymskt, iwoai, binary, or a YAML "
                    + "file (default: condyle).")
    private LabelSet labels;

    @Option(names = "--count", paramLabel = "N", description = "How many (default: 1; 100 with --realism).")
    private Integer count;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "The same seed makes the same knees (default: 1).")
    private long seed;

    @Option(
            names = "--spacing",
            paramLabel = "MM",
            description = "Voxel size along all axes; without it a knee scan's 384×384×160 at 0.36×0.36×0.70 mm.")
    private Double spacing;

    @Option(
            names = "--visits",
            paramLabel = "N",
            defaultValue = "1",
            description = "Visits of each knee, years apart: cartilage gets less, the pose changes (default: 1).")
    private int visits;

    @Option(
            names = "--revisited",
            paramLabel = "N",
            description = "With --visits how many of the knees, the first ones, have the later visits (default: all).")
    private Integer revisited;

    @Mixin
    private ContrastOption contrast;

    @Option(
            names = "--side",
            paramLabel = "SIDE",
            description = "left or right; drawn at random without it. With --realism the side of maps whose labels do "
                    + "not tell it (default: right).")
    private Side side = Side.UNKNOWN;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Folder to write to; with --realism it may be left out.")
    private Path output;

    @Override
    public Integer call() throws IOException {
        if (count != null && count < 1) {
            throw new ParameterException(spec.commandLine(), "--count " + count + ": expected at least 1");
        }
        if (realism != null) {
            return compare();
        }
        if (output == null) {
            throw new ParameterException(spec.commandLine(), "-o DIR is missing: expected a folder to write to");
        }
        if (spacing != null && !(spacing >= 0.2 && spacing <= 10)) {
            throw new ParameterException(spec.commandLine(), "--spacing " + spacing + ": expected 0.2 to 10 mm");
        }
        if (visits < 1 || visits > MOST_VISITS) {
            throw new ParameterException(spec.commandLine(), "--visits " + visits + ": expected 1 to " + MOST_VISITS);
        }
        if (revisited != null && (revisited < 0 || visits == 1)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--revisited " + revisited + ": expected at least 0, and --visits of 2 or more");
        }
        write();
        return 0;
    }

    private void write() throws IOException {
        int knees = count == null ? 1 : count;
        SplittableRandom seeds = new SplittableRandom(seed);
        List<List<String>> rows = new ArrayList<>();
        try (Progress progress = Progress.of("phantom", spec.commandLine().getErr())) {
            for (int i = 1; i <= knees; i++) {
                String name = String.format(Locale.ROOT, "case%03d", i);
                progress.at((i - 1.0) / knees, name);
                long own = seeds.nextLong() >>> 1;
                Knee knee = side == Side.UNKNOWN ? Knee.of(own) : Knee.of(own, side);
                int last = revisited == null || i <= revisited ? visits : 1;
                for (int visit = 1; visit <= last; visit++) {
                    rows.add(make(new Visit(name, visit, own), knee.visit(visit)));
                }
            }
        }
        List<String> columns = new ArrayList<>(COLUMNS);
        columns.addAll(Grades.NAMES);
        Csv.write(output.resolve("cohort.csv"), columns, rows);
        spec.commandLine()
                .getOut()
                .println(output + ": " + knees + (knees == 1 ? " knee" : " knees")
                        + (rows.size() == knees ? "" : ", " + rows.size() + " scans"));
    }

    private int compare() throws IOException {
        RealismStudy study = new RealismStudy(Pairs.list(realism), labels, side == Side.UNKNOWN ? Side.RIGHT : side);
        PrintWriter out = spec.commandLine().getOut();
        study.run(
                new RealismStudy.Draw(count == null ? REALISM : count, seed),
                output,
                out,
                spec.commandLine().getErr());
        return 0;
    }

    /** Which knee of which seed, at which visit. */
    private record Visit(String subject, int number, long seed) {}

    private List<String> make(Visit visit, Knee knee) throws IOException {
        String name = visits == 1 ? visit.subject : visit.subject + "-visit" + visit.number;
        Geometry grid = spacing == null ? Knee.dess() : knee.grid(spacing);
        LabelMap labels = knee.materials(grid).labels();
        // Another visit is another scan: its own contrast, scanner and noise.
        long own = visit.seed + visit.number - 1;
        Look look = contrast.look();
        SplittableRandom random = new SplittableRandom(own);
        Contrast drawn = look.contrast(random);
        Scanner scanner = look.scanner(random);
        Volume image = scanner.image(knee, grid, drawn, own);
        String file = name + ".nii.gz";
        Volumes.write(image, output.resolve("images").resolve(file));
        Volumes.write(labels, output.resolve("labels").resolve(file));
        List<String> row = new ArrayList<>(List.of(
                name,
                visit.subject,
                knee.side().toString(),
                Integer.toString(visit.number),
                "images/" + file,
                "labels/" + file,
                Long.toString(visit.seed),
                contrast.look().toString(),
                knee.sex().toString(),
                String.format(Locale.ROOT, "%.1f", knee.flexion())));
        knee.grades().values().forEach(g -> row.add(g.toString()));
        return row;
    }
}
