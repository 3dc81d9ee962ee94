package condyle.phantom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import condyle.image.LabelSet;
import condyle.image.Side;
import condyle.image.Vec;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What grades and visits do to synthetic knees. */
class FindingsTest {
    private static final double SPACING = 2.5;
    private static final long[] SEEDS = {3, 4};
    private static final Set<Material> OEDEMA =
            EnumSet.of(Material.FEMUR_OEDEMA, Material.TIBIA_OEDEMA, Material.PATELLA_OEDEMA);
    private static final Set<Material> CYSTS =
            EnumSet.of(Material.FEMUR_CYST, Material.TIBIA_CYST, Material.PATELLA_CYST);
    private static List<Materials> healthy;

    @BeforeAll
    static void make() {
        healthy = knees(Grades.NONE);
    }

    private static List<Materials> knees(Grades grades) {
        return LongStream.of(SEEDS)
                .mapToObj(s -> Knee.of(s, Side.RIGHT, grades))
                .map(FindingsTest::fill)
                .toList();
    }

    private static Materials fill(Knee knee) {
        return knee.materials(knee.grid(SPACING));
    }

    /** The worst of one finding of {@link Grades#NAMES}, and nothing else. */
    private static List<Materials> worst(String finding) {
        return knees(grades(finding, Grades.WORST));
    }

