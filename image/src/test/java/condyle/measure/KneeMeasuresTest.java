package condyle.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import condyle.image.Affine;
import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Orientation;
import condyle.image.Side;
import condyle.image.Size;
import condyle.image.Tissue;
import condyle.image.Vec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * A knee of simple bodies, in mm: two femoral balls of radius 20 at (∓22, 0, 24) with 2.5 mm of cartilage below, joined by
 * a bar above; a tibial block of 80×50×40 with its top at 0 and two plates of cartilage 1.4 mm thick, 24×36 wide, on it; a
 * patellar box of 30×14×28 far in front.
 */
class KneeMeasuresTest {
    private static final double S = 0.7;
    private static final Size N = new Size(124, 114, 136);

    private static boolean box(Vec p, Vec middle, Vec size) {
        Vec d = p.minus(middle);
        return 2 * Math.abs(d.x()) < size.x() && 2 * Math.abs(d.y()) < size.y() && 2 * Math.abs(d.z()) < size.z();
    }

    private static int tissue(Vec p) {
        double ball = Math.min(
                p.minus(new Vec(-22, 0, 24)).norm(), p.minus(new Vec(22, 0, 24)).norm());
        if (ball < 20 || box(p, new Vec(0, 0, 38), new Vec(44, 20, 20))) {
            return 1;
        }
        if (ball < 22.5 && p.z() < 24) {
            return 4;
        }
        if (box(p, new Vec(0, 0, -20), new Vec(80, 50, 40))) {
            return 2;
        }
        if (box(p, new Vec(Math.copySign(22, p.x()), 0, 0.7), new Vec(24, 36, 1.4))) {
            return p.x() < 0 ? 5 : 6;
        }
        return box(p, new Vec(0, 40, 30), new Vec(30, 14, 28)) ? 3 : 0;
    }

    /** The right knee; mirrored in x the left one. */
    private static LabelMap knee(Side side) {
        Geometry g = Geometry.of(N, Vec.of(S), new Vec(-(N.x() - 1) * S / 2, -29.2, -43.1));
        byte[] data = new byte[N.length()];
        for (int z = 0, i = 0; z < N.z(); z++) {
            for (int y = 0; y < N.y(); y++) {
                for (int x = 0; x < N.x(); x++, i++) {
                    Vec p = g.toWorld().apply(x, y, z);
                    data[i] = (byte) tissue(new Vec(side == Side.LEFT ? -p.x() : p.x(), p.y(), p.z()));
                }
            }
        }
        return LabelMap.of(g, data, LabelSet.CONDYLE);
    }

    private static Map<String, Double> measures(LabelMap map, Side side) {
        return KneeMeasures.of(AlignedKnee.of(map, side, S)).stream()
                .collect(Collectors.toMap(m -> m.family() + ": " + m.name(), Measure::value));
    }

    private static final Map<String, Double> RIGHT = measures(knee(Side.RIGHT), Side.RIGHT);

    @Test
    void boxesHaveTheirVolumesAndExtents() {
        assertThat(RIGHT.get("volume: patella within ± 30 mm of the joint line"))
                .isCloseTo(30 * 14 * 14.8 / 1000, within(0.4));
        assertThat(RIGHT.get("volume: patella")).isCloseTo(30 * 14 * 28 / 1000.0, within(0.6));
        assertThat(RIGHT.get("volume: tibia within ± 30 mm of the joint line"))
                .isCloseTo(80 * 50 * 29.3 / 1000, within(3.0));
        assertThat(RIGHT.get("volume: medial tibial cartilage")).isCloseTo(24 * 36 * 1.4 / 1000, within(0.08));
        assertThat(RIGHT.get("extent: tibia, medial–lateral")).isCloseTo(80, within(S));
        assertThat(RIGHT.get("extent: tibia, back–front")).isCloseTo(50, within(S));
        assertThat(RIGHT.get("extent: tibia, down–up")).isCloseTo(40, within(S));
        assertThat(RIGHT.get("extent: lateral tibial cartilage, back–front")).isCloseTo(36, within(S));
    }

