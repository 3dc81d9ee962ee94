package condyle.cli;

import condyle.experiment.LatentSpace;
import condyle.experiment.Run;
import condyle.report.Caption;
import condyle.report.FitPlot;
import condyle.report.Png;
import condyle.report.WalkSheet;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws what an auto-decoder has learnt of knees. */
@Command(
        name = "latent",
        description = {
            "Draws what an auto-decoder (implicit, nisf) has learnt of knees.",
            "DIR/walk.png: imagined knees along the directions in which the codes of its knees differ most, in standard"
                    + " deviations from the mean knee.",
            "DIR/fits.png, where MODEL is a run's folder: Dice and error against the steps of a fit, at stages of the training."
        })
final class LatentCommand implements Callable<Integer> {
    private static final List<Double> STEPS = List.of(-2.0, -1.0, 0.0, 1.0, 2.0);

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "MODEL", description = "A run's folder, or a model's.")
    private String model;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "DIR",
            description = "Folder to write to.")
    private Path output;

    @Option(names = "--directions", paramLabel = "N", description = "Directions to walk along (default: 3).")
    private int directions = 3;

    @Option(
            names = "--slice",
            paramLabel = "SHARE",
            description = "Where the sagittal slice lies from left to right, 0–1 (default: 0.35).")
    private double slice = 0.35;

    @Override
    public Integer call() throws IOException {
        if (directions < 1 || directions > 16) {
            throw new ParameterException(
                    spec.commandLine(), "--directions: " + directions + " is out of range, expected 1–16");
        }
        if (!(slice >= 0 && slice <= 1)) {
            throw new ParameterException(spec.commandLine(), "--slice: " + slice + " is out of range, expected 0–1");
        }
        Path folder = ModelFolders.of(model);
        LatentSpace space = LatentSpace.load(folder, directions);
        if (space.directions() == 0) {
            throw new IOException(folder + ": learnt from one knee; there is no direction in which knees differ");
        }
        PrintWriter out = spec.commandLine().getOut();
        Path walk = output.resolve("walk.png");
        walk(space, folder).write(walk);
        out.println(walk);
        Path fits = new Run(folder).fits();
        if (Files.exists(fits)) {
            Path plot = output.resolve("fits.png");
            Png.of(FitPlot.draw(fits, "Fits of " + name(folder))).write(plot);
            out.println(plot);
        }
        out.flush();
        return 0;
    }

    private static String name(Path folder) {
        return folder.toAbsolutePath().normalize().getFileName().toString();
    }

    private Png walk(LatentSpace space, Path folder) {
        List<WalkSheet.Row> rows = new ArrayList<>();
        for (int d = 0; d < space.directions(); d++) {
            List<WalkSheet.Tile> tiles = new ArrayList<>();
            for (double step : STEPS) {
                LatentSpace.Slice s = space.slice(d, step, slice);
                tiles.add(new WalkSheet.Tile(s.brightness(), s.labels()));
            }
            rows.add(new WalkSheet.Row("direction " + (d + 1), tiles));
        }
        List<String> columns = STEPS.stream()
                .map(s -> s == 0
                        ? "mean"
                        : String.format(Locale.ROOT, "%+.0f SD", s).replace('-', '−'))
                .toList();
        String said = String.format(
                Locale.ROOT, "%d knees; sagittal slice at %.0f %% from left to right", space.knees(), 100 * slice);
        return Png.of(WalkSheet.draw(rows, columns, new Caption("A walk through " + name(folder), said, "")));
    }
}
