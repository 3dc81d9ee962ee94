package condyle.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import condyle.data.Case;
import condyle.data.CaseTable;
import condyle.image.Affine;
import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.image.Volume;
import condyle.io.Assumed;
import condyle.io.Volumes;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurveyTest {
    /** Axes down, to the right, to the back, as many scanners write them. */
    private static final Geometry GRID = new Geometry(
            new Size(6, 8, 10), Affine.of(new Vec(0, 0, -1), new Vec(2, 0, 0), new Vec(0, -0.5, 0), Vec.ZERO));

    @TempDir
    private Path folder;

    @BeforeEach
    void makeTable() throws IOException {
        image("a", 0, GRID);
        image("b", 0, GRID);
        labels("a", 1, 2);
        labels("b", 1, 2);
        Files.writeString(
                folder.resolve("t.csv"), "subject,side,visit,image,labels\na,,,ia.nii,la.nii\nb,,,ib.nii,lb.nii\n");
    }

    private void image(String name, float first, Geometry grid) throws IOException {
        float[] data = new float[480];
        data[0] = first;
        data[1] = 1;
        Volumes.write(Volume.of(grid, data), folder.resolve("i" + name + ".nii"));
    }

    /** A block of 2×3×4 voxels of a label, and as many times two of another beside it. */
    private void labels(String name, int one, int other) throws IOException {
        byte[] data = new byte[480];
        for (int z = 0; z < 4; z++) {
            for (int y = 0; y < 3; y++) {
                for (int x = 0; x < 6; x++) {
                    data[GRID.size().index(x, y + 2, z + 3)] = (byte) (x < 2 ? one : other);
                }
            }
        }
        Volumes.write(LabelMap.of(GRID, data, LabelSet.CONDYLE), folder.resolve("l" + name + ".nii"));
    }

    private Survey survey() throws IOException {
        CaseTable table = CaseTable.read(folder.resolve("t.csv"));
        Survey survey = Survey.of(table, LabelSet.CONDYLE, Assumed.NOTHING);
        for (Case c : table.cases()) {
            survey.look(c);
        }
        return survey;
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void gridsAndTissuesAreToldAlongRightFrontAndUp() throws IOException {
        Scan scan = survey().scans().get(0);
        assertThat(scan.grid().spacing()).isEqualTo(new Vec(2, 0.5, 1));
        assertThat(scan.tissues()).isEqualTo(new Vec(3 * 2, 4 * 0.5, 6));
        assertThat(scan.volumes().get("femur")).isCloseTo(24, within(1e-9));
        assertThat(scan.volumes().get("tibia")).isCloseTo(48, within(1e-9));
    }

    @Test
    void whatIsWrongWithACaseIsOneLine() throws IOException {
        image("b", Float.NaN, GRID);
        assertThatThrownBy(this::survey).hasMessageStartingWith(file("ib.nii") + ": 1 voxel is NaN or infinite; ");
        image("b", 0, GRID.withSize(new Size(8, 6, 10)));
        assertThatThrownBy(this::survey)
                .hasMessageStartingWith(
                        file("t.csv") + ": line 3 (b): labels and image lie on different grids: 6×8×10 ");
        image("b", 1, GRID);
        labels("b", 0, 0);
        assertThatThrownBy(this::survey)
                .hasMessageStartingWith(file("lb.nii") + ": no voxel has a label; expected some of femur, ");
        labels("b", 1, 77);
        assertThatThrownBy(this::survey)
                .hasMessageStartingWith(
                        file("lb.nii") + ": 48 voxels have label 77, which scheme condyle does not know");
        labels("b", 1, 2);
        Volumes.write(Volume.of(GRID, new float[480]), folder.resolve("ib.nii"));
        assertThatThrownBy(this::survey).hasMessage(file("ib.nii") + ": all voxels are 0.0; expected an image");
    }

    @Test
    void oneSubjectCannotBeBothTrainedAndValidatedOn() throws IOException {
        Files.writeString(
                folder.resolve("t.csv"), "subject,side,visit,image,labels\na,,0,ia.nii,la.nii\na,,1,ib.nii,lb.nii\n");
        assertThatThrownBy(this::survey)
                .hasMessage(file("t.csv") + ": one subject, 'a', in 2 cases; expected two at least, one of them to "
                        + "validate on; with one, train beside synthetic knees: docs/guide/fine-tune.yaml");
    }

    @Test
    void otherSpacingsAndOtherNumbersAreNoted() throws IOException {
        assertThat(survey().notes()).isEmpty();
        Geometry fine = new Geometry(
                GRID.size(), Affine.of(new Vec(0, 0, -1), new Vec(1, 0, 0), new Vec(0, -0.5, 0), Vec.ZERO));
        image("b", 0, fine);
        Volumes.write(LabelMap.of(fine, ones(9), LabelSet.CONDYLE), folder.resolve("lb.nii"));
        assertThat(survey().notes())
                .containsExactly(
                        file("t.csv") + ": voxels of 1×0.5×1 to 2×0.5×1 mm; all cases are brought to one spacing");
        // Femur and tibia 17 and 9 times as large as in the other.
        image("b", 0, GRID);
        Volumes.write(LabelMap.of(GRID, halves(), LabelSet.CONDYLE), folder.resolve("lb.nii"));
        labels("a", 1, 2);
        thin("a");
        assertThat(survey().notes())
                .hasSize(2)
                .anySatisfy(note -> assertThat(note)
                        .startsWith(file("la.nii") + ": femur has ")
                        .endsWith("; is it numbered as they are? a data set has one scheme"));
    }

    @Test
    void whatFilesDoNotSayIsSaid() throws IOException {
        for (String name : new String[] {"train_001_V00", "valid_001_V00"}) {
            float[][][] image = new float[4][4][4];
            image[1][1][1] = 1;
            byte[][][][] masks = new byte[4][4][4][6];
            masks[1][2][3][0] = 1;
            for (String ending : new String[] {".im", ".seg"}) {
                try (WritableHdfFile file = HdfFile.write(folder.resolve(name + ending))) {
                    file.putDataset("data", ending.equals(".im") ? image : masks);
                }
            }
        }
        CaseTable table = CaseTable.read(folder);
        Survey survey = Survey.of(table, LabelSet.IWOAI, Assumed.NOTHING);
        survey.look(table.cases().get(0));
        assertThat(survey.notes())
                .singleElement()
                .satisfies(note -> assertThat(note)
                        .startsWith(file("train_001_V00.seg") + ": spacing and orientation are assumed"));
    }

    private static byte[] ones(int label) {
        byte[] data = new byte[480];
        java.util.Arrays.fill(data, (byte) label);
        return data;
    }

    private static byte[] halves() {
        byte[] data = ones(1);
        java.util.Arrays.fill(data, 0, 240, (byte) 2);
        return data;
    }

    /** One voxel of femur, one of tibia. */
    private void thin(String name) throws IOException {
        byte[] data = new byte[480];
        data[100] = 1;
        data[101] = 2;
        Volumes.write(LabelMap.of(GRID, data, LabelSet.CONDYLE), folder.resolve("l" + name + ".nii"));
    }
}
