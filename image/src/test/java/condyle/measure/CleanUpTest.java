package condyle.measure;

import static org.assertj.core.api.Assertions.assertThat;

import condyle.image.Box;
import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.io.RealData;
import condyle.io.Volumes;
import condyle.metric.Overlap;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CleanUpTest {
    private static final Geometry GRID = Geometry.of(new Size(60, 50, 60), Vec.of(1));
    private static final Box FEMUR = new Box(10, 10, 35, 50, 40, 60);
    private static final Box TIBIA = new Box(10, 10, 0, 50, 40, 22);

    private final LabelMap map = LabelMap.of(GRID, new byte[GRID.size().length()], LabelSet.CONDYLE);

    /** Two bones 13 mm apart with a layer of cartilage each, medial at low x, and menisci between them. */
    CleanUpTest() {
        put(FEMUR, 1);
        put(TIBIA, 2);
        put(new Box(10, 10, 33, 50, 40, 35), 4);
        put(new Box(10, 10, 22, 28, 40, 24), 5);
        put(new Box(32, 10, 22, 50, 40, 24), 6);
        put(new Box(10, 12, 26, 18, 38, 31), 8);
        put(new Box(42, 12, 26, 50, 38, 31), 9);
    }

    private void put(Box b, int label) {
        for (int z = b.z0(); z < b.z1(); z++) {
            for (int y = b.y0(); y < b.y1(); y++) {
                int row = map.size().index(0, y, z);
                Arrays.fill(map.data(), row + b.x0(), row + b.x1(), (byte) label);
            }
        }
    }

    private byte[] copy() {
        return map.data().clone();
    }

    private byte[] cleaned() {
        LabelMap once = CleanUp.of(map);
        assertThat(Arrays.mismatch(CleanUp.of(once).data(), once.data())).isEqualTo(-1);
        return once.data();
    }

    private void assertCleaned(byte[] expected) {
        assertThat(Arrays.mismatch(cleaned(), expected))
                .as("first voxel that differs")
                .isEqualTo(-1);
    }

    @Test
    void soundKneeStaysAsItIs() {
        assertCleaned(copy());
    }

    @Test
    void boneFragmentsGoAndHolesAreFilled() {
        byte[] sound = copy();
        put(new Box(1, 1, 1, 5, 5, 5), 1);
        put(new Box(20, 20, 45, 24, 24, 49), 0);
        put(new Box(30, 20, 45, 32, 22, 47), 4);
        // Touches the tibia by an edge only.
        put(new Box(50, 40, 5, 54, 44, 9), 2);
        assertCleaned(sound);
    }

    @Test
    void holeThatReachesTheGridsBorderIsLeftOpen() {
        put(new Box(20, 20, 45, 24, 24, 60), 0);
        assertCleaned(copy());
    }

    @Test
    void boneInsideAnotherIsNotSwallowed() {
        put(new Box(20, 20, 45, 30, 30, 55), 0);
        put(new Box(22, 22, 47, 26, 26, 51), 3);
        assertCleaned(copy());
    }

    @Test
    void cartilageAwayFromItsBoneGoes() {
        byte[] sound = copy();
        put(new Box(52, 20, 45, 56, 24, 49), 4);
        put(new Box(30, 20, 27, 34, 24, 30), 7);
        assertCleaned(sound);
    }

    @Test
    void tongueOfCartilageIsCutEightMillimetresFromItsBone() {
        put(new Box(50, 20, 40, 58, 24, 44), 4);
        byte[] sound = copy();
        put(new Box(58, 20, 40, 60, 24, 44), 4);
        assertCleaned(sound);
    }

    @Test
    void tinyAndFarPiecesGo() {
        byte[] sound = copy();
        put(new Box(20, 40, 45, 23, 43, 46), 4);
        put(new Box(20, 7, 57, 28, 10, 60), 4);
        assertCleaned(sound);
    }

    @Test
    void smallIslandOnItsBoneGoesUnlessItLiesCloseToTheLayer() {
        put(new Box(20, 10, 33, 29, 40, 35), 0);
        put(new Box(28, 24, 34, 29, 30, 35), 4);
        put(new Box(25, 24, 33, 29, 30, 35), 4);
        byte[] close = copy();
        assertCleaned(close);
        put(new Box(9, 20, 45, 10, 26, 48), 4);
        assertCleaned(close);
    }

    @Test
    void meniscusThatMissesFemurOrTibiaGoes() {
        byte[] sound = copy();
        put(new Box(52, 20, 40, 58, 30, 46), 9);
        assertCleaned(sound);
    }

    @Test
    void strayPieceBecomesItsNeighboursSide() {
        byte[] sound = copy();
        put(new Box(40, 20, 22, 44, 24, 24), 5);
        put(new Box(12, 20, 27, 15, 24, 29), 9);
        assertCleaned(sound);
    }

    @Test
    void withoutBoneNoCartilageStays() {
        put(FEMUR, 0);
        byte[] out = cleaned();
        assertThat(LabelMap.of(GRID, out, LabelSet.CONDYLE)
                        .mask(LabelSet.FEMORAL_CARTILAGE)
                        .isEmpty())
                .isTrue();
        assertThat(LabelMap.of(GRID, out, LabelSet.CONDYLE)
                        .mask(LabelSet.TIBIAL_CARTILAGE)
                        .count())
                .isEqualTo(2160);
    }

    @Test
    void schemeWithoutBonesKeepsPiecesByTheirSizeAndPlace() {
        LabelSet own = new LabelSet("own", LabelSet.CONDYLE.tissues().subList(3, 9));
        put(FEMUR, 0);
        put(TIBIA, 0);
        byte[] sound = copy();
        put(new Box(20, 40, 45, 23, 43, 46), 4);
        assertThat(CleanUp.of(LabelMap.of(GRID, map.data(), own)).data()).isEqualTo(sound);
    }

    @Test
    void manualSegmentationsHardlyChange() throws IOException {
        LabelMap real = Volumes.readLabels(RealData.path("labels/akoa-05-visit1.nii.gz"), LabelSet.ZIB);
        LabelMap out = CleanUp.of(real);
        for (String name : real.labels().names()) {
            assertThat(Overlap.of(out.mask(name), real.mask(name)).dice())
                    .as(name)
                    .isGreaterThan(0.9995);
        }
    }
}
