package condyle.data;

import condyle.config.Check;
import condyle.image.Geometry;
import condyle.image.Size;
import condyle.image.Vec;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * How far the brightness of a real scan is varied from patch to patch; the shape stays.
 *
 * @param gamma largest logarithm of the power that brightness is raised to
 * @param bias largest logarithm of the gain between two places 100 mm apart
 * @param noise largest deviation of the Gaussian noise added; 1 is the image's 99th percentile
 */
public record Brightness(double gamma, double bias, double noise) {
    public static final Brightness DEFAULTS = new Brightness(0.2, 0.2, 0.03);

    public Brightness {
        Check.within("gamma", gamma, 0, 2);
        Check.within("bias", bias, 0, 2);
        Check.within("noise", noise, 0, 1);
    }

    /** Brings the 1st percentile to 0 and the 99th to 1; an image of one value becomes zeros. */
    static Rescaling unit(float[] image) {
        float[] sorted = image.clone();
        Arrays.parallelSort(sorted);
        float low = sorted[(int) (0.01 * (sorted.length - 1))];
        float high = sorted[(int) (0.99 * (sorted.length - 1))];
        float factor = high > low ? 1 / (high - low) : 0;
        return Rescaling.linear(factor, -low * factor);
    }

    /** Draws a variation and applies it in place. */
    void vary(float[] image, Geometry grid, SplittableRandom random) {
        double power = Math.exp(gamma * (2 * random.nextDouble() - 1));
        Vec slope = new Vec(random.nextGaussian(), random.nextGaussian(), random.nextGaussian());
        slope = slope.unit().times(bias * random.nextDouble() / 100);
        double deviation = noise * random.nextDouble();
        SplittableRandom grains = random.split();
        Size n = grid.size();
        Vec centre = grid.center();
        Vec dx = grid.toWorld().column(0);
        for (int z = 0, i = 0; z < n.z(); z++) {
            for (int y = 0; y < n.y(); y++) {
                double gain = slope.dot(grid.toWorld().apply(0, y, z).minus(centre));
                double along = slope.dot(dx);
                for (int x = 0; x < n.x(); x++, i++) {
                    // Below the 1st percentile the power would be no number: mirrored at 0.
                    double v = Math.copySign(Math.pow(Math.abs(image[i]), power), image[i]);
                    image[i] = (float) (v * Math.exp(gain + x * along) + deviation * grains.nextGaussian());
                }
            }
        }
    }
}
