package condyle.phantom;

import java.util.random.RandomGenerator;

/** The surface of a bone below its cartilage, to draw places on or beneath it. */
interface Surface {
    /** Draws a point {@code depth} mm beneath the surface, in the bone's frame. */
    double[] point(RandomGenerator r, double depth);
}
