package condyle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Side;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.image.Volume;
import condyle.io.Assumed;
import condyle.io.Volumes;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Tissues on other grids than the image's, and from some of its slices. */
class PlacesTest {
    private static final Geometry GRID = Geometry.of(new Size(20, 24, 9), new Vec(1, 1, 3));

    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();
    private Path image;
    private Path truth;

    /** A ball of femur whose brightness is its label. */
    @BeforeEach
    void write() throws IOException {
        byte[] labels = new byte[GRID.size().length()];
        float[] values = new float[labels.length];
        for (int z = 0, i = 0; z < 9; z++) {
            for (int y = 0; y < 24; y++) {
                for (int x = 0; x < 20; x++, i++) {
                    labels[i] = (byte) (Math.hypot(Math.hypot(x - 10, y - 12), 3 * (z - 4)) < 9 ? 1 : 0);
                    values[i] = labels[i];
                }
            }
        }
        image = folder.resolve("ball.nii.gz");
        Volumes.write(Volume.of(GRID, values), image);
        truth = Files.createDirectories(folder.resolve("truth")).resolve("ball.nii.gz");
        Volumes.write(LabelMap.of(GRID, labels, LabelSet.CONDYLE), truth);
    }

    private int segment(Segmentation.Places places) throws IOException {
        CommandLine line = new CommandLine(new Main());
        line.setOut(new PrintWriter(new StringWriter())).setErr(new PrintWriter(err));
        Segmentation.Settings settings = new Segmentation.Settings(
                folder.resolve("out"),
                Assumed.NOTHING,
                Segmentation.Clean.NONE,
                Side.UNKNOWN,
                Set.of(),
                Segmentation.Finished.PASS_OVER,
                places);
        return new Segmentation(new LabelReader("talkative"), settings, line).run(List.of(image));
    }

    private Path result(String name) {
        return folder.resolve("out/ball").resolve(name);
    }

    @Test
    void tissuesComeOnTheGridAskedFor() throws IOException {
        segment(new Segmentation.Places(Optional.of(0.5), Optional.empty()));
        Geometry fine = Volumes.info(result("tissues.nii.gz")).geometry();
        assertThat(fine.toString()).isEqualTo("40×48×54 at 0.50×0.50×0.50 mm");
        assertThat(Files.readString(result("provenance.yaml"))).contains("grid: \"0.5 mm\"");
        assertThat(err.toString()).contains("ball: read off the image");
        assertThat(Files.readString(result("report.html"))).contains("read off the image");
    }

    @Test
    void heldOutSlicesAreScoredBesideInterpolation() throws IOException {
        segment(new Segmentation.Places(
                Optional.empty(), Optional.of(new HeldOutSlices(2, Optional.of(truth.getParent()), LabelSet.CONDYLE))));
        List<String> rows = Files.readAllLines(result("held-out.csv"));
        assertThat(rows.get(0)).isEqualTo("way,tissue,dice");
        assertThat(rows).filteredOn(r -> r.contains(",femur,")).hasSize(3);
        double model = dice(rows, "model,femur,");
        double own = dice(rows, "its neighbours interpolated,femur,");
        // The reader repeats the nearest slice; a ball's sections are better interpolated.
        assertThat(model).isBetween(0.7, 0.95);
        assertThat(own).isGreaterThan(model).isEqualTo(dice(rows, "true neighbours interpolated,femur,"));
        assertThat(Files.readString(result("report.html")))
                .contains("Held-out slices", "4 slices that the model did not see");
        assertThat(Volumes.info(result("tissues.nii.gz")).geometry().size()).isEqualTo(GRID.size());
    }

    private static double dice(List<String> rows, String start) {
        return rows.stream()
                .filter(r -> r.startsWith(start))
                .mapToDouble(r -> Double.parseDouble(r.substring(start.length())))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aReferenceOnAnotherGridIsOneLine() throws IOException {
        Path other = folder.resolve("other.nii.gz");
        Volumes.write(LabelMap.of(Geometry.of(new Size(2, 2, 2), Vec.of(1)), new byte[8], LabelSet.CONDYLE), other);
        assertThat(segment(new Segmentation.Places(
                        Optional.empty(), Optional.of(new HeldOutSlices(2, Optional.of(other), LabelSet.CONDYLE)))))
                .isEqualTo(1);
        assertThat(err.toString()).contains("ball.nii.gz and " + other + " lie on different grids");
    }

    @Test
    void moreSlicesHeldOutThanThereAreIsOneLine() throws IOException {
        assertThat(segment(new Segmentation.Places(
                        Optional.empty(), Optional.of(new HeldOutSlices(9, Optional.empty(), LabelSet.CONDYLE)))))
                .isEqualTo(1);
        assertThat(err.toString()).contains("kept slices: every 9. of 9 slices along z; expected 2 to 8");
    }

    @Test
    void optionsThatExcludeEachOtherAreWrongUsage() throws IOException {
        assertThat(Run.of("segment", image, "--grid", "0.01").err())
                .contains("--grid: 0.01 is out of range, expected 0.05–10 mm");
        assertThat(Run.of("segment", image, "--grid", "0.5", "--hold-out-slices", "2")
                        .err())
                .contains("--hold-out-slices and --grid exclude each other");
        assertThat(Run.of("segment", image, "--reference", truth).err())
                .contains("--reference: nothing is scored without --hold-out-slices");
        assertThat(Run.of("segment", image, "--hold-out-slices", "1").err())
                .contains("--hold-out-slices: 1 is out of range, expected at least 2");
    }
}