    private static Grades grades(String finding, int grade) {
        int at = Grades.NAMES.indexOf(finding);
        IntUnaryOperator g = i -> i == at ? grade : 0;
        int[] v = IntStream.range(0, 9).map(g).toArray();
        return new Grades(v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8]);
    }

    private static double volume(List<Materials> knees, Set<Material> of) {
        double sum = 0;
        for (Materials m : knees) {
            for (byte b : m.data()) {
                sum += of.contains(Material.of(b)) ? m.geometry().voxelVolume() / 1000 : 0;
            }
        }
        return sum / knees.size();
    }

    private static double volume(List<Materials> knees, String tissue) {
        return knees.stream()
                        .mapToDouble(m ->
                                m.labels().mask(tissue).count() * m.geometry().voxelVolume() / 1000)
                        .sum()
                / knees.size();
    }

    private static void assertMore(double less, double more) {
        assertTrue(more > less, more + " cm³, expected more than " + less);
    }

    @Test
    void theWorstCartilageIsLessByATenthAtLeast() {
        List<Materials> worn = worst("cartilage");
        assertMore(volume(worn, LabelSet.FEMORAL_CARTILAGE) / 0.9, volume(healthy, LabelSet.FEMORAL_CARTILAGE));
        assertMore(volume(worn, LabelSet.TIBIAL_CARTILAGE) / 0.9, volume(healthy, LabelSet.TIBIAL_CARTILAGE));
    }

    @Test
    void osteophytesAddBone() {
        List<Materials> lipped = worst("osteophytes");
        assertMore(volume(healthy, LabelSet.FEMUR) + 0.5, volume(lipped, LabelSet.FEMUR));
        assertMore(volume(healthy, LabelSet.TIBIA) + 0.3, volume(lipped, LabelSet.TIBIA));
    }

    @Test
    void marrowLesionsAndCystsLieInBoneAndAreLabelledBone() {
        assertEquals(0, volume(healthy, OEDEMA));
        assertEquals(0, volume(healthy, CYSTS));
        List<Materials> ailing = worst("marrow");
        assertMore(1.5, volume(ailing, OEDEMA));
        assertMore(0.2, volume(worst("cysts"), CYSTS));
        for (int i = 0; i < ailing.size(); i++) {
            assertArrayEquals(
                    healthy.get(i).labels().data(), ailing.get(i).labels().data());
        }
    }

    /** How much of a finding there is to be seen, in cm³, or in mm for extrusion. */
    private static double extent(String finding, int grade) {
        if (finding.equals("synovitis")) {
            // It shows where there is fluid.
            return volume(knees(new Grades(0, 0, 0, 0, 4, grade, 0, 0, 0)), EnumSet.of(Material.SYNOVIUM));
        }
        List<Materials> knees = knees(grades(finding, grade));
        return switch (finding) {
            case "cartilage" -> -volume(knees, LabelSet.CARTILAGE);
            case "osteophytes" -> volume(knees, LabelSet.BONES);
            case "marrow" -> volume(knees, OEDEMA);
            case "cysts" -> volume(knees, CYSTS);
            case "effusion", "baker" -> volume(knees, EnumSet.of(Material.FLUID));
            case "extrusion" ->
                -knees.stream()
                        .mapToDouble(m -> least(m, Material.MEDIAL_MENISCUS))
                        .sum();
            default -> -volume(knees, LabelSet.MENISCI);
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cartilage",
                "osteophytes",
                "marrow",
                "cysts",
                "effusion",
                "synovitis",
                "baker",
                "extrusion",
                "tears"
            })
    void aMiddlingGradeShowsMoreThanNoneAndLessThanTheWorst(String finding) {
        double middling = extent(finding, 2);
        assertTrue(extent(finding, 0) < middling, finding + " of grade 2 shows no more than none: " + middling);
        assertTrue(middling < extent(finding, Grades.WORST), finding + " of grade 2 shows as much as the worst");
    }

    @Test
    void effusionIsFluid() {
        assertMore(
                volume(healthy, EnumSet.of(Material.FLUID)) + 8, volume(worst("effusion"), EnumSet.of(Material.FLUID)));
    }

    @Test
    void synovitisThickensTheSynovium() {
        Set<Material> synovium = EnumSet.of(Material.SYNOVIUM);
        // It shows where there is fluid.
        List<Materials> wet = knees(new Grades(0, 0, 0, 0, 4, 0, 0, 0, 0));
        List<Materials> inflamed = knees(new Grades(0, 0, 0, 0, 4, 4, 0, 0, 0));
        assertMore(volume(wet, synovium) + 1, volume(inflamed, synovium));
    }

    @Test
    void bakersCystLiesBehindAndMedialOfTheJoint() {
        List<Materials> cystic = worst("baker");
        Vec sum = Vec.of(0);
        int count = 0;
        for (int i = 0; i < cystic.size(); i++) {
            Materials m = cystic.get(i);
            for (int v = 0; v < m.data().length; v++) {
                if (m.data()[v] == Material.FLUID.code() && healthy.get(i).data()[v] != Material.FLUID.code()) {
                    sum = sum.plus(m.geometry().toWorld().apply(x(m, v), y(m, v), z(m, v)));
                    count++;
                }
            }
        }
        assertTrue(count * SPACING * SPACING * SPACING / 1000 > 3, count + " voxels");
        Vec mean = sum.times(1.0 / count);
        assertTrue(mean.y() < -20, "the cyst's middle lies at " + mean);
        assertTrue(mean.x() < 0, "the cyst's middle lies at " + mean);
    }

    private static int x(Materials m, int i) {
        return i % m.geometry().size().x();
    }

    private static int y(Materials m, int i) {
        return i / m.geometry().size().x() % m.geometry().size().y();
    }

    private static int z(Materials m, int i) {
        return i / m.geometry().size().x() / m.geometry().size().y();
    }

    @Test
    void extrudedMenisciReachFurtherOut() {
        List<Materials> out = worst("extrusion");
        for (int i = 0; i < out.size(); i++) {
            double before = least(healthy.get(i), Material.MEDIAL_MENISCUS);
            double after = least(out.get(i), Material.MEDIAL_MENISCUS);
            assertTrue(after < before - 1.5, "from " + before + " to " + after + " mm");
        }
    }

    private static double least(Materials m, Material of) {
        double least = 1e9;
        for (int i = 0; i < m.data().length; i++) {
            if (m.data()[i] == of.code()) {
                least = Math.min(
                        least,
                        m.geometry().toWorld().apply(x(m, i), y(m, i), z(m, i)).x());
            }
        }
        return least;
    }

    @Test
    void tearsTakeAwayMeniscus() {
        assertMore(volume(worst("tears"), LabelSet.MENISCI) / 0.97, volume(healthy, LabelSet.MENISCI));
    }

    @Test
    void aLaterVisitHasLessCartilageOnTheSameBones() {
        for (long seed : SEEDS) {
            Knee first = Knee.of(seed);
            Knee third = first.visit(3);
            List<Materials> before = List.of(fill(first));
            List<Materials> after = List.of(fill(third));
            assertMore(volume(after, LabelSet.FEMORAL_CARTILAGE) / 0.97, volume(before, LabelSet.FEMORAL_CARTILAGE));
            // The patella lies in the field of view as a whole; osteophytes add a little.
            double patella = volume(after, LabelSet.PATELLA) / volume(before, LabelSet.PATELLA);
            assertTrue(patella > 0.97 && patella < 1.1, "patella × " + patella);
            assertNotEquals(first.flexion(), third.flexion());
            assertEquals(first.flexion(), third.flexion(), 4.001);
            assertEquals(first.side(), third.side());
            assertEquals(first.sex(), third.sex());
        }
    }

    @Test
    void theFirstVisitIsTheKneeItself() {
        Knee knee = Knee.of(5);
        assertArrayEquals(fill(knee).data(), fill(knee.visit(3).visit(1)).data());
    }

    @Test
    void visitsCountFromOne() {
        Exception e =
                assertThrows(IllegalArgumentException.class, () -> Knee.of(1).visit(0));
        assertEquals("visit 0: expected 1 or more", e.getMessage());
    }

    @Test
    void kneesBendFromStraightToThirtyDegrees() {
        double[] flexion = LongStream.range(0, 60)
                .mapToDouble(s -> Knee.of(s).flexion())
                .sorted()
                .toArray();
        assertTrue(flexion[0] >= 0 && flexion[0] < 3, flexion[0] + "°");
        assertTrue(flexion[59] <= 30 && flexion[59] > 24, flexion[59] + "°");
    }

    @Test
    void mensKneesAreLarger() {
        double[] sum = new double[2];
        int[] count = new int[2];
        for (long seed = 0; seed < 40; seed++) {
            Knee knee = Knee.of(seed);
            sum[knee.sex().ordinal()] += knee.size();
            count[knee.sex().ordinal()]++;
        }
        double ratio = sum[1] / count[1] / (sum[0] / count[0]);
        assertTrue(ratio > 1.07 && ratio < 1.2, "men × " + ratio);
    }
}
