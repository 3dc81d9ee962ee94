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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoresTest {
    private static final Geometry GRID = Geometry.of(new Size(12, 1, 1), Vec.of(2));

    @TempDir
    Path folder;

    private static LabelMap map(LabelSet labels, int... voxels) {
        byte[] data = new byte[12];
        for (int i = 0; i < voxels.length; i++) {
            data[i] = (byte) voxels[i];
        }
        return LabelMap.of(GRID, data, labels);
    }

    private static Score row(Scores scores, String tissue) {
        return scores.rows().stream()
                .filter(r -> r.tissue().equals(tissue))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void schemesMeetByName() {
        LabelMap ours = map(LabelSet.CONDYLE, 1, 1, 4, 4, 5, 6, 6);
        LabelMap zib = map(LabelSet.ZIB, 1, 7, 2, 2, 4, 4, 4);
        Scores scores = Scores.of("a", ours, zib);
        assertThat(scores.rows().stream().map(Score::tissue))
                .containsExactly(
                        "femur",
                        "tibia",
                        "patella",
                        "femoral cartilage",
                        "patellar cartilage",
                        "tibial cartilage",
                        "bones",
                        "cartilage");
        assertThat(row(scores, "femur").value(Metric.DICE)).isEqualTo(1);
        assertThat(row(scores, "tibial cartilage").value(Metric.DICE)).isEqualTo(1);
        assertThat(row(scores, "tibial cartilage").value(Metric.REFERENCE)).isCloseTo(24, within(1e-9));
        assertThat(row(scores, "tibia").value(Metric.DICE)).isNaN();
    }

    @Test
    void binaryReferenceIsComparedWithTheGroup() {
        Scores scores = Scores.of(
                "a", map(LabelSet.CONDYLE, 1, 4, 5, 6, 7, 8, 9), map(LabelSet.BINARY, 0, 1, 1, 1, 1, 1, 1, 1, 1));
        assertThat(scores.rows()).hasSize(1);
        assertThat(row(scores, LabelSet.CARTILAGE_AND_MENISCI).value(Metric.IOU))
                .isEqualTo(0.75);
        assertThat(row(scores, LabelSet.CARTILAGE_AND_MENISCI).value(Metric.VOLUME_ERROR))
                .isCloseTo(-16, within(1e-9));
    }

    @Test
    void schemesWithoutACommonNameAreRefused() {
        LabelSet bones = new LabelSet("bone", List.of(new condyle.image.Tissue(1, "skull", 0)));
        assertThatThrownBy(() -> Scores.of("a", map(LabelSet.BINARY), map(bones)))
                .hasMessage("label schemes binary and bone have no tissue in common: cartilage and menisci and skull");
    }

    @Test
    void summaryLeavesOutAndCountsWhatIsEmpty() {
        LabelMap full = map(LabelSet.BINARY, 1, 1, 1, 1);
        LabelMap half = map(LabelSet.BINARY, 1, 1);
        LabelMap none = map(LabelSet.BINARY);
        Scores scores = Scores.of("a", full, full)
                .plus(Scores.of("b", half, full))
                .plus(Scores.of("c", none, full))
                .plus(Scores.of("d", none, none));
        Summary dice = scores.summary().get(LabelSet.CARTILAGE_AND_MENISCI).get(Metric.DICE);
        assertThat(dice.n()).isEqualTo(3);
        assertThat(dice.leftOut()).isEqualTo(1);
        assertThat(dice.mean()).isCloseTo((1 + 2 / 3.0) / 3, within(1e-12));
        assertThat(dice.worst()).isZero();
        Summary hd95 = scores.summary().get(LabelSet.CARTILAGE_AND_MENISCI).get(Metric.HD95);
        assertThat(hd95.n()).isEqualTo(2);
        assertThat(hd95.worst()).isEqualTo(4);
        assertThat(hd95.deviation()).isCloseTo(4 / Math.sqrt(2), within(1e-12));
    }

    @Test
    void worstVolumeRatioIsTheFarthestFromOne() {
        assertThat(Summary.of(Metric.VOLUME_RATIO, List.of(0.4, 1.0, 2.0)).worst())
                .isEqualTo(0.4);
        assertThat(Summary.of(Metric.VOLUME_ERROR, List.of(-5.0, 4.0)).worst()).isEqualTo(-5);
    }

    @Test
    void tableShowsMeanDeviationWorstAndWhatWasLeftOut() {
        LabelMap full = map(LabelSet.BINARY, 1, 1, 1, 1);
        Scores scores = Scores.of("a", full, full).plus(Scores.of("b", map(LabelSet.BINARY), full));
        assertThat(scores.table().lines())
                .containsExactly(
                        "tissue                 n           Dice  worst            VOE   volume ratio"
                                + "  volume error %  ASSD mm  HD95 mm",
                        "cartilage and menisci  2  0.500 ± 0.707  0.000  0.500 ± 0.707  0.500 ± 0.707"
                                + "    -50.0 ± 70.7     0.00     0.00",
                        "left out of 2 cases, cartilage and menisci being empty on one side or both: "
                                + "ASSD mm 1, HD95 mm 1");
    }

    @Test
    void writtenScoresAreReadBack() throws IOException {
        LabelMap full = map(LabelSet.BINARY, 1, 1, 1, 1);
        Scores scores = Scores.of("case, one", map(LabelSet.BINARY, 1, 1), full)
                .plus(Scores.of("b", map(LabelSet.BINARY), full));
        Path file = folder.resolve("scores.csv");
        scores.write(file);
        assertThat(Files.readAllLines(file).get(0))
                .isEqualTo("case,tissue,dice,iou,voe,volume_error_mm3,volume_error_percent,volume_ratio,assd_mm,"
                        + "hd95_mm,reference_mm3,prediction_mm3,precision,recall,background_iou,mean_iou,boundary_dice,"
                        + "thickness_error_mm,reference_thickness_mm,prediction_thickness_mm");
        Scores back = Scores.read(file);
        assertThat(back.rows().get(0).caseName()).isEqualTo("case, one");
        assertThat(back.rows().get(0).value(Metric.DICE)).isCloseTo(2 / 3.0, within(1e-6));
        assertThat(back.rows().get(1).value(Metric.ASSD)).isInfinite();
        assertThat(back.table()).isEqualTo(scores.table());
    }

    @Test
    void scoreThatIsNoNumberThoughThereAreVoxelsIsRefused() throws IOException {
        LabelMap full = map(LabelSet.BINARY, 1, 1, 1, 1);
        Path file = folder.resolve("scores.csv");
        Scores.of("a", full, full).plus(Scores.of("b", full, full)).write(file);
        String text = Files.readString(file);
        Files.writeString(file, text.replace("b,cartilage and menisci,1.0", "b,cartilage and menisci,nan"));
        assertThatThrownBy(() -> Scores.read(file))
                .hasMessage(file + ": line 3: case b, cartilage and menisci: dice is nan; expected a number, as the "
                        + "volumes are not both 0; run 'condyle evaluate' again");
        Files.writeString(file, text.replace(",32.0,32.0,", ",32.0,nan,"));
        assertThatThrownBy(() -> Scores.read(file))
                .hasMessage(file + ": line 2: case a, cartilage and menisci: prediction_mm3 is nan; expected a number; "
                        + "run 'condyle evaluate' again");
    }

    @Test
    void differentGridsAreRefused() {
        LabelMap other = LabelMap.of(Geometry.of(new Size(12, 1, 1), Vec.of(1)), new byte[12], LabelSet.BINARY);
        assertThatThrownBy(() -> Scores.of("a", map(LabelSet.BINARY), other))
                .hasMessageStartingWith("prediction and reference lie on different grids");
    }
}
