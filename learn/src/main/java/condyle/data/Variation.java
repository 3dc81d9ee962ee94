package condyle.data;

import condyle.config.Check;
import condyle.image.Geometry;
import condyle.image.Interpolation;
import condyle.image.Resample;
import condyle.image.Vec;
import condyle.image.Volume;
import java.util.SplittableRandom;

/**
 * Changes of a patch's brightness, made after it was brought to its scale; each is made with a chance of {@code share}.
 *
 * @param share chance of each change, 0–1
 * @param contrast largest relative change of the distance from the mean
 * @param shift largest shift, on the scale of the patch
 * @param gamma largest logarithm of the power that brightness between the patch's extremes is raised to
 * @param coarse largest factor by which voxels are made larger and then small again
 * @param noise largest deviation of added Gaussian noise, on the scale of the patch
 */
public record Variation(double share, double contrast, double shift, double gamma, double coarse, double noise) {
    public static final Variation DEFAULTS = new Variation(0, 0.25, 0.1, 0.3, 2, 0.1);

    public Variation {
        Check.within("share", share, 0, 1);
        Check.within("contrast", contrast, 0, 0.95);
        Check.within("shift", shift, 0, 10);
        Check.within("gamma", gamma, 0, 3);
        Check.within("coarse", coarse, 1, 8);
        Check.within("noise", noise, 0, 10);
    }

    /** Draws the changes and makes them in place. */
    void vary(float[] image, Geometry grid, SplittableRandom random) {
        if (share == 0) {
            return;
        }
        SplittableRandom own = random.split();
        if (own.nextDouble() < share) {
            linear(image, Math.exp(Math.log1p(contrast) * (2 * own.nextDouble() - 1)), 0);
        }
        if (own.nextDouble() < share) {
            linear(image, 1, shift * (2 * own.nextDouble() - 1));
        }
        if (own.nextDouble() < share) {
            bend(image, Math.exp(gamma * (2 * own.nextDouble() - 1)));
        }
        if (own.nextDouble() < share) {
            coarsen(image, grid, 1 + (coarse - 1) * own.nextDouble());
        }
        if (own.nextDouble() < share) {
            double deviation = noise * own.nextDouble();
            for (int i = 0; i < image.length; i++) {
                image[i] += (float) (deviation * own.nextGaussian());
            }
        }
    }

    private static void linear(float[] image, double factor, double shift) {
        double sum = 0;
        for (float v : image) {
            sum += v;
        }
        double mean = sum / image.length;
        for (int i = 0; i < image.length; i++) {
            image[i] = (float) (mean + shift + factor * (image[i] - mean));
        }
    }

    private static void bend(float[] image, double power) {
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (float v : image) {
            low = Math.min(low, v);
            high = Math.max(high, v);
        }
        float range = high - low;
        for (int i = 0; i < image.length && range > 0; i++) {
            image[i] = (float) (low + range * Math.pow((image[i] - low) / range, power));
        }
    }

    private static void coarsen(float[] image, Geometry grid, double factor) {
        Vec s = grid.spacing();
        // A slice keeps its one voxel across.
        Geometry small = grid.withSpacing(new Vec(s.x() * factor, s.y() * factor, s.z() * factor));
        Volume less = Resample.to(Volume.of(grid, image.clone()), small, Interpolation.LINEAR);
        float[] back = Resample.to(less, grid, Interpolation.LINEAR).data();
        System.arraycopy(back, 0, image, 0, image.length);
    }
}
