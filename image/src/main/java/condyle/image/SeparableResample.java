package condyle.image;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Resampling to a grid whose axes run along the source's, in any order and direction: one pass an axis, the one that
 * shrinks most first.
 */
final class SeparableResample {
    /** Cosines below this count as none: over 1,000 voxels it is a hundredth of a voxel. */
    private static final double ALIGNED = 1e-5;

    /** Floats that stay in the nearest cache while all weights are applied to them. */
    private static final int CHUNK = 2048;

    private SeparableResample() {}

    /** Source axis that each target axis runs along, or null where the grids are oblique to each other. */
    static int[] alignedAxes(Affine targetToSource) {
        int[] axes = new int[3];
        int seen = 0;
        for (int j = 0; j < 3; j++) {
            Vec c = targetToSource.column(j);
            int a = 0;
            for (int i = 1; i < 3; i++) {
                a = Math.abs(c.along(i)) > Math.abs(c.along(a)) ? i : a;
            }
            for (int i = 0; i < 3; i++) {
                if (i != a && Math.abs(c.along(i)) > ALIGNED * Math.abs(c.along(a))) {
                    return null;
                }
            }
            axes[j] = a;
            seen |= 1 << a;
        }
        return seen == 7 ? axes : null;
    }

    /** Resamples along axes found by {@link #alignedAxes}. */
    static Volume apply(Volume source, Geometry target, int[] axes, Interpolation interpolation, float background) {
        Affine m = source.geometry().toVoxel().after(target.toWorld());
        AxisTaps[] taps = new AxisTaps[3];
        int[] low = new int[3];
        int[] high = new int[3];
        for (int j = 0; j < 3; j++) {
            int a = axes[j];
            AxisTaps.Line line =
                    new AxisTaps.Line(source.size().along(a), target.size().along(j), m.at(a, 3), m.at(a, j));
            taps[a] = AxisTaps.of(line, interpolation);
            int[] range = taps[a].range();
            if (range == null) {
                return filled(target, background);
            }
            low[a] = range[0];
            high[a] = range[1];
            taps[a] = taps[a].shifted(range[0]);
        }
        Box box = new Box(low[0], low[1], low[2], high[0], high[1], high[2]);
        Volume in = box.equals(Box.of(source.size())) ? source : source.crop(box);
        float[] out = passes(in.data(), in.size(), taps);
        if (out == source.data()) {
            out = out.clone();
        }
        Size size = new Size(taps[0].target(), taps[1].target(), taps[2].target());
        fillOutside(out, size, taps, background);
        Rearrangement r = Rearrangement.of(size, axes, new boolean[3]);
        return Volume.of(target, r.isIdentity() ? out : r.apply(out));
    }

    static Volume filled(Geometry target, float background) {
        Volume out = Volume.of(target);
        Arrays.fill(out.data(), background);
        return out;
    }

    /** Applies the weights of all three axes; gives the input itself where there is nothing to do. */
    static float[] passes(float[] in, Size size, AxisTaps[] taps) {
        int[] n = {size.x(), size.y(), size.z()};
        Integer[] order = {2, 1, 0};
        Arrays.sort(
                order, (a, b) -> Double.compare((double) taps[a].target() / n[a], (double) taps[b].target() / n[b]));
        float[] data = in;
        for (int axis : order) {
            if (taps[axis].isIdentity(n[axis])) {
                continue;
            }
            data = axis == 0
                    ? passX(data, n[0], n[1] * n[2], taps[0])
                    : pass(data, axis == 1 ? n[0] : n[0] * n[1], n[axis], axis == 1 ? n[2] : 1, taps[axis]);
            n[axis] = taps[axis].target();
        }
        return data;
    }

    private static float[] passX(float[] in, int n, int rows, AxisTaps taps) {
        int m = taps.target();
        float[] out = new float[Math.multiplyExact(m, rows)];
        IntStream.range(0, rows).parallel().forEach(r -> {
            for (int o = 0; o < m; o++) {
                float[] w = taps.weights(o);
                int from = r * n + taps.start(o);
                float sum = 0;
                for (int k = 0; k < w.length; k++) {
                    sum += w[k] * in[from + k];
                }
                out[r * m + o] = sum;
            }
        });
        return out;
    }

    /** A pass along an axis whose voxels lie {@code inner} apart and which is repeated {@code outer} times. */
    private static float[] pass(float[] in, int inner, int n, int outer, AxisTaps taps) {
        int m = taps.target();
        float[] out = new float[Math.multiplyExact(Math.multiplyExact(inner, m), outer)];
        IntStream.range(0, outer * m).parallel().forEach(task -> {
            int o = task % m;
            float[] w = taps.weights(o);
            int from = (task / m * n + taps.start(o)) * inner;
            int to = task * inner;
            for (int c = 0; c < inner; c += CHUNK) {
                int count = Math.min(CHUNK, inner - c);
                for (int k = 0; k < w.length; k++) {
                    add(in, from + k * inner + c, out, to + c, count, w[k]);
                }
            }
        });
        return out;
    }

    private static void add(float[] in, int from, float[] out, int to, int count, float weight) {
        for (int i = 0; i < count; i++) {
            out[to + i] += weight * in[from + i];
        }
    }

    private static void fillOutside(float[] out, Size n, AxisTaps[] taps, float background) {
        IntStream.range(0, n.z()).parallel().forEach(z -> {
            for (int y = 0; y < n.y(); y++) {
                int row = n.index(0, y, z);
                boolean rowInside = taps[2].isInside(z) && taps[1].isInside(y);
                for (int x = 0; x < n.x(); x++) {
                    if (!rowInside || !taps[0].isInside(x)) {
                        out[row + x] = background;
                    }
                }
            }
        });
    }
}
