package condyle.distance;

/**
 * A recipe for maps of a knee's labels, which losses weigh or regress; equal recipes draw equal maps.
 *
 * <p>A map is drawn on the grid of the whole knee, where no border of a patch hides a surface, and is read from there at
 * the voxels of a patch. What is a length in voxels becomes mm first: {@link #inMm}. Where nothing is known but that it
 * is background, beyond the knee's grid and outside a patch's field of view, a map has one value: {@link #nothing}.
 */
public interface SoftLabels {
    /** Number of maps that so many groups have. */
    int maps(int groups);

    /** Draws map number {@code map} from 0, x fastest; lengths count in mm of the grid. */
    float[] draw(int map, Grouped groups);

    /** What a map has far from every tissue. */
    float nothing(int map);

    /** The same with lengths in mm, {@code voxel} mm being one voxel. */
    default SoftLabels inMm(double voxel) {
        return this;
    }

    /** The same with all that patches need which show the knee larger or smaller by a factor up to {@code most} ≥ 1. */
    default SoftLabels shownBy(double most) {
        return this;
    }

    /** A value as a patch has it that shows the knee larger by a factor, or smaller where it is below 1. */
    default float shown(float drawn, double factor) {
        return drawn;
    }
}
