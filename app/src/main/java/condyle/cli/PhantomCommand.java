package condyle.cli;

import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.Side;
import condyle.image.Volume;
import condyle.io.Csv;
import condyle.io.Volumes;
import condyle.phantom.Contrast;
import condyle.phantom.Knee;
import condyle.phantom.Scanner;
import condyle.report.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes synthetic knees: images and their true labels. */
@Command(
        name = "phantom",
        description = {
            "Makes synthetic knees: images and their true labels.",
            "Writes DIR/images/case001.nii.gz, DIR/labels/case001.nii.gz, … and DIR/cohort.csv."
        })
final class PhantomCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--count", paramLabel = "N", defaultValue = "1", description = "How many (default: 1).")
    private int count;

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

    @Option(names = "--contrast", defaultValue = "dess", description = "dess or random (default: dess).")
    private ImageLook contrast;

    @Option(names = "--side", paramLabel = "SIDE", description = "left or right; drawn at random without it.")
    private Side side = Side.UNKNOWN;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "DIR",
            description = "Folder to write to.")
    private Path output;

    @Override
    public Integer call() throws IOException {
        if (count < 1) {
            throw new ParameterException(spec.commandLine(), "--count " + count + ": expected at least 1");
        }
        if (spacing != null && !(spacing >= 0.2 && spacing <= 10)) {
            throw new ParameterException(spec.commandLine(), "--spacing " + spacing + ": expected 0.2 to 10 mm");
        }
        SplittableRandom seeds = new SplittableRandom(seed);
        List<List<String>> rows = new ArrayList<>();
        try (Progress progress = Progress.of("phantom", spec.commandLine().getErr())) {
            for (int i = 1; i <= count; i++) {
                String name = String.format(Locale.ROOT, "case%03d", i);
                progress.at((i - 1.0) / count, name);
                rows.add(make(name, seeds.nextLong() >>> 1));
            }
        }
        Csv.write(output.resolve("cohort.csv"), List.of("case", "seed", "side", "contrast"), rows);
        spec.commandLine().getOut().println(output + ": " + count + (count == 1 ? " knee" : " knees"));
        return 0;
    }

    private List<String> make(String name, long own) throws IOException {
        Knee knee = side == Side.UNKNOWN ? Knee.of(own) : Knee.of(own, side);
        Geometry grid = spacing == null ? Knee.dess() : knee.grid(spacing);
        LabelMap labels = knee.materials(grid).labels();
        SplittableRandom random = new SplittableRandom(own);
        Contrast drawn = contrast.contrast(random);
        Scanner scanner = contrast.scanner(random);
        Volume image = scanner.image(knee, grid, drawn, own);
        Volumes.write(image, output.resolve("images").resolve(name + ".nii.gz"));
        Volumes.write(labels, output.resolve("labels").resolve(name + ".nii.gz"));
        return List.of(
                name,
                Long.toString(own),
                knee.side().toString(),
                contrast.name().toLowerCase(Locale.ROOT));
    }
}