    @Test
    void centroidsAreSeenFromTheFemur() {
        assertThat(RIGHT.get("centroid: medial tibial cartilage, to lateral")).isCloseTo(-22, within(S / 2));
        assertThat(RIGHT.get("centroid: lateral tibial cartilage, to lateral")).isCloseTo(22, within(S / 2));
        assertThat(RIGHT.get("centroid: patella, to front")).isCloseTo(40, within(S / 2));
    }

    @Test
    void areasOfBoxesAreThoseOfTheirFaces() {
        double plate = 2 * (24 * 36 + 24 * 1.4 + 36 * 1.4);
        assertThat(RIGHT.get("area: medial tibial cartilage")).isCloseTo(plate, within(0.05 * plate));
        double tibia = 80 * 50 + 2 * (80 + 50) * 29.3;
        assertThat(RIGHT.get("area: tibia within ± 30 mm of the joint line")).isCloseTo(tibia, within(0.03 * tibia));
        assertThat(RIGHT.get("area: bone under tibial cartilage")).isCloseTo(2 * 24 * 36, within(0.05 * 2 * 24 * 36));
    }

    @Test
    void thicknessIsThatOfShellsAndPlates() {
        // Within 2.5 mm of the shell's rim the rim is nearer than the outer side.
        assertThat(RIGHT.get("thickness: femoral cartilage")).isCloseTo(2.36, within(0.1));
        assertThat(RIGHT.get("thickness: tibial cartilage")).isCloseTo(1.4, within(0.1));
        assertThat(RIGHT.get("thickness: patellar cartilage")).isNaN();
    }

    @Test
    void gapAndContactFollowFromTheBalls() {
        // Cartilage of radius 22.5 about a centre 24 − 1.4 above the plate: 0.1 mm between them at the nearest, and
        // within
        // 1 mm where √(r² + 22.6²) < 23.5.
        double contact = Math.PI * (23.5 * 23.5 - 22.6 * 22.6);
        assertThat(RIGHT.get("contact: medial femoral–tibial")).isCloseTo(contact, within(0.2 * contact));
        assertThat(RIGHT.get("contact: lateral femoral–tibial")).isCloseTo(contact, within(0.2 * contact));
        // Half of the plate lies within 11.8 mm of its middle.
        assertThat(RIGHT.get("gap: medial femoral–tibial")).isCloseTo(Math.hypot(11.8, 22.6) - 22.5, within(0.4));
        assertThat(RIGHT.get("gap: femoral–patellar")).isNaN();
    }

    @Test
    void condylesHaveTheBallsRadius() {
        for (String condyle : List.of("medial", "lateral")) {
            for (String arc : List.of("distal", "posterior")) {
                // Steps of a third of a millimetre that smoothing leaves weigh much on a short arc.
                assertThat(RIGHT.get("radius: " + condyle + " condyle, " + arc)).isBetween(18.5, 21.5);
            }
        }
    }

    @Test
    void leftKneeMeasuresAsTheRightOneItMirrors() {
        Map<String, Double> left = measures(knee(Side.LEFT), Side.LEFT);
        assertThat(left).containsOnlyKeys(RIGHT.keySet());
        left.forEach((name, v) -> assertThat(v).as(name).isEqualTo(RIGHT.get(name)));
    }

    @Test
    void storageOrderAndObliqueGridsChangeNothing() {
        LabelMap map = knee(Side.RIGHT);
        Affine tilt = Affine.of(0.98, -0.199, 0, 5, 0.199, 0.98, 0, 9, 0, 0, 1, -30);
        LabelMap oblique =
                LabelMap.of(new Geometry(N, tilt.after(map.geometry().toWorld())), map.data(), LabelSet.CONDYLE);
        Map<String, Double> other = measures(Orientation.of("PIR").turn(oblique), Side.RIGHT);
        assertThat(other).containsOnlyKeys(RIGHT.keySet());
        RIGHT.forEach((name, v) -> {
            double o = other.get(name);
            assertThat(Double.isNaN(v) ? Double.isNaN(o) : Math.abs(o - v) < 1e-4 * Math.abs(v) + 1e-3)
                    .as(name + " " + v + " " + o)
                    .isTrue();
        });
    }

