package condyle.measure;

import condyle.image.Affine;
import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Probabilities;
import condyle.image.Side;
import condyle.image.Size;
import condyle.image.Tissue;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which side of a knee is medial: one plane through the tibia's middle, and one name for all that lies on a side of it.
 *
 * <p>Two things decide together. The labels' vote, −1 to 1, is the share of lateral labels among tibial cartilage and
 * menisci on the side of larger x, less that on the other; comparing shares, not counts, a network that leans to one name does
 * no harm. The shapes' {@linkplain SideCues score}, −10 to 10, needs no names. The vote counts twice: it
 * decides where shapes are unclear or cut off, and shapes that are plain outdo it, because networks mistake a whole knee for
 * its mirror image more often than its shapes do.
 */
public final class Compartments {
    /** Medial and lateral tissue of each pair. */
    static final List<List<String>> PAIRS = List.of(
            List.of(LabelSet.MEDIAL_TIBIAL_CARTILAGE, LabelSet.LATERAL_TIBIAL_CARTILAGE),
            List.of(LabelSet.MEDIAL_MENISCUS, LabelSet.LATERAL_MENISCUS));

    /** Share of the tibia's voxels cut off at each end before its middle is taken, against spikes. */
    private static final double TRIM = 0.02;

    private static final double BIN = 0.25;
    /** Bins on each side of the middle one. */
    private static final int HALF = 2048;

    /** What a vote of one mind weighs. Own choice: shapes that networks drew of real knees and akoa maps scored 3.8 to 6.9. */
    private static final double VOTE = 2;

    private final double middle;
    private final double vote;
    private final boolean lateralAtLargerX;

    private Compartments(double middle, double vote, double shapes) {
        this.middle = middle;
        this.vote = vote;
        this.lateralAtLargerX = VOTE * vote + shapes > 0;
    }

    /** What a label map says; nothing without a tibia or where labels and shapes say nothing. */
    public static Optional<Compartments> of(LabelMap map) {
        double middle = middle(map);
        long[][] votes = new long[2][2];
        for (List<String> pair : PAIRS) {
            for (int lateral = 0; lateral < 2; lateral++) {
                if (CleanUp.has(map.labels(), pair.get(lateral)) && !Double.isNaN(middle)) {
                    count(map, pair.get(lateral), middle, votes, lateral);
                }
            }
        }
        double vote = share(votes[1]) - share(votes[0]);
        double shapes = Double.isNaN(middle) ? 0 : SideCues.of(map).score();
        return vote == 0 && shapes == 0 ? Optional.empty() : Optional.of(new Compartments(middle, vote, shapes));
    }

    /** The same vote with the shapes of another map of this knee, a finer one; this where that map has no tibia. */
    public Compartments reshaped(LabelMap map) {
        double there = middle(map);
        return Double.isNaN(there)
                ? this
                : new Compartments(there, vote, SideCues.of(map).score());
    }

    /** The side of the knee. */
    public Side side() {
        return lateralAtLargerX ? Side.RIGHT : Side.LEFT;
    }

    /** Adds up each pair's probabilities under the name that its side bears; the arrays are changed in place. */
    public Probabilities unify(Probabilities p) {
        Geometry g = p.geometry();
        Size n = g.size();
        Affine world = g.toWorld();
        for (List<String> pair : PAIRS) {
            int medial = position(p.labels(), pair.get(0));
            int lateral = position(p.labels(), pair.get(1));
            if (medial == 0 || lateral == 0) {
                continue;
            }
            IntStream.range(0, n.z()).parallel().forEach(z -> {
                for (int y = 0; y < n.y(); y++) {
                    for (int x = 0; x < n.x(); x++) {
                        boolean isLateral = leftRight(world, x, y, z) > middle == lateralAtLargerX;
                        float[] to = p.classes()[isLateral ? lateral : medial];
                        float[] from = p.classes()[isLateral ? medial : lateral];
                        int i = n.index(x, y, z);
                        to[i] += from[i];
                        from[i] = 0;
                    }
                }
            });
        }
        return p;
    }

    /** Place of a tissue among the classes, or 0 where the scheme lacks it. */
    private static int position(LabelSet labels, String name) {
        List<String> names = labels.tissues().stream().map(Tissue::name).toList();
        return names.indexOf(name) + 1;
    }

    private static void count(LabelMap map, String tissue, double middle, long[][] votes, int lateral) {
        boolean[] in = map.mask(tissue).data();
        Size n = map.size();
        Affine world = map.geometry().toWorld();
        for (int z = 0, i = 0; z < n.z(); z++) {
            for (int y = 0; y < n.y(); y++) {
                for (int x = 0; x < n.x(); x++, i++) {
                    if (in[i]) {
                        votes[leftRight(world, x, y, z) > middle ? 1 : 0][lateral]++;
                    }
                }
            }
        }
    }

    private static double leftRight(Affine world, int x, int y, int z) {
        return world.at(0, 0) * x + world.at(0, 1) * y + world.at(0, 2) * z + world.at(0, 3);
    }

    /** Lateral share of a side; a side without any votes is undecided. */
    private static double share(long[] votes) {
        long all = votes[0] + votes[1];
        return all == 0 ? 0.5 : (double) votes[1] / all;
    }

    /** Middle of the tibia from left to right, mm, or NaN without one. */
    private static double middle(LabelMap map) {
        if (!CleanUp.has(map.labels(), LabelSet.TIBIA)) {
            return Double.NaN;
        }
        boolean[] tibia = map.mask(LabelSet.TIBIA).data();
        Size n = map.size();
        Affine world = map.geometry().toWorld();
        long[] bins = new long[2 * HALF + 1];
        double centre = map.geometry().center().x();
        long total = 0;
        for (int z = 0, i = 0; z < n.z(); z++) {
            for (int y = 0; y < n.y(); y++) {
                for (int x = 0; x < n.x(); x++, i++) {
                    if (tibia[i]) {
                        // Rounding to even treats both directions alike.
                        int bin = HALF + (int) Math.rint((leftRight(world, x, y, z) - centre) / BIN);
                        bins[Math.max(0, Math.min(bins.length - 1, bin))]++;
                        total++;
                    }
                }
            }
        }
        if (total == 0) {
            return Double.NaN;
        }
        return centre + (reach(bins, -1, TRIM * total) + reach(bins, 1, TRIM * total)) * BIN / 2;
    }

    /** Bin, counted from the middle one, where more than {@code cut} voxels lie at or beyond it in a direction (±1). */
    private static int reach(long[] bins, int direction, double cut) {
        long sum = 0;
        for (int i = HALF; i > -HALF; i--) {
            sum += bins[HALF + direction * i];
            if (sum > cut) {
                return direction * i;
            }
        }
        return -direction * HALF;
    }
}
