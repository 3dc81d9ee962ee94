package condyle.infer;

import condyle.loss.Grouping;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Gathers what networks say of a knee and what its labels say, plane by plane, into {@link Said}. */
public final class Gathering {
    /** Voxels kept that all networks surely give the same class, of each class. */
    private static final int CALM = 2000;

    /** From this probability on a network is sure, in units of {@link Said#UNIT}. */
    private static final int SURE = Math.round(0.9f / Said.UNIT);

    private final int members;
    private final int classes;
    private final byte[] groupOf;
    private final long[][][] alone;
    private final long[][] agreed;
    private final SortedMap<Integer, long[]> combinations = new TreeMap<>();
    private final Reservoir open;
    private final Reservoir doubtful;
    private final Reservoir[] calm;

    /**
     * Begins with nothing gathered.
     *
     * @param most open voxels to keep, and as many doubtful ones
     * @param seed by which voxels are drawn where there are more
     */
    public Gathering(int members, Grouping grouping, int most, long seed) {
        this.members = members;
        this.groupOf = grouping.groupOf();
        this.classes = groupOf.length;
        this.alone = new long[members][grouping.count()][classes];
        this.agreed = new long[grouping.count()][classes];
        SplittableRandom random = new SplittableRandom(seed);
        this.open = new Reservoir(most, members * classes, random.split());
        this.doubtful = new Reservoir(most, members * classes, random.split());
        this.calm = new Reservoir[classes];
        for (int c = 0; c < classes; c++) {
            calm[c] = new Reservoir(CALM, members * classes, random.split());
        }
    }

    /**
     * Takes in a plane.
     *
     * @param truth group of each voxel
     * @param said of each network, one class after the other
     */
    public void plane(byte[] truth, short[][] said) {
        int voxels = truth.length;
        int[] best = new int[members];
        for (int i = 0; i < voxels; i++) {
            int g = truth[i];
            // Nine planes and ten classes are the most there are: it fits.
            int combination = 0;
            boolean same = true;
            boolean sure = true;
            for (int m = members - 1; m >= 0; m--) {
                best[m] = best(said[m], voxels, i);
                alone[m][g][best[m]]++;
                combination = combination * classes + best[m];
                same &= best[m] == best[members - 1];
                sure &= (said[m][best[m] * voxels + i] & 0xffff) >= SURE;
            }
            combinations.computeIfAbsent(combination, k -> new long[agreed.length])[g]++;
            if (same) {
                agreed[g][best[0]]++;
            }
            Reservoir agreeing = sure ? calm[best[0]] : doubtful;
            (same ? agreeing : open).offer(truth[i], said, voxels, i);
        }
    }

    private int best(short[] said, int voxels, int i) {
        int best = 0;
        for (int c = 1; c < classes; c++) {
            best = (said[c * voxels + i] & 0xffff) > (said[best * voxels + i] & 0xffff) ? c : best;
        }
        return best;
    }

    /** All that was gathered. */
    public Said done() {
        return new Said(
                groupOf,
                alone,
                agreed,
                combinations,
                Reservoir.points(open),
                Reservoir.points(doubtful),
                Reservoir.points(calm));
    }
}
