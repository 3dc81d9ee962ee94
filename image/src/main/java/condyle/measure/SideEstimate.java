package condyle.measure;

import condyle.image.LabelMap;
import condyle.image.Side;
import condyle.image.Vec;
import java.util.List;
import java.util.Locale;

/**
 * Left or right knee, estimated from where lateral lies of medial along the world's left–right axis.
 *
 * <p>The world is RAS+: x grows towards the patient's right, and the lateral side of a right knee is on the patient's
 * right. So lateral at larger x is a right knee. Tibial cartilages and menisci each have a say; the side is unknown where
 * both are too small, they contradict each other, or the two sides lie too close or too oblique.
 *
 * @param confidence 0 to 1: the share of the step from medial to lateral that runs along left–right; 0 if unknown
 * @param reason what the estimate stands on, or why there is none, as one sentence without a full stop
 */
public record SideEstimate(Side side, double confidence, String reason) {
    /** Own choice: a tenth of the smallest plausible cartilage plate, in mm³. */
    private static final double LEAST_VOLUME = 100;
    /** Own choice: the middles of real plates lie 34–48 mm apart in the akoa maps. */
    private static final double LEAST_DISTANCE = 10;
    /** Own choice: cosine to the left–right axis; a knee turned by 60° or more is left undecided. */
    private static final double LEAST_COSINE = 0.5;

    /** Estimates the side from medial and lateral labels; unknown where the scheme or the map has too few of them. */
    public static SideEstimate of(LabelMap map) {
        Centroids centroids = Centroids.of(map);
        Vec sum = Vec.ZERO;
        int pairs = 0;
        int right = 0;
        for (List<String> pair : Compartments.PAIRS) {
            if (centroids.volume(pair.get(0)) >= LEAST_VOLUME && centroids.volume(pair.get(1)) >= LEAST_VOLUME) {
                Vec step = centroids.mean(pair.get(1)).minus(centroids.mean(pair.get(0)));
                sum = sum.plus(step);
                pairs++;
                right += step.x() > 0 ? 1 : 0;
            }
        }
        if (pairs == 0) {
            return unknown("too little tibial cartilage and meniscus: each pair needs " + Math.round(LEAST_VOLUME)
                    + " mm³ on both sides");
        }
        if (right != 0 && right != pairs) {
            return unknown("tibial cartilages and menisci contradict each other");
        }
        Vec step = sum.times(1.0 / pairs);
        double cosine = Math.abs(step.x()) / step.norm();
        if (!(step.norm() >= LEAST_DISTANCE) || cosine < LEAST_COSINE) {
            return unknown(String.format(
                    Locale.ROOT,
                    "lateral lies %.1f mm from medial, %.1f mm of it along left–right",
                    step.norm(),
                    Math.abs(step.x())));
        }
        Side side = right > 0 ? Side.RIGHT : Side.LEFT;
        return new SideEstimate(
                side,
                cosine,
                String.format(
                        Locale.ROOT, "lateral lies %.0f mm to the patient's %s of medial", Math.abs(step.x()), side));
    }

    private static SideEstimate unknown(String reason) {
        return new SideEstimate(Side.UNKNOWN, 0, reason);
    }

    /** As reports show it: {@code right (estimated)}, or {@code unknown}. */
    @Override
    public String toString() {
        return side == Side.UNKNOWN ? side.toString() : side + " (estimated)";
    }
}
