package condyle.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import condyle.image.Affine;
import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Size;
import condyle.image.Tissue;
import condyle.image.Vec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A tibia, a block of 60×40×20 mm, under a medial plate of 24×30 mm, 2 mm thick, and a lateral one of 16×30 mm, 4 mm thick; a
 * femoral ball of radius 18 under a cap of 3 mm; voxels of 0.5×0.5×1 mm.
 */
class TissueThicknessTest {
    private static final Size N = new Size(130, 100, 90);
    private static final Geometry GRID = Geometry.of(N, new Vec(0.5, 0.5, 1), new Vec(-32, -25, -24));

    private static boolean in(double v, double from, double to) {
        return v > from && v < to;
    }

    private static int tissue(Vec p) {
        double ball = p.minus(new Vec(0, 0, 38)).norm();
        if (ball < 18) {
            return 1;
        }
        if (ball < 21 && p.z() < 38) {
            return 4;
        }
        if (in(p.x(), -30, 30) && in(p.y(), -20, 20) && in(p.z(), -20.5, -0.5)) {
            return 2;
        }
        if (in(p.y(), -15, 15) && in(p.x(), -26, -2) && in(p.z(), -0.5, 1.5)) {
            return 5;
        }
        return in(p.y(), -15, 15) && in(p.x(), 4, 20) && in(p.z(), -0.5, 3.5) ? 6 : 0;
    }

    private static LabelMap knee() {
        byte[] data = new byte[N.length()];
        for (int z = 0, i = 0; z < N.z(); z++) {
            for (int y = 0; y < N.y(); y++) {
                for (int x = 0; x < N.x(); x++, i++) {
                    data[i] = (byte) tissue(GRID.toWorld().apply(x, y, z));
                }
            }
        }
        return LabelMap.of(GRID, data, LabelSet.CONDYLE);
    }

    private static final LabelMap KNEE = knee();
    private static final Map<String, Double> MM = TissueThickness.of(KNEE);

    /** Mean over a plate, mm: within its thickness of the rim the plate's side is nearer than its top, corners twice. */
    private static double plate(double thickness, double width, double depth) {
        double t = thickness;
        return t - (t * t * (width + depth) - 4 * t * t * t / 3) / (width * depth);
    }

    @Test
    void platesAndShellsHaveTheirThickness() {
        assertThat(MM.get(LabelSet.MEDIAL_TIBIAL_CARTILAGE)).isCloseTo(plate(2, 24, 30), within(0.1));
        assertThat(MM.get(LabelSet.LATERAL_TIBIAL_CARTILAGE)).isCloseTo(plate(4, 16, 30), within(0.15));
        assertThat(MM.get(LabelSet.FEMORAL_CARTILAGE)).isCloseTo(2.85, within(0.15));
    }

    @Test
    void groupIsTheMeanOverTheAreaThatItsMembersCover() {
        double medial = MM.get(LabelSet.MEDIAL_TIBIAL_CARTILAGE);
        double lateral = MM.get(LabelSet.LATERAL_TIBIAL_CARTILAGE);
        assertThat(MM.get(LabelSet.TIBIAL_CARTILAGE)).isCloseTo((24 * medial + 16 * lateral) / 40, within(0.03));
        assertThat(MM.get(LabelSet.CARTILAGE)).isBetween(MM.get(LabelSet.TIBIAL_CARTILAGE), 2.9);
    }

    @Test
    void whatIsNoCartilageHasNone() {
        assertThat(MM)
                .doesNotContainKeys(
                        LabelSet.FEMUR,
                        LabelSet.PATELLAR_CARTILAGE,
                        LabelSet.MEDIAL_MENISCUS,
                        LabelSet.CARTILAGE_AND_MENISCI);
    }

    @Test
    void schemeWithoutBonesHasNone() {
        LabelSet soft = new LabelSet("soft", List.of(new Tissue(4, LabelSet.FEMORAL_CARTILAGE, 0)));
        assertThat(TissueThickness.of(LabelMap.of(GRID, KNEE.data(), soft))).isEmpty();
    }

    @Test
    void obliqueGridsChangeNothing() {
        Affine tilt = Affine.of(0.98, -0.199, 0, 5, 0.199, 0.98, 0, 9, 0, 0, -1, -30);
        Geometry oblique = new Geometry(N, tilt.after(GRID.toWorld()));
        Map<String, Double> other = TissueThickness.of(LabelMap.of(oblique, KNEE.data(), LabelSet.CONDYLE));
        MM.forEach((name, v) -> assertThat(other.get(name)).as(name).isCloseTo(v, within(1e-4)));
    }

    @Test
    void thickerPredictionHasAPositiveError() {
        byte[] thin = KNEE.data().clone();
        for (int i = 0; i < thin.length; i++) {
            // The upper half of the medial plate.
            thin[i] = thin[i] == 5 && i / (N.x() * N.y()) == 25 ? 0 : thin[i];
        }
        Scores scores = Scores.of("a", KNEE, LabelMap.of(GRID, thin, LabelSet.CONDYLE));
        Score medial = scores.rows().stream()
                .filter(r -> r.tissue().equals(LabelSet.MEDIAL_TIBIAL_CARTILAGE))
                .findFirst()
                .orElseThrow();
        assertThat(medial.value(Metric.THICKNESS_ERROR)).isCloseTo(plate(2, 24, 30) - plate(1, 24, 30), within(0.1));
        assertThat(medial.value(Metric.REFERENCE_THICKNESS)).isCloseTo(plate(1, 24, 30), within(0.1));
        assertThat(medial.value(Metric.PREDICTION_THICKNESS)).isEqualTo(MM.get(LabelSet.MEDIAL_TIBIAL_CARTILAGE));
        assertThat(scores.rows().get(0).value(Metric.THICKNESS_ERROR))
                .as("femur")
                .isNaN();
    }
}
