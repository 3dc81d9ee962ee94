package condyle.data;

import condyle.image.Geometry;

/**
 * One patch to learn from.
 *
 * <p>{@code inputs} holds the channels one after another, each x fastest; {@code classes} the class of each voxel;
 * {@code grid} says where in the knee the patch lies.
 */
public record Sample(Geometry grid, int channels, float[] inputs, byte[] classes) {}
