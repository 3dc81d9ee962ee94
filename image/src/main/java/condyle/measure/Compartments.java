package condyle.measure;

import condyle.image.Affine;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Size;
import java.util.BitSet;

/**
 * Gives each side of a knee one name: what lies on one side of the tibia's middle is all medial, the rest all lateral.
 *
 * <p>Which side is which follows from the vote of all voxels of tibial cartilage and menisci: the side with the larger
 * share of lateral labels is lateral. Comparing shares, not counts, a network that leans to one name does no harm.
 */
final class Compartments {
    private static final String[][] PAIRS = {
        {LabelSet.MEDIAL_TIBIAL_CARTILAGE, LabelSet.LATERAL_TIBIAL_CARTILAGE},
        {LabelSet.MEDIAL_MENISCUS, LabelSet.LATERAL_MENISCUS}
    };

    /** Share of the tibia's voxels cut off at each end before its middle is taken, against spikes. */
    private static final double TRIM = 0.02;

    private Compartments() {}

    /** Renames in place; nothing happens without a tibia, without pairs in the scheme, or where the vote is even. */
    static void unify(LabelMap map) {
        int[] partner = partners(map.labels());
        if (!CleanUp.has(map.labels(), LabelSet.TIBIA) || partner == null) {
            return;
        }
        double middle = middle(map);
        if (Double.isNaN(middle)) {
            return;
        }
        double[][] votes = new double[2][2];
        each(map, partner, middle, (i, side, lateral) -> votes[side][lateral]++);
        double lean = share(votes[1]) - share(votes[0]);
        if (lean == 0 || Double.isNaN(lean)) {
            return;
        }
        int lateralSide = lean > 0 ? 1 : 0;
        byte[] data = map.data();
        each(map, partner, middle, (i, side, lateral) -> {
            boolean right = (side == lateralSide) == (lateral == 1);
            data[i] = right ? data[i] : (byte) Math.abs(partner[data[i] & 0xff]);
        });
    }

    private interface Voxel {
        void at(int index, int side, int lateral);
    }

    /** For each label of a pair its partner, negative for the lateral one; null if the scheme has no pair. */
    private static int[] partners(LabelSet labels) {
        int[] partner = new int[256];
        boolean any = false;
        for (String[] pair : PAIRS) {
            BitSet medial = labels.numbers(pair[0]).orElse(null);
            BitSet lateral = labels.numbers(pair[1]).orElse(null);
            if (medial != null && lateral != null) {
                partner[medial.nextSetBit(0)] = lateral.nextSetBit(0);
                partner[lateral.nextSetBit(0)] = -medial.nextSetBit(0);
                any = true;
            }
        }
        return any ? partner : null;
    }

    private static void each(LabelMap map, int[] partner, double middle, Voxel voxel) {
        Size n = map.size();
        Affine world = map.geometry().toWorld();
        for (int z = 0, i = 0; z < n.z(); z++) {
            for (int y = 0; y < n.y(); y++) {
                for (int x = 0; x < n.x(); x++, i++) {
                    int p = partner[map.data()[i] & 0xff];
                    if (p != 0) {
                        voxel.at(i, leftRight(world, x, y, z) > middle ? 1 : 0, p < 0 ? 1 : 0);
                    }
                }
            }
        }
    }

    private static double leftRight(Affine world, int x, int y, int z) {
        return world.at(0, 0) * x + world.at(0, 1) * y + world.at(0, 2) * z + world.at(0, 3);
    }

    private static double share(double[] votes) {
        double all = votes[0] + votes[1];
        return all == 0 ? 0.5 : votes[1] / all;
    }

    /** Middle of the tibia from left to right, mm, or NaN without one. */
    private static double middle(LabelMap map) {
        int tibia = map.labels().numbers(LabelSet.TIBIA).orElseThrow().nextSetBit(0);
        Size n = map.size();
        Affine world = map.geometry().toWorld();
        long[] bins = new long[4096];
        double start = map.geometry().center().x() - bins.length / 8.0;
        long total = 0;
        for (int z = 0, i = 0; z < n.z(); z++) {
            for (int y = 0; y < n.y(); y++) {
                for (int x = 0; x < n.x(); x++, i++) {
                    if ((map.data()[i] & 0xff) == tibia) {
                        int bin = (int) ((leftRight(world, x, y, z) - start) * 4);
                        bins[Math.max(0, Math.min(bins.length - 1, bin))]++;
                        total++;
                    }
                }
            }
        }
        if (total == 0) {
            return Double.NaN;
        }
        return start + (quantile(bins, TRIM * total) + quantile(bins, (1 - TRIM) * total)) / 8.0;
    }

    private static int quantile(long[] bins, double count) {
        long sum = 0;
        for (int i = 0; i < bins.length; i++) {
            sum += bins[i];
            if (sum > count) {
                return i;
            }
        }
        return bins.length - 1;
    }
}
