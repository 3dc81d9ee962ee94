/**
 * The vocabulary of space: grids, volumes, label maps, tissues.
 *
 * <p>A voxel is (x, y, z), x fastest. World is RAS+ in mm. Boxes are half-open. Label 0 is background.
 */
package condyle.image;
