package condyle.image;

import java.util.stream.IntStream;

/**
 * Gaussian that keeps a coarser grid from aliasing.
 *
 * <p>Its width turns the source voxel's point spread, taken as a Gaussian as wide at half height as the voxel, into the
 * target voxel's: σ² = (s² − 1) / (8 ln 2) source voxels² for target voxels s times as long (Cardoso et al. 2015,
 * doi:10.1007/978-3-319-24571-3_81). Not coarser: no blur. At the border the weights inside are scaled to sum to 1.
 */
final class Blur {
    private Blur() {}

    /** Odd number of weights that sum to 1; a single 1 where target voxels are not longer. */
    static double[] kernel(double factor) {
        double variance = (factor * factor - 1) / (8 * Math.log(2));
        // Below this the neighbours would weigh less than 1 in 1,000.
        if (!(variance > 0.07)) {
            return new double[] {1};
        }
        int radius = (int) Math.ceil(3 * Math.sqrt(variance));
        double[] k = new double[2 * radius + 1];
        double sum = 0;
        for (int i = 0; i < k.length; i++) {
            k[i] = Math.exp(-0.5 * (i - radius) * (i - radius) / variance);
            sum += k[i];
        }
        for (int i = 0; i < k.length; i++) {
            k[i] /= sum;
        }
        return k;
    }

    /** Adds a blurred voxel's weights, {@code weight} in all, to {@code out}, whose first element is voxel {@code from}. */
    static void spread(double[] out, int from, int n, int center, double weight, double[] kernel) {
        int radius = kernel.length / 2;
        int low = Math.max(0, center - radius);
        int high = Math.min(n - 1, center + radius);
        double sum = 0;
        for (int i = low; i <= high; i++) {
            sum += kernel[i - center + radius];
        }
        for (int i = low; i <= high; i++) {
            out[i - from] += weight * kernel[i - center + radius] / sum;
        }
    }

    /** Blurs along the three axes for target voxels that are the given factors longer; the input is not changed. */
    static Volume apply(Volume in, Vec factors) {
        Size n = in.size();
        AxisTaps[] taps = new AxisTaps[3];
        for (int axis = 0; axis < 3; axis++) {
            taps[axis] = taps(n.along(axis), kernel(factors.along(axis)));
        }
        return Volume.of(in.geometry(), SeparableResample.passes(in.data(), n, taps));
    }

    private static AxisTaps taps(int n, double[] kernel) {
        int radius = kernel.length / 2;
        int[] start = IntStream.range(0, n).map(o -> Math.max(0, o - radius)).toArray();
        float[][] weights = new float[n][];
        for (int o = 0; o < n; o++) {
            double[] w = new double[Math.min(n - 1, o + radius) - start[o] + 1];
            spread(w, start[o], n, o, 1, kernel);
            weights[o] = new float[w.length];
            for (int k = 0; k < w.length; k++) {
                weights[o][k] = (float) w[k];
            }
        }
        return AxisTaps.of(start, weights);
    }
}
