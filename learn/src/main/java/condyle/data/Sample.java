package condyle.data;

import condyle.image.Geometry;
import condyle.loss.Grouping;

/**
 * One patch to learn from.
 *
 * <p>{@code inputs} holds the channels one after another, each x fastest; {@code targets} the group of each voxel, of
 * {@code grouping}, which says which classes the labels tell apart; {@code grid} says where in the knee the patch lies.
 */
public record Sample(Geometry grid, int channels, float[] inputs, byte[] targets, Grouping grouping) {}
