package condyle.loss;

import condyle.distance.SoftLabels;
import condyle.tensor.Tensor;
import java.util.Map;

/**
 * What a loss is told of a batch: the group of each voxel, and maps that were drawn of the whole knees.
 *
 * @param labels groups (N, Z, Y, X) or (N, Y, X)
 * @param maps by recipe, its lengths as the loss has them: (N, maps, …)
 */
public record Truth(Tensor labels, Map<SoftLabels, Tensor> maps) {
    public Truth {
        maps = Map.copyOf(maps);
    }

    /** Labels alone; maps are then drawn from them. */
    public static Truth of(Tensor labels) {
        return new Truth(labels, Map.of());
    }

    /**
     * The maps of a recipe, (N, maps, …); where none were drawn of the knees, they are drawn from the labels, patch by
     * patch: then a voxel is 1 mm, and no surface is known beyond a patch's border.
     *
     * @param groups number of groups
     */
    Tensor map(SoftLabels recipe, int groups) {
        Tensor drawn = maps.get(recipe);
        return drawn != null ? drawn : Maps.of(labels, groups, recipe);
    }
}
