package condyle.image;

import java.util.stream.IntStream;

/**
 * Brings a volume or label map to another grid.
 *
 * <p>Where the target is coarser along a source axis, a Gaussian keeps it from aliasing ({@link Blur}), except with
 * {@link Interpolation#NEAREST}. Target voxels within half a voxel outside the source's outermost centres take the
 * border's value, others the background's. A NaN reaches every voxel whose weights touch it. Results do not depend on
 * the number of threads.
 */
public final class Resample {
    private Resample() {}

    /** Resamples with 0 outside the source. */
    public static Volume to(Volume source, Geometry target, Interpolation interpolation) {
        return to(source, target, interpolation, 0);
    }

    /** Resamples with the given value outside the source. */
    public static Volume to(Volume source, Geometry target, Interpolation interpolation, float background) {
        Affine m = source.geometry().toVoxel().after(target.toWorld());
        int[] axes = SeparableResample.alignedAxes(m);
        if (axes != null) {
            return SeparableResample.apply(source, target, axes, interpolation, background);
        }
        if (interpolation == Interpolation.NEAREST) {
            return nearest(source, target, m, background);
        }
        Volume smooth = Blur.apply(source, factors(m));
        Sampler linear = Sampler.of(smooth, background);
        CubicSampler cubic = new CubicSampler(smooth, background);
        return interpolation == Interpolation.LINEAR
                ? fill(target, m, linear::atVoxel)
                : fill(target, m, cubic::atVoxel);
    }

    /** Value at a point of the world (mm), linear, 0 outside; for many points take a {@link Sampler}. */
    public static float at(Volume source, double x, double y, double z) {
        return Sampler.of(source, 0).at(x, y, z);
    }

    /** How many source voxels a target voxel spans along each source axis. */
    private static Vec factors(Affine targetToSource) {
        double[] f = new double[3];
        for (int a = 0; a < 3; a++) {
            f[a] = new Vec(targetToSource.at(a, 0), targetToSource.at(a, 1), targetToSource.at(a, 2)).norm();
        }
        return new Vec(f[0], f[1], f[2]);
    }

    private interface AtVoxel {
        float at(double x, double y, double z);
    }

    private static Volume fill(Geometry target, Affine m, AtVoxel source) {
        Volume out = Volume.of(target);
        each(target.size(), m, (i, x, y, z) -> out.data()[i] = source.at(x, y, z));
        return out;
    }

    private interface Voxel {
        /** Takes a target voxel's index and where it falls in the source, in voxels. */
        void take(int index, double x, double y, double z);
    }

    private static void each(Size n, Affine m, Voxel voxel) {
        Vec step = m.column(0);
        IntStream.range(0, n.z()).parallel().forEach(z -> {
            for (int y = 0; y < n.y(); y++) {
                Vec p = m.apply(0, y, z);
                int row = n.index(0, y, z);
                for (int x = 0; x < n.x(); x++) {
                    voxel.take(row + x, p.x() + x * step.x(), p.y() + x * step.y(), p.z() + x * step.z());
                }
            }
        });
    }

    private static Volume nearest(Volume source, Geometry target, Affine m, float background) {
        float[] in = source.data();
        return fill(target, m, (x, y, z) -> {
            int at = closest(source.size(), x, y, z);
            return at < 0 ? background : in[at];
        });
    }

    /** Label of the closest voxel, a tie to the higher index; 0 outside the source. Labels are never interpolated. */
    public static LabelMap nearest(LabelMap source, Geometry target) {
        Affine m = source.geometry().toVoxel().after(target.toWorld());
        byte[] in = source.data();
        byte[] out = new byte[target.size().length()];
        each(target.size(), m, (i, x, y, z) -> {
            int at = closest(source.size(), x, y, z);
            out[i] = at < 0 ? 0 : in[at];
        });
        return LabelMap.of(target, out, source.labels());
    }

    /** Index of the closest voxel, −1 farther than half a voxel outside. */
    private static int closest(Size n, double x, double y, double z) {
        return AxisTaps.near(n, x, y, z) ? n.index(closest(n.x(), x), closest(n.y(), y), closest(n.z(), z)) : -1;
    }

    private static int closest(int n, double p) {
        // p is above −1, where a cast rounds p + 0.5 down as floor does, or to 0, which the border would give.
        return Math.min(n - 1, (int) (p + 0.5));
    }
}
