package condyle.phantom;

import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Mask;
import condyle.image.Size;
import condyle.image.Vec;
import java.util.Arrays;

/**
 * Left or right from shape alone, for maps whose labels name neither medial nor lateral.
 *
 * <p>Four cues vote, each worth about one where it is plain: the femur leans to the lateral side as it goes up, the
 * trochlear cartilage reaches higher there, the medial tibial cartilage is longer from front to back, and the patella lies
 * laterally. On ten maps of five right knees the sum was right ten times, the patella alone seven times.
 */
final class SideCues {
    private static final double LEAN = 0.1;
    private static final double HIGHER = 6;
    private static final double LONGER = 5;
    private static final double ASIDE = 10;
    /** Each cue counts as two at the most. */
    private static final double MOST = 2;
    /** Heights above the plateau between which the femur's lean is taken, mm. */
    private static final double[] SHAFT = {35, 90};
    /** What lies nearer to the middle than this is neither side, mm. */
    private static final double MIDDLE = 5;

    private final LabelMap map;
    private final Vec plateau;

    private SideCues(LabelMap map, Vec plateau) {
        this.map = map;
        this.plateau = plateau;
    }

    /** Above 0 for a right knee; {@code plateau} is the centre of the tibial cartilage. */
    static double score(LabelMap map, Vec plateau) {
        SideCues cues = new SideCues(map, plateau);
        return vote(cues.lean() / LEAN)
                + vote(cues.higher() / HIGHER)
                + vote(cues.longer() / LONGER)
                + vote(cues.aside() / ASIDE);
    }

    private static double vote(double cue) {
        return Double.isNaN(cue) ? 0 : Math.max(-MOST, Math.min(MOST, cue));
    }

    private interface Place {
        void at(double x, double y, double z);
    }

    /** Every second voxel of a tissue along each axis, in mm from the plateau. */
    private void each(String tissue, Place place) {
        if (map.labels().numbers(tissue).isEmpty()) {
            return;
        }
        Mask mask = map.mask(tissue);
        Size n = mask.size();
        for (int k = 0; k < n.z(); k += 2) {
            for (int j = 0; j < n.y(); j += 2) {
                for (int i = 0; i < n.x(); i += 2) {
                    if (mask.data()[n.index(i, j, k)]) {
                        Vec p = map.geometry().toWorld().apply(i, j, k).minus(plateau);
                        place.at(p.x(), p.y(), p.z());
                    }
                }
            }
        }
    }

    /** Slope of the femur's middle, mm to the right for each mm up. */
    private double lean() {
        double[] sum = new double[5];
        each(LabelSet.FEMUR, (x, y, z) -> {
            if (z > SHAFT[0] && z < SHAFT[1]) {
                double[] add = {1, z, z * z, x, x * z};
                for (int i = 0; i < add.length; i++) {
                    sum[i] += add[i];
                }
            }
        });
        double spread = sum[0] * sum[2] - sum[1] * sum[1];
        // A shaft cut off at once tells nothing.
        return spread > 16 * sum[0] * sum[0] ? (sum[0] * sum[4] - sum[1] * sum[3]) / spread : Double.NaN;
    }

    /** How much higher the trochlear cartilage reaches at larger x. */
    private double higher() {
        Extent[] sides = {new Extent(), new Extent()};
        each(LabelSet.FEMORAL_CARTILAGE, (x, y, z) -> {
            if (y > 15 && Math.abs(x) > MIDDLE) {
                sides[x > 0 ? 1 : 0].add(z);
            }
        });
        return sides[1].percentile(0.98) - sides[0].percentile(0.98);
    }

    /** How much longer from front to back the tibial cartilage is at smaller x. */
    private double longer() {
        Extent[] sides = {new Extent(), new Extent()};
        each(LabelSet.TIBIAL_CARTILAGE, (x, y, z) -> {
            if (Math.abs(x) > MIDDLE) {
                sides[x > 0 ? 1 : 0].add(y);
            }
        });
        return sides[0].length() - sides[1].length();
    }

    private double aside() {
        double[] sum = new double[2];
        each(LabelSet.PATELLA, (x, y, z) -> {
            sum[0]++;
            sum[1] += x;
        });
        return sum[1] / sum[0];
    }

    /** Values, for their percentiles. */
    private static final class Extent {
        private double[] values = new double[64];
        private int count;

        void add(double value) {
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            values[count++] = value;
        }

        /** NaN without values. */
        double percentile(double share) {
            double[] sorted = Arrays.copyOf(values, count);
            Arrays.sort(sorted);
            return count == 0 ? Double.NaN : sorted[(int) (share * (count - 1))];
        }

        double length() {
            return percentile(0.97) - percentile(0.03);
        }
    }
}
