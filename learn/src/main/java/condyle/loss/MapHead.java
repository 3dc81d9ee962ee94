package condyle.loss;

import condyle.config.Check;
import condyle.config.Choice;
import condyle.config.Registry;
import condyle.distance.ClippedDistance;
import condyle.distance.DistancePenalty;
import condyle.distance.LengthUnit;
import condyle.distance.SoftLabels;
import condyle.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * A second head's task: to regress a map of the knee's labels, beside the segmentation and with a weight.
 *
 * <p>The extension that 001 (Calivà, Iriondo et al., MIDL 2019, arXiv:1908.03679) announces: "voxel-wise distance maps
 * regression in a multi-task learning setting". Differs from it: it says neither map, nor error, nor weight.
 *
 * @param map what is regressed, {@code distance} or {@code penalty}
 * @param error between predicted and true map, the mean over voxels and maps
 * @param weight factor of the error in the sum with the loss of the segmentation
 */
public record MapHead(Choice map, Error error, double weight) {
    /** How far a predicted map is from the true one. */
    public enum Error {
        /** The absolute difference (L1), as in 000. */
        ABSOLUTE,
        /** Its square. */
        SQUARED
    }

    /** A signed distance for each class but background, cut off at a limit and divided by it. */
    public record Distance(double limit, LengthUnit unit) {
        /** What stands where a file says nothing. */
        public static final Distance DEFAULTS = new Distance(10, LengthUnit.MM);

        public Distance {
            Check.above("limit", limit, 0);
        }
    }

    /** The maps known by name. */
    public static final Registry<Void, SoftLabels> MAPS = Registry.<Void, SoftLabels>of("map")
            .add("distance", Distance.DEFAULTS, (c, none) -> new ClippedDistance(c.limit(), c.unit(), 1))
            .add("penalty", DistancePenalty.DEFAULTS, (c, none) -> c);

    /** What stands where a file says nothing. */
    public static final MapHead DEFAULTS = new MapHead(new Choice("distance", Distance.DEFAULTS), Error.ABSOLUTE, 1);

    public MapHead {
        Check.atLeast("weight", weight, 0);
    }

    /** The map's recipe. */
    public SoftLabels recipe() {
        return MAPS.make(map, null);
    }

    /** Channels that a network of so many classes, background included, needs for it. */
    public int channels(int classes) {
        return recipe().maps(classes);
    }

    /**
     * The weighted error of a batch.
     *
     * <p>Where one group of labels holds several classes, the least of their distances is the group's. Classes that hide
     * in background's group learn nothing.
     *
     * @param predicted (N, channels, …)
     */
    public Tensor of(Tensor predicted, Truth target, Grouping grouping) {
        SoftLabels recipe = recipe();
        Tensor truth = target.map(recipe, grouping.count());
        Tensor off = grouped(predicted, recipe, grouping).sub(truth);
        Tensor each = error == Error.ABSOLUTE ? off.abs() : off.mul(off);
        return each.mean().mul(weight);
    }

    private static Tensor grouped(Tensor predicted, SoftLabels recipe, Grouping grouping) {
        if (recipe.maps(grouping.classes()) == 1 || grouping.count() == grouping.classes()) {
            return predicted;
        }
        Tensor[] least = new Tensor[grouping.count() - 1];
        Arrays.setAll(least, g -> least(predicted, grouping.groups().get(g + 1)));
        return Tensor.cat(1, least);
    }

    /** Class c has channel c − 1. */
    private static Tensor least(Tensor predicted, List<Integer> group) {
        Tensor least = predicted.narrow(1, group.get(0) - 1, 1);
        for (int c : group.subList(1, group.size())) {
            Tensor other = predicted.narrow(1, c - 1, 1);
            least = least.sub(least.sub(other).relu());
        }
        return least;
    }
}
