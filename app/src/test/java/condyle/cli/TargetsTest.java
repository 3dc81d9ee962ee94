package condyle.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.image.Volume;
import condyle.io.Volumes;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The maps of a block of femur above a block of tibia, 20×20×20 voxels of 1 mm. */
class TargetsTest {
    private static final Geometry GRID = Geometry.of(new Size(20, 20, 20), Vec.of(1));

    @TempDir
    private Path folder;

    private Path blocks() throws IOException {
        byte[] data = new byte[GRID.size().length()];
        for (int z = 0, i = 0; z < 20; z++) {
            for (int y = 0; y < 20; y++) {
                for (int x = 0; x < 20; x++, i++) {
                    data[i] = (byte) (x < 4 || x > 15 || y < 4 || y > 15 ? 0 : z < 9 ? 2 : z > 10 ? 1 : 0);
                }
            }
        }
        Path file = folder.resolve("blocks.nii.gz");
        Volumes.write(LabelMap.of(GRID, data, LabelSet.CONDYLE), file);
        return file;
    }

    private static Volume read(Path out, String name) throws IOException {
        return Volumes.read(out.resolve(name + ".nii.gz"));
    }

    @Test
    void itWritesAMapForEachTissueTheirMaximumAndAPicture() throws IOException {
        Path out = folder.resolve("phi");
        Run run = Run.of("targets", blocks(), "-o", out, "--fall", "cut-off", "--length", "4");
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("femur")
                .contains("tibia")
                .contains("combined")
                .doesNotContain("patella");
        Volume femur = read(out, "femur");
        Volume tibia = read(out, "tibia");
        Volume both = read(out, "combined");
        assertThat(femur.at(10, 10, 11)).isCloseTo(0.75f, within(1e-6f));
        assertThat(femur.at(10, 10, 9)).isCloseTo(0.5f, within(1e-6f));
        assertThat(femur.at(10, 10, 2)).isZero();
        assertThat(tibia.at(10, 10, 9)).isCloseTo(0.75f, within(1e-6f));
        for (int i = 0; i < both.data().length; i++) {
            assertThat(both.data()[i]).isEqualTo(Math.max(femur.data()[i], tibia.data()[i]));
        }
        BufferedImage picture = ImageIO.read(out.resolve("targets.png").toFile());
        // Mask, femur, tibia, combined: four tiles of 300 pixels.
        assertThat(picture.getWidth()).isEqualTo(2 * 24 + 4 * 310 - 10);
    }

    @Test
    void distancesAreNegativeInsideAndCombinedByTheLeast() throws IOException {
        Path out = folder.resolve("distance");
        Run run = Run.of("targets", blocks(), "-o", out, "--map", "distance", "--length", "5");
        assertThat(run.err()).isEmpty();
        Volume femur = read(out, "femur");
        assertThat(femur.at(10, 10, 11)).isCloseTo(-0.1f, within(1e-6f));
        assertThat(femur.at(10, 10, 8)).isCloseTo(0.5f, within(1e-6f));
        assertThat(femur.at(10, 10, 0)).isEqualTo(1);
        assertThat(read(out, "combined").at(10, 10, 8)).isCloseTo(-0.1f, within(1e-6f));
        Path sauna = folder.resolve("sauna");
        assertThat(Run.of("targets", blocks(), "-o", sauna, "--map", "sauna", "--form", "hh", "--tissue", "tibia")
                        .err())
                .isEmpty();
        assertThat(read(sauna, "tibia").at(10, 10, 2)).isCloseTo(-1, within(1e-5f));
        assertThat(sauna.resolve("femur.nii.gz")).doesNotExist();
    }

    @Test
    void groupsAreCompartmentsToo() throws IOException {
        Path out = folder.resolve("bones");
        Run run = Run.of("targets", blocks(), "-o", out, "--tissue", "bones", "--slice", "10");
        assertThat(run.err()).isEmpty();
        assertThat(read(out, "bones").data()).isEqualTo(read(out, "combined").data());
    }

    @Test
    void badInputIsOneLine() throws IOException {
        Path file = blocks();
        Path out = folder.resolve("none");
        assertThat(Run.of("targets", file, "-o", out, "--tissue", "patella"))
                .isEqualTo(new Run(1, "", "condyle: " + file + ": no voxel of patella; nothing to draw maps of\n"));
        assertThat(Run.of("targets", file, "-o", out, "--tissue", "fibula").err())
                .startsWith("condyle: --tissue 'fibula': scheme condyle cannot tell it; expected one of femur");
        assertThat(Run.of("targets", file, "-o", out, "--tissue", "femur", "--tissue", "bones"))
                .isEqualTo(new Run(
                        2,
                        "",
                        "condyle: --tissue: label 1 falls under both 'femur' and 'bones'; name each tissue once; "
                                + "see 'condyle targets --help'\n"));
        assertThat(Run.of("targets", file, "-o", out, "--slice", "21").err())
                .startsWith("condyle: --slice 21: expected 1 to 20, or 0 for the middle");
        assertThat(Run.of("targets", file, "-o", out, "--length", "0").err())
                .startsWith("condyle: --length 0.0: expected a number of mm above 0");
        assertThat(Run.of("targets", file, "-o", out, "--fall", "steep").err())
                .contains("'--fall': 'steep' cannot be used; expected linear, exponential, cut-off");
        assertThat(Run.of("targets", file, "-o", out, "--map", "phi").err())
                .startsWith("condyle: --map: 'phi' cannot be used; expected penalty, distance, sauna");
        assertThat(Run.of("targets", folder.resolve("gone.nii"), "-o", out).err())
                .startsWith("condyle: " + folder.resolve("gone.nii"));
        assertThat(out).doesNotExist();
    }
}
