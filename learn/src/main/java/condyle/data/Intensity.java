package condyle.data;

import condyle.image.Box;
import condyle.image.Size;

/** How brightness is brought to one scale, in training and inference alike. */
public interface Intensity {
    /** The rescaling that the statistics of these voxels ask for; the array is left as it is. */
    Rescaling of(float[] voxels);

    /** Whether images that differ by a factor and a shift come out the same. */
    default boolean relative() {
        return true;
    }

    /** The voxels in view, in their order; the array itself where all are. */
    static float[] seen(float[] image, Size size, Box view) {
        if (view.equals(Box.of(size))) {
            return image;
        }
        float[] seen = new float[view.size().length()];
        int width = view.size().x();
        for (int z = view.z0(), to = 0; z < view.z1(); z++) {
            for (int y = view.y0(); y < view.y1(); y++, to += width) {
                System.arraycopy(image, size.index(view.x0(), y, z), seen, to, width);
            }
        }
        return seen;
    }
}
