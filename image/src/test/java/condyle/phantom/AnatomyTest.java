package condyle.phantom;

import static org.assertj.core.api.Assertions.assertThat;

import condyle.distance.DistanceTransform;
import condyle.image.LabelSet;
import condyle.image.Mask;
import condyle.image.Side;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.measure.SideCues;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which structures a healthy right knee has, and where. */
class AnatomyTest {
    private static final double SPACING = 1.5;
    private static final Set<Material> TIBIA = EnumSet.of(Material.TIBIA_MARROW, Material.TIBIA_CORTEX);
    private static final Set<Material> FEMUR = EnumSet.of(Material.FEMUR_MARROW, Material.FEMUR_CORTEX);
    private static final Set<Material> PATELLA = EnumSet.of(Material.PATELLA_MARROW, Material.PATELLA_CORTEX);
    private static final Set<Material> FIBULA = EnumSet.of(Material.FIBULA_MARROW, Material.FIBULA_CORTEX);

    private static List<Materials> knees;

    @BeforeAll
    static void make() {
        knees = LongStream.range(1, 4)
                .mapToObj(s -> Knee.of(s, Side.RIGHT, Grades.NONE))
                .map(k -> k.materials(k.grid(SPACING)))
                .toList();
    }

    private static Mask mask(Materials m, Set<Material> of) {
        boolean[] in = new boolean[m.data().length];
        for (int i = 0; i < in.length; i++) {
            in[i] = of.contains(Material.of(m.data()[i]));
        }
        return Mask.of(m.geometry(), in);
    }

    private static List<Vec> places(Mask set) {
        List<Vec> out = new ArrayList<>();
        Size n = set.size();
        for (int i = 0; i < set.data().length; i++) {
            if (set.data()[i]) {
                out.add(set.geometry().toWorld().apply(i % n.x(), i / n.x() % n.y(), i / n.x() / n.y()));
            }
        }
        return out;
    }

    private static double mean(List<Vec> places, ToDoubleFunction<Vec> of) {
        return places.stream().mapToDouble(of).average().orElseThrow();
    }

    private static double most(List<Vec> places, ToDoubleFunction<Vec> of) {
        return places.stream().mapToDouble(of).max().orElseThrow();
    }

    /** Smallest distance from a tissue's voxels that pass to another tissue, mm. */
    private static double gap(Materials m, Set<Material> from, Set<Material> to) {
        float[] distance = DistanceTransform.of(mask(m, to)).data();
        boolean[] in = mask(m, from).data();
        double least = 1e9;
        for (int i = 0; i < in.length; i++) {
            least = in[i] ? Math.min(least, distance[i]) : least;
        }
        return least;
    }

    @Test
    void theFibulaLiesLateralOfTheTibiaBehindItAndBelowThePlateau() {
        for (Materials m : knees) {
            List<Vec> fibula = places(mask(m, FIBULA));
            List<Vec> tibia = places(mask(m, TIBIA));
            assertThat(mean(fibula, Vec::x) - mean(tibia, Vec::x)).isGreaterThan(15);
            assertThat(mean(fibula, Vec::y)).isLessThan(mean(tibia, Vec::y));
            double plateau = mean(places(m.labels().mask(LabelSet.TIBIAL_CARTILAGE)), Vec::z);
            assertThat(most(fibula, Vec::z)).isLessThan(plateau);
        }
    }

    @Test
    void shaftsGoOnToTheFieldOfViewsEnds() {
        for (Materials m : knees) {
            // The grid's second axis runs down.
            double top = m.geometry().toWorld().apply(0, 0, 0).z();
            double bottom = m.geometry()
                    .toWorld()
                    .apply(0, m.geometry().size().y() - 1, 0)
                    .z();
            assertThat(most(places(mask(m, FEMUR)), Vec::z)).isEqualTo(top);
            assertThat(-most(places(mask(m, TIBIA)), p -> -p.z())).isEqualTo(bottom);
        }
    }

    @Test
    void tendonsTouchThePatellaAndGoOnAboveAndBelowIt() {
        for (Materials m : knees) {
            assertThat(gap(m, EnumSet.of(Material.TENDON), PATELLA)).isLessThan(2 * SPACING);
            List<Vec> tendon = places(mask(m, EnumSet.of(Material.TENDON)));
            List<Vec> patella = places(mask(m, PATELLA));
            double low = -most(patella, p -> -p.z());
            double high = most(patella, Vec::z);
            double front = mean(patella, Vec::y) - 12;
            List<Vec> before = tendon.stream().filter(p -> p.y() > front).toList();
            assertThat(most(before, Vec::z)).isGreaterThan(high + 10);
            assertThat(-most(before, p -> -p.z())).isLessThan(low - 10);
        }
    }

