package condyle.data;

import condyle.image.Box;
import condyle.image.Size;

/** Standardising intensities, in training and inference alike. */
public final class Intensity {
    private Intensity() {}

    /**
     * Subtracts the mean and divides by the standard deviation of the voxels in view; those outside become the value
     * that a zero in view would have, as if air lay there.
     *
     * @return a new array; an image of one value gives zeros
     */
    public static float[] standardise(float[] image, Size size, Box view) {
        double sum = 0;
        double squares = 0;
        for (int z = view.z0(); z < view.z1(); z++) {
            for (int y = view.y0(); y < view.y1(); y++) {
                int row = size.index(0, y, z);
                for (int i = row + view.x0(); i < row + view.x1(); i++) {
                    sum += image[i];
                    squares += (double) image[i] * image[i];
                }
            }
        }
        double n = view.size().voxels();
        double mean = sum / n;
        double sd = Math.sqrt(Math.max(0, squares / n - mean * mean));
        float scale = sd > 0 ? (float) (1 / sd) : 0;
        float shift = (float) -mean * scale;
        float[] out = new float[image.length];
        java.util.Arrays.fill(out, shift);
        for (int z = view.z0(); z < view.z1(); z++) {
            for (int y = view.y0(); y < view.y1(); y++) {
                int row = size.index(0, y, z);
                for (int i = row + view.x0(); i < row + view.x1(); i++) {
                    out[i] = image[i] * scale + shift;
                }
            }
        }
        return out;
    }
}
