package condyle.phantom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import condyle.distance.DistanceTransform;
import condyle.image.Affine;
import condyle.image.ConnectedComponents;
import condyle.image.Connectivity;
import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Mask;
import condyle.image.Side;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.measure.SideEstimate;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class KneeTest {
    private static final double SPACING = 1.5;
    private static List<Materials> knees;

    @BeforeAll
    static void make() {
        knees = LongStream.range(1, 7)
                .mapToObj(s -> Knee.of(s).materials(Knee.of(s).grid(SPACING)))
                .toList();
    }

    private static double volume(Materials m, String tissue) {
        return m.labels().mask(tissue).count() * m.geometry().voxelVolume() / 1000;
    }

    @Test
    void oneThreadAndManyMakeTheSameKnee() throws Exception {
        Knee knee = Knee.of(3);
        Geometry grid = knee.grid(3);
        Materials many = knee.materials(grid);
        ForkJoinPool one = new ForkJoinPool(1);
        Materials single = one.submit(() -> Knee.of(3).materials(grid)).get();
        one.shutdown();
        assertArrayEquals(many.data(), single.data());
    }

    @Test
    void bentAsMuchAsItIsItStaysTheSameAndOtherwiseKeepsWhatItConsistsOf() {
        Knee knee = Knee.of(3);
        Geometry grid = knee.grid(3);
        Materials drawn = knee.materials(grid);
        assertArrayEquals(
                drawn.data(), knee.bent(knee.flexion()).materials(grid).data());
        Knee straight = knee.bent(0);
        assertThat(straight.flexion()).isZero();
        assertThat(straight.grades()).isEqualTo(knee.grades());
        double ratio = volume(straight.materials(knee.grid(1.5)), "femoral cartilage")
                / volume(knee.materials(knee.grid(1.5)), "femoral cartilage");
        assertThat(ratio).isBetween(0.93, 1.07);
        assertThatThrownBy(() -> knee.bent(31)).hasMessage("flexion 31.0°: expected 0–30°");
    }

    @Test
    void volumesLieWhereRealOnesDo() {
        for (Materials m : knees) {
            assertBetween(5.5, 20.9, volume(m, LabelSet.FEMORAL_CARTILAGE));
            // A tenth beyond the largest real one.
            assertBetween(2.0, 8.7, volume(m, LabelSet.TIBIAL_CARTILAGE));
            assertBetween(0.4, 5.8, volume(m, LabelSet.PATELLAR_CARTILAGE));
            assertBetween(2.2, 8.5, volume(m, LabelSet.MENISCI));
            assertBetween(90, 260, volume(m, LabelSet.FEMUR));
            assertBetween(60, 170, volume(m, LabelSet.TIBIA));
            assertBetween(8, 35, volume(m, LabelSet.PATELLA));
        }
    }

    private static void assertBetween(double low, double high, double v) {
        assertTrue(v >= low && v <= high, v + " cm³, expected " + low + " to " + high);
    }

    @Test
    void eachBoneIsOnePiece() {
        for (Materials m : knees) {
            for (String bone : List.of(LabelSet.FEMUR, LabelSet.TIBIA, LabelSet.PATELLA)) {
                Mask mask = m.labels().mask(bone);
                Mask largest = ConnectedComponents.largest(mask, Connectivity.FACES);
                assertTrue(largest.count() >= 0.995 * mask.count(), bone + " in pieces");
            }
        }
    }

    @Test
    void cartilageTouchesItsBone() {
        for (Materials m : knees) {
            LabelMap labels = m.labels();
            assertNear(labels, LabelSet.FEMORAL_CARTILAGE, LabelSet.FEMUR);
            assertNear(labels, LabelSet.TIBIAL_CARTILAGE, LabelSet.TIBIA);
            assertNear(labels, LabelSet.PATELLAR_CARTILAGE, LabelSet.PATELLA);
        }
    }

    private static void assertNear(LabelMap labels, String cartilage, String bone) {
        float[] d = DistanceTransform.of(labels.mask(bone)).data();
        boolean[] in = labels.mask(cartilage).data();
        for (int i = 0; i < in.length; i++) {
            assertTrue(!in[i] || d[i] < 6, cartilage + " " + d[i] + " mm from its bone");
        }
    }

    @Test
    void menisciLieBetweenFemurAndTibia() {
        for (Materials m : knees) {
            double menisci = height(m, LabelSet.MENISCI);
            assertTrue(menisci < height(m, LabelSet.FEMORAL_CARTILAGE));
            assertTrue(menisci > height(m, LabelSet.TIBIA));
        }
    }

    private static double height(Materials m, String tissue) {
        boolean[] in = m.labels().mask(tissue).data();
        Size n = m.geometry().size();
        double sum = 0;
        long count = 0;
        for (int i = 0; i < in.length; i++) {
            if (in[i]) {
                sum += m.geometry()
                        .toWorld()
                        .apply(i % n.x(), i / n.x() % n.y(), i / n.x() / n.y())
                        .z();
                count++;
            }
        }
        return sum / count;
    }

    @Test
    void medialAndLateralTellTheSide() {
        for (Materials m : knees) {
            assertEquals(m.side(), SideEstimate.of(m.labels()).side());
        }
    }

    @Test
    void leftIsTheMirrorOfRight() {
        Geometry right = Geometry.of(new Size(37, 40, 40), Vec.of(3), new Vec(-54, -60, -55));
        Affine flip = Affine.of(-1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0);
        Geometry left = new Geometry(right.size(), flip.after(right.toWorld()));
        assertArrayEquals(
                Knee.of(5, Side.RIGHT).materials(right).data(),
                Knee.of(5, Side.LEFT).materials(left).data());
    }

    @Test
    void everyMaterialOccurs() {
        boolean[] seen = new boolean[Material.count()];
        for (Materials m : knees) {
            for (byte b : m.data()) {
                seen[b] = true;
            }
        }
        Knee ailing = Knee.of(1, Side.RIGHT, Grades.all(Grades.WORST));
        for (byte b : ailing.materials(ailing.grid(SPACING)).data()) {
            seen[b] = true;
        }
        for (Material m : Material.values()) {
            assertTrue(seen[m.ordinal()], m + " is missing");
        }
    }

    @Test
    void theNearestVoxelIsTakenOnAnotherGridAndAirOutside() {
        Materials m = knees.get(0);
        assertArrayEquals(m.data(), m.at(m.geometry()).data());
        Geometry far = Geometry.of(new Size(2, 2, 2), Vec.of(1), new Vec(500, 0, 0));
        assertArrayEquals(new byte[8], m.at(far).data());
    }
}
