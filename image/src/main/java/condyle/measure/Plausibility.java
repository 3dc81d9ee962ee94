package condyle.measure;

import condyle.image.LabelMap;
import condyle.image.LabelSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What speaks against a label map being an adult knee: volumes, spreads and places of its tissues out of range.
 *
 * <p>The ranges are our own choice, wide on purpose: half the smallest to twice the largest volume, and 0.7 to 1.4 times
 * the extremes of spread and distance, in ten manual segmentations of five OAI knees, akoa-01 to akoa-05 at two visits
 * (arXiv:2211.16696), rounded outwards. Wider for femur and tibia, whose shafts the field of view cuts.
 *
 * <p>The menisci, which these do not have: a wedge 8–13 mm wide and 4–6 mm high, 99 ± 11 (medial) and 90 ± 9 mm (lateral)
 * long outside and 55 ± 8 and 51 ± 5 mm inside (Murlimanju et al., Clin Ter 2012, 105–108), has 1–3.5 cm³ and spreads
 * 12–17 mm; their middles are taken to lie as far apart as those of the tibial cartilages. The halves of the tibial cartilage
 * were told apart at the tibia's middle.
 *
 * <p>Not for children. A name that the label scheme cannot tell is passed over; a tissue that it can tell and that is absent
 * is out of range.
 */
public final class Plausibility {
    /** Volume in cm³, and root mean square distance from the tissue's own middle in mm. */
    private record Shape(String name, double[] volume, double[] spread) {}

    /** Distance between the middles of two tissues, in mm. */
    private record Place(String one, String other, double[] distance) {}

    private static final List<Shape> SHAPES = List.of(
            new Shape(LabelSet.FEMUR, range(30, 500), range(18, 60)),
            new Shape(LabelSet.TIBIA, range(20, 350), range(15, 55)),
            new Shape(LabelSet.PATELLA, range(6, 63), range(8, 25)),
            new Shape(LabelSet.FEMORAL_CARTILAGE, range(4, 42), range(20, 51)),
            new Shape(LabelSet.TIBIAL_CARTILAGE, range(1.3, 16), range(14, 40)),
            new Shape(LabelSet.MEDIAL_TIBIAL_CARTILAGE, range(0.4, 8), range(7, 23)),
            new Shape(LabelSet.LATERAL_TIBIAL_CARTILAGE, range(0.4, 8), range(7, 23)),
            new Shape(LabelSet.PATELLAR_CARTILAGE, range(0.3, 10), range(8, 23)),
            new Shape(LabelSet.MEDIAL_MENISCUS, range(0.5, 7), range(8, 24)),
            new Shape(LabelSet.LATERAL_MENISCUS, range(0.5, 7), range(8, 24)));

    private static final List<Place> PLACES = List.of(
            new Place(LabelSet.FEMUR, LabelSet.TIBIA, range(35, 110)),
            new Place(LabelSet.FEMUR, LabelSet.FEMORAL_CARTILAGE, range(8, 60)),
            new Place(LabelSet.TIBIA, LabelSet.TIBIAL_CARTILAGE, range(8, 60)),
            new Place(LabelSet.PATELLA, LabelSet.PATELLAR_CARTILAGE, range(5, 16)),
            new Place(LabelSet.FEMORAL_CARTILAGE, LabelSet.TIBIAL_CARTILAGE, range(9, 25)),
            new Place(LabelSet.FEMORAL_CARTILAGE, LabelSet.PATELLAR_CARTILAGE, range(30, 77)),
            new Place(LabelSet.MEDIAL_TIBIAL_CARTILAGE, LabelSet.LATERAL_TIBIAL_CARTILAGE, range(23, 68)),
            new Place(LabelSet.MEDIAL_MENISCUS, LabelSet.LATERAL_MENISCUS, range(23, 68)),
            new Place(LabelSet.TIBIAL_CARTILAGE, LabelSet.MENISCI, range(0, 15)));

    private Plausibility() {}

    private static double[] range(double low, double high) {
        return new double[] {low, high};
    }

    /** One sentence for each finding, with value and expected range; an empty list means a plausible knee. */
    public static List<String> check(LabelMap map) {
        Centroids centroids = Centroids.of(map);
        List<String> out = new ArrayList<>();
        for (Shape s : SHAPES) {
            if (map.labels().numbers(s.name).isEmpty()) {
                continue;
            }
            double volume = centroids.volume(s.name) / 1000;
            if (!holds(s.volume, volume)) {
                out.add(sentence("%s: %.1f cm³, expected %s cm³", s.name, volume, s.volume));
            } else if (!holds(s.spread, centroids.spread(s.name))) {
                out.add(sentence(
                        "%s: spreads %.1f mm around its middle, expected %s mm",
                        s.name, centroids.spread(s.name), s.spread));
            }
        }
        for (Place p : PLACES) {
            double distance =
                    centroids.mean(p.one).minus(centroids.mean(p.other)).norm();
            // An absent tissue has no middle; its volume has been told above.
            if (!Double.isNaN(distance) && !holds(p.distance, distance)) {
                String pair = p.one + " and " + p.other;
                out.add(sentence("%s: middles %.1f mm apart, expected %s mm", pair, distance, p.distance));
            }
        }
        return out;
    }

    private static boolean holds(double[] range, double value) {
        return value >= range[0] && value <= range[1];
    }

    private static String sentence(String form, String name, double value, double[] range) {
        return String.format(Locale.ROOT, form, name, value, number(range[0]) + "–" + number(range[1]));
    }

    private static String number(double v) {
        return v == Math.rint(v) ? Long.toString((long) v) : Double.toString(v);
    }
}
