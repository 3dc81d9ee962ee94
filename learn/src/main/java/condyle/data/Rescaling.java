package condyle.data;

import condyle.image.Box;
import condyle.image.Size;
import java.util.Arrays;

/**
 * Brightness on another scale: what is below {@code low} or above {@code high} is replaced first, then {@code v · scale
 * + shift}.
 *
 * @param below stands for what is below {@code low}
 * @param above stands for what is above {@code high}
 * @param scale 0 where all voxels are equal
 */
public record Rescaling(float low, float high, float below, float above, float scale, float shift) {
    /** A scale and a shift, nothing replaced. */
    public static Rescaling linear(float scale, float shift) {
        return new Rescaling(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, 0, 0, scale, shift);
    }

    /** The value on the new scale. */
    public float of(float v) {
        return (v < low ? below : v > high ? above : v) * scale + shift;
    }

    /** The value on the old scale; what was replaced stays so. Everything was equal where the scale is 0: gives 0. */
    public float inverse(float v) {
        return scale == 0 ? 0 : (v - shift) / scale;
    }

    /** A new image; voxels out of view become what a zero in view would be, as if air lay there. */
    public float[] of(float[] image, Size size, Box view) {
        return of(image, new Seen(size, view, 0));
    }

    /**
     * What of an image is seen.
     *
     * @param air what all other voxels would have been
     */
    record Seen(Size size, Box view, float air) {}

    /** A new image; voxels out of view become air. */
    float[] of(float[] image, Seen seen) {
        Box view = seen.view;
        float[] out = new float[image.length];
        Arrays.fill(out, of(seen.air));
        for (int z = view.z0(); z < view.z1(); z++) {
            for (int y = view.y0(); y < view.y1(); y++) {
                int row = seen.size.index(0, y, z);
                for (int i = row + view.x0(); i < row + view.x1(); i++) {
                    out[i] = of(image[i]);
                }
            }
        }
        return out;
    }
}
