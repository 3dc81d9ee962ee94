package condyle.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Size;
import condyle.image.Vec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfusionMatrixTest {
    private static final Geometry GRID = Geometry.of(new Size(10, 1, 1), Vec.of(2));

    @TempDir
    Path folder;

    private static LabelMap map(LabelSet labels, int... voxels) {
        byte[] data = new byte[10];
        for (int i = 0; i < voxels.length; i++) {
            data[i] = (byte) voxels[i];
        }
        return LabelMap.of(GRID, data, labels);
    }

    @Test
    void classesAreTheFinestThatBothSchemesTell() {
        LabelMap ours = map(LabelSet.CONDYLE, 1, 1, 4, 4, 5, 6, 6, 8);
        LabelMap zib = map(LabelSet.ZIB, 1, 7, 2, 4, 4, 4);
        ConfusionMatrix m = ConfusionMatrix.of(ours, zib);
        assertThat(m.classes())
                .containsExactly(
                        "background",
                        "femur",
                        "tibia",
                        "patella",
                        "femoral cartilage",
                        "patellar cartilage",
                        "tibial cartilage");
        assertThat(m.voxels(1, 1)).as("a lesion counts as its bone").isEqualTo(2);
        assertThat(m.voxels(6, 4)).isEqualTo(1);
        assertThat(m.share(6, 6)).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(m.voxels(0, 6)).isEqualTo(1);
        assertThat(m.voxels(0, 0))
                .as("a meniscus, which the reference cannot tell")
                .isEqualTo(3);
        assertThat(m.share(2, 2)).isNaN();
    }

    @Test
    void groupStandsWhereItsMembersAreNotKnown() {
        ConfusionMatrix m = ConfusionMatrix.of(map(LabelSet.CONDYLE, 1, 4, 5, 9), map(LabelSet.BINARY, 0, 1, 1, 0, 1));
        assertThat(m.classes()).containsExactly("background", "cartilage and menisci");
        assertThat(m.iou(1)).isEqualTo(0.5);
        assertThat(m.iou(0)).isEqualTo(6 / 8.0);
        assertThat(m.meanIou()).isEqualTo(0.5);
        assertThat(m.meanIouWithBackground()).isEqualTo(0.625);
    }

    @Test
    void classesThatNeitherSideHasAreLeftOutOfTheMean() {
        ConfusionMatrix m = ConfusionMatrix.of(map(LabelSet.CONDYLE, 1, 1, 2), map(LabelSet.CONDYLE, 1, 2, 2));
        assertThat(m.meanIou()).isEqualTo(0.5);
        assertThat(m.iou(3)).isNaN();
    }

    @Test
    void writtenMatricesAreReadBackAndAddedUp() throws IOException {
        ConfusionMatrix a = ConfusionMatrix.of(map(LabelSet.BINARY, 1, 1), map(LabelSet.BINARY, 1));
        Path file = folder.resolve(Confusions.FILE);
        new Confusions(Map.of("a", a)).plus(new Confusions(Map.of("b", a))).write(file);
        Confusions back = Confusions.read(file);
        assertThat(back.cases().keySet()).containsExactly("a", "b");
        ConfusionMatrix sum = back.cases().get("a").plus(back.cases().get("b"));
        assertThat(sum.voxels(0, 0)).isEqualTo(16);
        assertThat(sum.voxels(0, 1)).isEqualTo(2);
        assertThat(sum.voxels(1, 0)).isZero();
        assertThat(sum.voxels(1, 1)).isEqualTo(2);
    }

    @Test
    void rowThatIsMissingIsNamed() throws IOException {
        Path file = folder.resolve(Confusions.FILE);
        Files.writeString(file, "case,reference,prediction,voxels\na,background,background,3\na,femur,femur,1\n");
        assertThatThrownBy(() -> Confusions.read(file))
                .hasMessage(file + ": case a: no row for background predicted as femur; expected one for each pair of "
                        + "classes");
    }

    @Test
    void whatIsNoNumberOfVoxelsIsTold() throws IOException {
        Path file = folder.resolve(Confusions.FILE);
        for (String n : List.of("nan", "-1", "2.5", "inf")) {
            Files.writeString(file, "case,reference,prediction,voxels\na,background,background," + n + "\n");
            assertThatThrownBy(() -> Confusions.read(file))
                    .hasMessage(file + ": case a: column voxels: '" + n + "'; expected a number of voxels");
        }
    }

    @Test
    void matricesOfOtherClassesAreNotAdded() {
        ConfusionMatrix a = ConfusionMatrix.of(List.of("background", "femur"), new long[2][2]);
        ConfusionMatrix b = ConfusionMatrix.of(List.of("background", "tibia"), new long[2][2]);
        assertThatThrownBy(() -> a.plus(b))
                .hasMessage("confusion matrices of other classes: background, femur and background, tibia");
        assertThatThrownBy(() -> ConfusionMatrix.of(List.of("background"), new long[2][2]))
                .hasMessage("confusion matrix: 2 rows, one of 2 columns; expected 1 of both");
    }
}
