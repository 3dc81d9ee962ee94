package condyle.plan;

import condyle.image.Size;
import condyle.image.Vec;
import condyle.statistics.Quantile;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Voxel spacings and fields of view of all scans, mm along right, front, up. */
record Spacings(List<Vec> spacings, List<Vec> extents) {
    /** Spacings that differ by less come of rounding in headers. */
    private static final double SAME = 1.02;

    /** nnU-Net's: beyond it an axis is coarse. */
    static final double COARSE = 3;

    static Spacings of(List<Scan> scans) {
        return new Spacings(
                scans.stream().map(s -> s.grid().spacing()).toList(),
                scans.stream().map(s -> s.grid().extent()).toList());
    }

    /**
     * The spacing that all scans are brought to: the median along each axis; along an axis more than {@link #COARSE} times
     * as coarse as the others, of which there are as many times fewer voxels, the 10th percentile, so that few scans lose
     * slices, yet not finer than the others.
     */
    Vec target() {
        Vec median = along(axis -> percentile(spacings, axis, 50));
        int worst = coarsest(median);
        if (!coarse(median)) {
            return median;
        }
        double others = 0;
        for (int k = 0; k < 3; k++) {
            others = k == worst ? others : Math.max(others, median.along(k));
        }
        double fine = Math.max(percentile(spacings, worst, 10), others);
        return along(axis -> axis == worst ? fine : median.along(axis));
    }

    /** Whether an axis of the target is coarse and has few voxels. */
    boolean coarse(Vec median) {
        Size n = grid(median);
        int worst = coarsest(median);
        boolean far = true;
        for (int k = 0; k < 3; k++) {
            far &= k == worst || median.along(worst) > COARSE * median.along(k) && n.along(worst) * COARSE < n.along(k);
        }
        return far;
    }

    static int coarsest(Vec spacing) {
        int worst = 0;
        for (int k = 1; k < 3; k++) {
            worst = spacing.along(k) > 1.001 * spacing.along(worst) ? k : worst;
        }
        return worst;
    }

    /** Voxels of the median field of view at a spacing. */
    Size grid(Vec spacing) {
        int[] n = new int[3];
        for (int k = 0; k < 3; k++) {
            n[k] = (int) Math.max(1, Math.round(percentile(extents, k, 50) / spacing.along(k)));
        }
        return Size.of(n);
    }

    /** Voxels of all scans at a spacing. */
    long voxels(Vec spacing) {
        double all = 0;
        for (Vec e : extents) {
            all += e.x() / spacing.x() * (e.y() / spacing.y()) * (e.z() / spacing.z());
        }
        return (long) all;
    }

    /** Whether scans differ in spacing. */
    boolean mixed() {
        boolean mixed = false;
        for (int k = 0; k < 3; k++) {
            mixed |= percentile(spacings, k, 100) > SAME * percentile(spacings, k, 0);
        }
        return mixed;
    }

    /** From the finest to the coarsest along each axis. */
    String range() {
        Vec least = along(axis -> percentile(spacings, axis, 0));
        Vec most = along(axis -> percentile(spacings, axis, 100));
        return mixed() ? Words.across(least) + " to " + Words.across(most) : Words.across(least);
    }

    private static Vec along(ToDoubleFunction<Integer> axis) {
        return new Vec(axis.applyAsDouble(0), axis.applyAsDouble(1), axis.applyAsDouble(2));
    }

    private static double percentile(List<Vec> of, int axis, double percent) {
        return percentile(of.stream().mapToDouble(v -> v.along(axis)).toArray(), percent);
    }

    /** Linear between ranks, as NumPy's default; NaN of nothing. */
    static double percentile(double[] values, double percent) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return Quantile.of(sorted, percent / 100);
    }
}
