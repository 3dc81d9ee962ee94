package condyle.data;

import condyle.distance.SoftLabels;
import condyle.image.Geometry;
import condyle.image.Vec;
import condyle.loss.Grouping;
import java.util.Map;

/**
 * One patch to learn from.
 *
 * <p>{@code knee} is the name of the knee that it was cut from; {@code inputs} holds the channels one after another, each x fastest; {@code targets} the group of each voxel, of
 * {@code grouping}, which says which classes the labels tell apart; {@code grid} says where in the knee the patch lies, and
 * {@code place} the same as a share of the room there is, each axis from −1 to 1; {@code maps} holds what losses
 * asked for, by recipe, one map after another.
 */
public record Sample(
        String knee,
        Geometry grid,
        int channels,
        float[] inputs,
        byte[] targets,
        Grouping grouping,
        Vec place,
        Map<SoftLabels, float[]> maps) {
    /** A patch in the middle of a knee without a name, without maps. */
    public Sample(Geometry grid, int channels, float[] inputs, byte[] targets, Grouping grouping) {
        this("", grid, channels, inputs, targets, grouping, Vec.ZERO, Map.of());
    }
}
