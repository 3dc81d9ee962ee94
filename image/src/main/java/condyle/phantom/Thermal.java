package condyle.phantom;

import condyle.image.Geometry;
import condyle.image.Size;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Noise of a receiver, in the magnitude image: Rician for one coil, with a floor above zero for several.
 *
 * <p>With n coils joined by the root of the sum of squares the magnitude of air is about σ√(2n), and its spread 0.7 σ, so
 * that dark marrow hardly differs from air. Differs from the chi distribution in that the floor is a constant; and from a
 * receiver in that the receive field multiplies the noise's correlated part too.
 *
 * @param deviation deviation σ of each of the two parts of the signal; 1 is about the brightest tissue
 * @param grain share of the noise that is correlated between neighbours, 0–1
 * @param coils number of coils, 1 or more
 * @param map deviation of the logarithm of σ over the image, as parallel imaging makes it; 0 for none
 */
public record Thermal(double deviation, double grain, int coils, double map) {
    public static final Thermal NONE = new Thermal(0, 0, 1, 0);

    /** Adds the noise that the blur will make correlated. */
    void early(float[] v, Size n, Noise random) {
        float scale = (float) (deviation * grain * 1.6);
        if (scale <= 0) {
            return;
        }
        float[] g = new float[n.x()];
        for (int at = 0; at < v.length; at += g.length) {
            random.fill(g, g.length, scale);
            for (int i = 0; i < g.length; i++) {
                v[at + i] += g[i];
            }
        }
    }

    /** Multiplies by the receive field, adds the noise and takes the magnitude, in place. */
    void magnitude(float[] v, Geometry grid, Bias field, RandomGenerator seeds) {
        Noise random = new Noise(seeds.nextLong());
        Bias spread = new Bias(grid, map, seeds);
        Size n = grid.size();
        float late = (float) (deviation * Math.sqrt(1 - grain * grain));
        float floor = (float) (deviation * Math.sqrt(2.0 * (coils - 1)));
        float side = (float) (coils > 1 ? 0.7 * deviation : deviation);
        float[] gain = new float[n.x()];
        float[] sigma = new float[n.x()];
        float[] re = new float[n.x()];
        float[] im = new float[n.x()];
        Arrays.fill(sigma, 1);
        for (int z = 0; z < n.z(); z++) {
            for (int y = 0; y < n.y(); y++) {
                field.row(y, z, gain);
                if (map > 0) {
                    spread.row(y, z, sigma);
                }
                random.fill(re, re.length, late);
                random.fill(im, im.length, side);
                int at = n.index(0, y, z);
                for (int i = 0; i < gain.length; i++) {
                    float a = v[at + i] * gain[i] + re[i] * sigma[i];
                    float b = (floor + im[i]) * sigma[i];
                    v[at + i] = (float) Math.sqrt(a * a + b * b);
                }
            }
        }
    }
}
