package condyle.image;

import java.util.Arrays;

/**
 * Resampling along one axis: for each target voxel the first source voxel that counts, and the weights from there on.
 *
 * <p>A target voxel farther than half a voxel outside the source has no weights.
 */
final class AxisTaps {
    /** Rounding of positions must not push an edge voxel out; in voxels. */
    private static final double EDGE = 0.5 + 1e-4;

    private final int[] start;
    private final float[][] weights;

    private AxisTaps(int[] start, float[][] weights) {
        this.start = start;
        this.weights = weights;
    }

    static AxisTaps of(int[] start, float[][] weights) {
        return new AxisTaps(start, weights);
    }

    /** Where target voxels fall on a source axis of {@code source} voxels: voxel o at {@code origin + o·step}. */
    record Line(int source, int target, double origin, double step) {}

    static AxisTaps of(Line line, Interpolation interpolation) {
        double[] blur = interpolation == Interpolation.NEAREST ? new double[] {1} : Blur.kernel(Math.abs(line.step));
        int[] start = new int[line.target];
        float[][] weights = new float[line.target][];
        for (int o = 0; o < line.target; o++) {
            double p = line.origin + o * line.step;
            double[] full = near(line.source, p) ? weights(line.source, p, interpolation, blur) : new double[0];
            int first = 0;
            int end = full.length;
            while (first < end && full[first] == 0) {
                first++;
            }
            while (end > first && full[end - 1] == 0) {
                end--;
            }
            int from = Math.max(0, lowest(line.source, p, interpolation, blur));
            start[o] = from + first;
            weights[o] = new float[end - first];
            for (int k = first; k < end; k++) {
                weights[o][k - first] = (float) full[k];
            }
        }
        return new AxisTaps(start, weights);
    }

    /** Whether a position in voxels lies at most half a voxel outside of the outermost centres; NaN does not. */
    static boolean near(Size n, double x, double y, double z) {
        return near(n.x(), x) && near(n.y(), y) && near(n.z(), z);
    }

    private static boolean near(int n, double p) {
        return p >= -EDGE && p <= n - 1 + EDGE;
    }

    private static int lowest(int n, double p, Interpolation interpolation, double[] blur) {
        return interpolation.first(Math.max(0, Math.min(n - 1, p))) - blur.length / 2;
    }

    /** Weights from voxel max(0, lowest) on: each of the interpolation's voxels is itself a blurred one. */
    private static double[] weights(int n, double p, Interpolation interpolation, double[] blur) {
        double clamped = Math.max(0, Math.min(n - 1, p));
        double[] w = new double[interpolation.width()];
        interpolation.weights(clamped, w);
        int from = Math.max(0, lowest(n, p, interpolation, blur));
        int to = Math.min(n - 1, interpolation.first(clamped) + w.length - 1 + blur.length / 2);
        double[] out = new double[to - from + 1];
        for (int i = 0; i < w.length; i++) {
            int center = Math.max(0, Math.min(n - 1, interpolation.first(clamped) + i));
            Blur.spread(out, from, n, center, w[i], blur);
        }
        return out;
    }

    int target() {
        return start.length;
    }

    int start(int o) {
        return start[o];
    }

    float[] weights(int o) {
        return weights[o];
    }

    boolean isInside(int o) {
        return weights[o].length > 0;
    }

    /** First and one past the last source voxel that any target voxel needs; null where all lie outside. */
    int[] range() {
        int low = Integer.MAX_VALUE;
        int high = -1;
        for (int o = 0; o < start.length; o++) {
            if (isInside(o)) {
                low = Math.min(low, start[o]);
                high = Math.max(high, start[o] + weights[o].length);
            }
        }
        return high < 0 ? null : new int[] {low, high};
    }

    /** The same for a source that starts {@code by} voxels later. */
    AxisTaps shifted(int by) {
        return new AxisTaps(Arrays.stream(start).map(s -> s - by).toArray(), weights);
    }

    /** Whether target voxel o is source voxel o, for all of a source of n voxels. */
    boolean isIdentity(int n) {
        if (start.length != n) {
            return false;
        }
        for (int o = 0; o < n; o++) {
            if (start[o] != o || weights[o].length != 1 || weights[o][0] != 1) {
                return false;
            }
        }
        return true;
    }
}