    @Test
    void strayVoxelsCountNowhere() {
        LabelMap map = knee(Side.RIGHT);
        map.data()[N.index(2, 3, 4)] = 2;
        assertThat(measures(map, Side.RIGHT)).isEqualTo(RIGHT);
    }

    @Test
    void coarserSchemeIsSplitAtTheMiddleOfTheTibia() {
        LabelMap map = knee(Side.RIGHT);
        byte[] coarse = new byte[map.data().length];
        List<Tissue> tissues = new ArrayList<>(LabelSet.ZIB.tissues());
        int[] to = {0, 1, 3, 5, 2, 4, 4};
        for (int i = 0; i < coarse.length; i++) {
            coarse[i] = (byte) to[map.data()[i]];
        }
        AlignedKnee knee =
                AlignedKnee.of(LabelMap.of(map.geometry(), coarse, new LabelSet("zib", tissues)), Side.RIGHT, S);
        assertThat(knee.tissues()).doesNotContain(LabelSet.MEDIAL_MENISCUS);
        for (Measure m : KneeMeasures.of(knee)) {
            assertThat(m.value()).isEqualTo(RIGHT.get(m.family() + ": " + m.name()));
        }
    }

    @Test
    void kneeWithoutTibialCartilageIsAnError() {
        LabelMap map = knee(Side.RIGHT);
        for (int i = 0; i < map.data().length; i++) {
            map.data()[i] = map.data()[i] == 5 || map.data()[i] == 6 ? 0 : map.data()[i];
        }
        assertThatThrownBy(() -> AlignedKnee.of(map, Side.RIGHT, S))
                .hasMessage("aligned knee: no tibial cartilage in the label map (scheme condyle), by which knees are "
                        + "compared");
        assertThatThrownBy(() -> AlignedKnee.of(map, Side.UNKNOWN, S))
                .hasMessage("aligned knee: the side is unknown, expected left or right");
    }

    @Test
    void circleThroughAShortArcIsFound() {
        List<double[]> arc = new ArrayList<>();
        for (int i = -20; i <= 20; i++) {
            arc.add(new double[] {100 + 30 * Math.sin(i * 0.02), 50 - 30 * Math.cos(i * 0.02)});
        }
        assertThat(CondyleRadii.radius(arc, new int[] {-20, 20})).isCloseTo(30, within(0.01));
        // What lies inside of the outline does not matter.
        arc.add(new double[] {100, 40});
        assertThat(CondyleRadii.radius(arc, new int[] {-20, 20})).isCloseTo(30, within(0.01));
        assertThat(CondyleRadii.radius(List.of(), new int[] {-20, 20})).isNaN();
    }

    @Test
    void quantilesAreInterpolatedAndTheTwoRulesFollow() {
        double[] real = {4, 2, 3, 1, Double.NaN};
        Comparison c = Comparison.of(new Measure("volume", "femur", "cm³", 0), real, new double[] {0, 10, 5});
        assertThat(c.real()).containsExactly(1.75, 2.5, 3.25);
        assertThat(c.made()).containsExactly(1, 2.5, 5, 7.5, 9);
        assertThat(c.inside()).isTrue();
        assertThat(c.ratioFits()).isFalse();
        assertThat(Comparison.of(c.measure(), real, new double[] {3, 4, 5}).inside())
                .isFalse();
        assertThat(Comparison.of(c.measure(), real, new double[] {3, 4, 5}).ratioFits())
                .isTrue();
    }
}
