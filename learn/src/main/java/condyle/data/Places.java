package condyle.data;

import condyle.image.LabelMap;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Some voxels of each label, so that a patch can be centred on a tissue without a search. */
final class Places {
    /** Voxels kept of each label at the most. */
    private static final int KEPT = 4096;

    private Places() {}

    /** Indices of voxels, by label; the draw depends on the seed alone; background has none. */
    static int[][] of(LabelMap labels, long seed) {
        int last = labels.labels().last();
        int[][] places = new int[last + 1][];
        int[][] kept = new int[last + 1][KEPT];
        int[] seen = new int[last + 1];
        SplittableRandom random = Seeds.random(seed, 77);
        byte[] data = labels.data();
        for (int i = 0; i < data.length; i++) {
            int label = data[i] & 0xff;
            if (label == 0) {
                continue;
            }
            // Reservoir sampling: each voxel of a label has the same chance to stay.
            int slot = seen[label] < KEPT ? seen[label] : random.nextInt(seen[label] + 1);
            seen[label]++;
            if (slot < KEPT) {
                kept[label][slot] = i;
            }
        }
        for (int label = 0; label <= last; label++) {
            places[label] = Arrays.copyOf(kept[label], Math.min(seen[label], KEPT));
        }
        return places;
    }

    /**
     * Places of the groups that a network is to find, by group: labels of one group share them, background has none.
     *
     * @throws IllegalArgumentException if there is none at all
     */
    static int[][] of(LabelMap labels, Targets targets, long seed) {
        int[][] places = ofGroups(labels, targets, seed);
        if (none(places)) {
            throw new IllegalArgumentException("none of the classes occurs in the labels of scheme "
                    + labels.labels().name() + "; is it the right scheme?");
        }
        return places;
    }

    /** Whether there is no place at all. */
    static boolean none(int[][] places) {
        return Arrays.stream(places).allMatch(p -> p.length == 0);
    }

    /** The same, perhaps none at all. */
    static int[][] ofGroups(LabelMap labels, Targets targets, long seed) {
        int[][] ofLabels = of(labels, seed);
        int[][] places = new int[targets.grouping().count()][0];
        for (int label = 1; label < ofLabels.length; label++) {
            int group = targets.groupOf(label);
            if (group > 0) {
                int[] before = places[group];
                places[group] = Arrays.copyOf(before, before.length + ofLabels[label].length);
                System.arraycopy(ofLabels[label], 0, places[group], before.length, ofLabels[label].length);
            }
        }
        return places;
    }
}
