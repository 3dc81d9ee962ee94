package condyle.measure;

import condyle.image.Affine;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Vec;

/**
 * Left or right from the shapes of bones and cartilage alone, whatever the labels call medial or lateral.
 *
 * <p>Each cue is above 0 where it speaks for a right knee, below for a left one, and NaN where what it looks at is absent
 * or cut off; the mirror image has the opposite cues. All but the lean are taken in the knee's own frame: its origin lies
 * halfway between the middles of the two tibial cartilages, its left–right axis joins them as seen from above, so a knee
 * that is turned in the scanner by up to 60° is still understood.
 *
 * <p>A cue of the size given here counts as 1, and each counts 2 at the most. The sizes are our own choice, made on the ten akoa
 * maps of five right knees (named at {@link Plausibility}) and on what the shipped networks made of images of them.
 *
 * @param dish how much more the medial tibial cartilage is hollow from front to back than the lateral: difference of the
 *     quadratic terms of their heights, 1/m; 5 counts as 1
 * @param tuberosity how far to the right of the tibia's middle its front lies, 25–45 mm below the plateau, mm; 3 counts as 1
 * @param lean of the femur's shaft, mm to the patient's right for each mm up, from 30 mm above the plateau; 0.08 counts as 1
 * @param trochlea how much farther forward the ridge at the right of the trochlea reaches than that at its left, mm; 4
 *     counts as 1
 * @param length how much longer from front to back the tibial cartilage at the left is, mm; 6 counts as 1
 */
public record SideCues(double dish, double tuberosity, double lean, double trochlea, double length) {
    private static final double DISH = 5;
    private static final double TUBEROSITY = 3;
    private static final double LEAN = 0.08;
    private static final double TROCHLEA = 4;
    private static final double LENGTH = 6;
    private static final double MOST = 2;

    private static final SideCues NONE = new SideCues(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    /** Each tibial cartilage needs so many places, about a tenth of the smallest plausible at 2 mm. */
    private static final int FEWEST = 20;
    /** Share of places cut off at each end before a middle or a length is taken, against specks. */
    private static final double CUT = 0.02;
    /** Half of the strip, in the middle of a plate, that is looked at for its dish, mm. */
    private static final double STRIP = 6;
    /** Least standard deviation of what a line or parabola is fitted to, mm. */
    private static final double SPREAD = 4;

    /** So that places at one distance stay together, mm. */
    private static final double ROUNDING = 1e-6;

    /** The cues of a label map; all NaN without tibial cartilage on both sides. */
    public static SideCues of(LabelMap map) {
        Cloud plates = Cloud.of(map, LabelSet.TIBIAL_CARTILAGE);
        Cloud tibia = Cloud.of(map, LabelSet.TIBIA);
        double split = tibia.count() > 0 ? tibia.middle(0, CUT) : plates.mean(0);
        Cloud right = plates.where((x, y, z) -> x > split);
        Cloud left = plates.where((x, y, z) -> x < split);
        if (Math.min(right.count(), left.count()) < FEWEST) {
            return NONE;
        }
        Affine frame = frame(left, right);
        Cloud femur = Cloud.of(map, LabelSet.FEMUR);
        Vec centre = frame.inverse().apply(0, 0, 0);
        return new SideCues(
                1000 * (bend(left.in(frame)) - bend(right.in(frame))),
                tuberosity(tibia.in(frame)),
                lean(femur, centre.z()),
                trochlea(
                        femur.in(frame),
                        Cloud.of(map, LabelSet.FEMORAL_CARTILAGE).in(frame)),
                length(left.in(frame)) - length(right.in(frame)));
    }

    /** Sum of all, each by its size; above 0 for a right knee, 10 at the most. */
    public double score() {
        return vote(dish / DISH)
                + vote(tuberosity / TUBEROSITY)
                + vote(lean / LEAN)
                + vote(trochlea / TROCHLEA)
                + vote(length / LENGTH);
    }

    private static double vote(double cue) {
        return Double.isNaN(cue) ? 0 : Math.max(-MOST, Math.min(MOST, cue));
    }

    /** World to the knee's own frame, which is turned about the vertical only. */
    private static Affine frame(Cloud left, Cloud right) {
        double[] step = new double[3];
        double[] centre = new double[3];
        for (int a = 0; a < 3; a++) {
            step[a] = right.mean(a) - left.mean(a);
            centre[a] = (right.mean(a) + left.mean(a)) / 2;
        }
        double length = Math.hypot(step[0], step[1]);
        double c = step[0] / length;
        double s = step[1] / length;
        return Affine.of(
                c, s, 0, -c * centre[0] - s * centre[1], -s, c, 0, s * centre[0] - c * centre[1], 0, 0, 1, -centre[2]);
    }

    private static double bend(Cloud plate) {
        double middle = plate.percentile(0, 0.5);
        return plate.where((x, y, z) -> Math.abs(x - middle) < STRIP).bend(SPREAD);
    }

    private static double length(Cloud plate) {
        return plate.percentile(1, 1 - CUT) - plate.percentile(1, CUT);
    }

    private static double tuberosity(Cloud tibia) {
        Cloud level = tibia.where((x, y, z) -> z > -45 && z < -25);
        double front = level.percentile(1, 0.95);
        return level.where((x, y, z) -> y > front - ROUNDING).mean(0) - level.mean(0);
    }

    private static double lean(Cloud femur, double plateau) {
        return femur.where((x, y, z) -> z > plateau + 30 && z < plateau + 90).slope(0, 2, SPREAD);
    }

    /** Ridges are looked for 8–28 mm beside the femur's middle, 10–45 mm above the plateau. */
    private static double trochlea(Cloud bone, Cloud cartilage) {
        double middle = bone.where((x, y, z) -> z < 30).middle(0, CUT);
        Cloud front = bone.with(cartilage).where((x, y, z) -> z > 10 && z < 45);
        Cloud right = front.where((x, y, z) -> x - middle > 8 && x - middle < 28);
        Cloud left = front.where((x, y, z) -> middle - x > 8 && middle - x < 28);
        return right.percentile(1, 0.99) - left.percentile(1, 0.99);
    }
}
