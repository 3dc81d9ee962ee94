package condyle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import condyle.measure.Comparison;
import condyle.measure.Measure;
import condyle.mesh.Mesh;
import condyle.mesh.Ply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** mesh, and the table of phantom --realism. */
class SurfacesTest {
    @TempDir
    private Path folder;

    @Test
    void meshWritesASurfaceForEachTissueAndAPicture() throws IOException {
        int[] block = new int[Samples.GRID.size().length()];
        Arrays.fill(block, 0, block.length / 2, 1);
        Arrays.fill(block, block.length / 2, block.length, 4);
        Path labels = Samples.labels(folder.resolve("a.nii.gz"), block);
        Path out = folder.resolve("surfaces");
        Run run = Run.of("mesh", labels, "-o", out);
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("femur").contains("femoral cartilage").doesNotContain("tibia");
        Mesh femur = Ply.read(out.resolve("femur.ply"));
        // The lower half of the grid, 8×18×2.5 mm with rounded edges; smoothing swells its middle a little.
        assertThat(femur.volume()).isBetween(290.0, 375.0);
        assertThat(femur.point(0).x()).isBetween(-3.6, 4.6);
        assertThat(femur.point(0).z()).isBetween(4.6, 7.4);
        assertThat(out.resolve("femoral-cartilage.ply")).exists();
        assertThat(ImageIO.read(out.resolve("surfaces.png").toFile()).getWidth())
                .isEqualTo(1328);
    }

    @Test
    void meshOfTissuesThatAreNotThereIsAnError() throws IOException {
        Path labels = Samples.labels(folder.resolve("a.nii.gz"), 1);
        assertThat(Run.of("mesh", labels, "--tissue", "patella", "-o", folder.resolve("o")))
                .isEqualTo(
                        new Run(1, "", "condyle: " + labels + ": no voxel of patella; nothing to make surfaces of\n"));
        Run unknown = Run.of("mesh", labels, "--tissue", "fibula", "-o", folder.resolve("o"));
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err())
                .startsWith("condyle: --tissue 'fibula': scheme condyle cannot tell it; expected one of femur");
    }

    @Test
    void phantomNeedsAFolderUnlessItCompares() throws IOException {
        Run run = Run.of("phantom");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).startsWith("condyle: -o DIR is missing: expected a folder to write to");
        Path labels = Samples.labels(folder.resolve("a.nii.gz"), 1, 2, 2);
        assertThat(Run.of("phantom", "--realism", labels))
                .isEqualTo(new Run(
                        1,
                        "",
                        "condyle: " + labels + ": aligned knee: no tibial cartilage in the label map (scheme condyle), "
                                + "by which knees are compared\n"));
    }

    @Test
    void tableCountsWhatPassesEachRule() throws IOException {
        Measure volume = new Measure("volume", "femur", "cm³", 0);
        double[] real = {70, 72, 74};
        RealismTable table = new RealismTable(
                List.of(
                        Comparison.of(volume, real, new double[] {69, 71, 73}),
                        Comparison.of(volume, real, new double[] {80, 82, 84}),
                        Comparison.of(volume, real, new double[] {40, 72, 99})),
                3,
                3);
        assertThat(table.summary())
                .isEqualTo("2 of 3 real medians inside the phantoms' 10th–90th percentile; interquartile range ½–3 "
                        + "times the real one in 2 of 3; both in 1 of 3");
        assertThat(table.text().lines().skip(2).findFirst().orElseThrow())
                .matches(
                        "volume: femur +cm³ +72.0 \\[71.0, 73.0\\] +80.4 +82.0 +83.6 +\\[81.0, 83.0\\] +NO +1.00 +yes");
        table.writeCsv(folder.resolve("realism.csv"));
        assertThat(Files.readString(folder.resolve("realism.csv"))
                        .lines()
                        .skip(1)
                        .findFirst())
                .contains("volume,femur,cm³,71.0,72.0,73.0,69.4,70.0,71.0,72.0,72.6,yes,1.0,yes");
    }
}
