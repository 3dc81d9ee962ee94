package condyle.data;

import condyle.distance.SoftLabels;
import condyle.image.Box;
import condyle.image.Geometry;
import condyle.image.Size;
import condyle.image.Vec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Maps that go with the patches of a sampler.
 *
 * @param recipes of the maps, with lengths as losses have them
 * @param cache of whole knees
 */
public record SoftMaps(Set<SoftLabels> recipes, MapCache cache) {
    /** No maps. */
    public static final SoftMaps NONE = new SoftMaps(Set.of(), new MapCache(0, note -> {}));

    public SoftMaps {
        recipes = Set.copyOf(recipes);
    }

    /**
     * A patch and the part of it that the scanner saw.
     *
     * @param spacing mm, of an unscaled patch
     * @param scaling largest relative change of size along an axis
     */
    record Patch(Geometry grid, Box view, double spacing, double scaling) {
        /** How much larger than an unscaled patch it shows the knee: the mean, where axes are scaled apart. */
        double magnification() {
            Vec s = grid.spacing();
            return spacing / Math.cbrt(s.x() * s.y() * s.z());
        }
    }

    /** The maps of a patch by recipe, one after another, each x fastest. */
    Map<SoftLabels, float[]> of(Specimen knee, Targets targets, Patch patch) {
        Map<SoftLabels, float[]> all = new HashMap<>();
        for (SoftLabels recipe : recipes) {
            SoftLabels drawn = recipe.inMm(patch.spacing).shownBy(Math.exp(patch.scaling));
            List<StoredMap> stored = cache.of(knee, targets, drawn);
            int voxels = patch.grid.size().length();
            float[] values = new float[stored.size() * voxels];
            for (int m = 0; m < stored.size(); m++) {
                stored.get(m).write(patch.grid, values, m * voxels);
                show(drawn, patch, values, m * voxels);
                blank(patch, drawn.shown(drawn.nothing(m), 1), values, m * voxels);
            }
            all.put(recipe, values);
        }
        return all;
    }

    private static void show(SoftLabels recipe, Patch patch, float[] values, int from) {
        double magnification = patch.magnification();
        for (int i = from; i < from + patch.grid.size().length(); i++) {
            values[i] = recipe.shown(values[i], magnification);
        }
    }

    private static void blank(Patch patch, float nothing, float[] values, int from) {
        Size n = patch.grid.size();
        if (patch.view.equals(Box.of(n))) {
            return;
        }
        for (int z = 0, i = from; z < n.z(); z++) {
            for (int y = 0; y < n.y(); y++) {
                for (int x = 0; x < n.x(); x++, i++) {
                    if (!patch.view.contains(x, y, z)) {
                        values[i] = nothing;
                    }
                }
            }
        }
    }
}
