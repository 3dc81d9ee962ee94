package condyle.data;

import condyle.image.LabelMap;
import condyle.phantom.Materials;
import java.util.SplittableRandom;

/**
 * One synthetic knee in memory, ready for patches to be cut from it.
 *
 * <p>{@code places[label]} holds the indices of some voxels of that label, at most {@value #PLACES}, so that a patch
 * can be centred on a tissue without a search.
 */
public record Anatomy(long seed, Materials materials, int[][] places) {
    private static final int PLACES = 4096;

    /** Prepares a knee; the draw of places depends on the seed alone. */
    public static Anatomy of(long seed, Materials materials) {
        LabelMap labels = materials.labels();
        int last = labels.labels().last();
        int[][] places = new int[last + 1][];
        int[][] kept = new int[last + 1][PLACES];
        int[] seen = new int[last + 1];
        SplittableRandom random = Seeds.random(seed, 77);
        byte[] data = labels.data();
        for (int i = 0; i < data.length; i++) {
            int label = data[i];
            if (label == 0) {
                continue;
            }
            // Reservoir sampling: each voxel of a label has the same chance to stay.
            int slot = seen[label] < PLACES ? seen[label] : random.nextInt(seen[label] + 1);
            seen[label]++;
            if (slot < PLACES) {
                kept[label][slot] = i;
            }
        }
        for (int label = 0; label <= last; label++) {
            places[label] = java.util.Arrays.copyOf(kept[label], Math.min(seen[label], PLACES));
        }
        return new Anatomy(seed, materials, places);
    }
}