    @Test
    void ligamentsReachFromFemurToTibia() {
        Set<Material> ligament = EnumSet.of(Material.LIGAMENT);
        for (Materials m : knees) {
            assertThat(gap(m, ligament, FEMUR)).isLessThan(2 * SPACING);
            assertThat(gap(m, ligament, TIBIA)).isLessThan(2 * SPACING);
            List<Vec> all = places(mask(m, ligament));
            double middle = mean(places(mask(m, TIBIA)), Vec::x);
            // Cruciates in the middle, collaterals and retinacula on both sides.
            assertThat(all).anyMatch(p -> Math.abs(p.x() - middle) < 8);
            assertThat(all).anyMatch(p -> p.x() - middle > 25).anyMatch(p -> p.x() - middle < -25);
        }
    }

    @Test
    void hoffasFatPadLiesBelowThePatellaInFrontOfTheTibia() {
        for (Materials m : knees) {
            List<Vec> pad = places(mask(m, EnumSet.of(Material.FAT_PAD)));
            double middle = mean(places(mask(m, TIBIA)), Vec::y);
            List<Vec> front = pad.stream().filter(p -> p.y() > middle + 15).toList();
            assertThat(mean(front, Vec::z)).isLessThan(mean(places(mask(m, PATELLA)), Vec::z));
            assertThat(front.size() * Math.pow(SPACING, 3) / 1000).isGreaterThan(3);
        }
    }

    @Test
    void effusionFillsThePouchAboveThePatellaInFrontOfTheFemur() {
        Knee knee = Knee.of(1, Side.RIGHT, new Grades(0, 0, 0, 0, 4, 0, 0, 0, 0));
        Materials m = knee.materials(knee.grid(SPACING));
        double high = most(places(mask(m, PATELLA)), Vec::z);
        double shaft = mean(places(mask(m, FEMUR)), Vec::y);
        long pouch = places(mask(m, EnumSet.of(Material.FLUID))).stream()
                .filter(p -> p.z() > high && p.y() > shaft)
                .count();
        assertThat(pouch * Math.pow(SPACING, 3) / 1000).isGreaterThan(0.5);
    }

    @Test
    void theMedialPlateauIsDishedMoreAndTheLateralTrochleaStandsHigher() {
        double dish = 0;
        double trochlea = 0;
        for (Materials m : knees) {
            SideCues cues = SideCues.of(m.labels());
            dish += cues.dish() / knees.size();
            trochlea += cues.trochlea() / knees.size();
        }
        assertThat(dish).isGreaterThan(2);
        assertThat(trochlea).isGreaterThan(2);
    }

    @Test
    void cartilageIsMadeThickestInTheMiddleOfTibialFacetsAndAtThePatellasRidge() {
        Stage healthy = new Stage(Grades.NONE, Grades.NONE, 1);
        double[] facets = new double[2];
        double[] patella = new double[2];
        for (int seed = 0; seed < 20; seed++) {
            Tibia tibia = new Tibia(new SplittableRandom(seed), healthy);
            for (double[] facet : List.of(Tibia.MEDIAL, Tibia.LATERAL)) {
                facets[0] += on(tibia, facet[0], facet[1]);
                facets[1] += on(tibia, facet[0], facet[1] + 0.6 * facet[3]) / 2;
                facets[1] += on(tibia, facet[0], facet[1] - 0.6 * facet[3]) / 2;
            }
            Patella bone = new Patella(new SplittableRandom(seed), healthy);
            patella[0] += bone.cartilage(-2, bone.facet(-2), 2);
            patella[1] += (bone.cartilage(12, bone.facet(12), 2) + bone.cartilage(-14, bone.facet(-14), 2)) / 2;
        }
        assertThat(facets[0] / facets[1]).isBetween(1.1, 1.5);
        assertThat(patella[0] / patella[1]).isBetween(1.1, 1.8);
    }

    private static double on(Tibia tibia, double x, double y) {
        return tibia.cartilage(x, y, tibia.top(x, y));
    }
}
