package condyle.phantom;

import condyle.image.Affine;
import condyle.image.Geometry;
import condyle.image.Size;
import condyle.image.Vec;

/**
 * Thick slices: each is the mean over its thickness, and the grid between them is interpolated.
 *
 * <p>Differs from a scan: the profile is a box, without gaps or crosstalk between slices.
 *
 * @param axis world axis across the slices: 0 for sagittal, 1 for coronal, 2 for axial ones
 * @param thickness of a slice and distance to the next, mm; below {@value #LEAST} voxels nothing is done
 * @param phase where in the first slice the grid begins, 0–1
 */
public record Slices(int axis, double thickness, double phase) {
    private static final double LEAST = 1.2;
    public static final Slices THIN = new Slices(0, 0, 0);

    /** One thick grid and the way to it and back. */
    record Stack(Geometry fine, Geometry thick, int axis, double ratio, double first) {
        boolean same() {
            return ratio == 1;
        }

        /** Means over slices. */
        float[] join(float[] v) {
            return map(v, fine.size(), thick.size(), true);
        }

        /** Linear between slices' centres, the outermost going on. */
        float[] divide(float[] v) {
            return map(v, thick.size(), fine.size(), false);
        }

        private float[] map(float[] v, Size from, Size to, boolean mean) {
            int count = to.along(axis);
            int last = from.along(axis) - 1;
            double[][] weights = new double[count][];
            for (int k = 0; k < count; k++) {
                weights[k] = mean ? overlap(k) : neighbours(k, last);
            }
            float[] out = new float[to.length()];
            if (axis == 0) {
                rows(v, from.x(), weights, out);
                return out;
            }
            int run = axis == 1 ? from.x() : from.x() * from.y();
            for (int k = 0; k < count; k++) {
                for (int t = 1; t < weights[k].length; t++) {
                    int source = Math.max(0, Math.min(last, (int) weights[k][0] + t - 1));
                    int[] lay = {k * run, count * run, run};
                    add(v, source * run, from.along(axis) * run, out, lay, (float) weights[k][t]);
                }
            }
            return out;
        }

        /** Along rows: every slice's weights as one flat list of places and factors. */
        private static void rows(float[] v, int width, double[][] weights, float[] out) {
            int taps = 0;
            for (double[] w : weights) {
                taps = Math.max(taps, w.length - 1);
            }
            int count = weights.length;
            int[] place = new int[count * taps];
            float[] factor = new float[count * taps];
            for (int k = 0; k < count; k++) {
                for (int t = 0; t < taps; t++) {
                    place[k * taps + t] = Math.max(0, Math.min(width - 1, (int) weights[k][0] + t));
                    factor[k * taps + t] = t + 1 < weights[k].length ? (float) weights[k][t + 1] : 0;
                }
            }
            for (int at = 0, o = 0; o < out.length; at += width) {
                for (int k = 0; k < place.length; o++) {
                    float sum = 0;
                    for (int t = 0; t < taps; t++, k++) {
                        sum += factor[k] * v[at + place[k]];
                    }
                    out[o] = sum;
                }
            }
        }

        private static void add(float[] v, int i0, int stride, float[] out, int[] o, float f) {
            for (int i = i0, at = o[0]; at < out.length; i += stride, at += o[1]) {
                for (int x = 0; x < o[2]; x++) {
                    out[at + x] += f * v[i + x];
                }
            }
        }

        /** First voxel of slice k, then the weights of it and those after it. */
        private double[] overlap(int k) {
            double low = first + (k - 0.5) * ratio;
            double high = low + ratio;
            int a = (int) Math.floor(low + 0.5);
            int b = (int) Math.ceil(high - 0.5);
            double[] w = new double[b - a + 2];
            w[0] = a;
            for (int i = a; i <= b; i++) {
                w[i - a + 1] = Math.max(0, Math.min(high, i + 0.5) - Math.max(low, i - 0.5)) / ratio;
            }
            return w;
        }

        private double[] neighbours(int i, int last) {
            double u = Math.max(0, Math.min(last, (i - first) / ratio));
            int a = Math.min((int) u, Math.max(0, last - 1));
            return new double[] {a, 1 - (u - a), u - a};
        }
    }

    Stack over(Geometry grid) {
        int along = Lines.axis(grid, axis);
        double ratio = thickness / grid.spacing().along(along);
        Size n = grid.size();
        if (!(ratio >= LEAST) || n.along(along) < 2 * ratio) {
            return new Stack(grid, grid, along, 1, 0);
        }
        double first = (0.5 - phase) * ratio - 0.5;
        int count = (int) Math.ceil((n.along(along) - 0.5 - first) / ratio + 0.5);
        Affine m = grid.toWorld();
        Vec origin = m.column(3).plus(m.column(along).times(first));
        Vec[] c = {m.column(0), m.column(1), m.column(2)};
        c[along] = c[along].times(ratio);
        int[] s = {n.x(), n.y(), n.z()};
        s[along] = count;
        Geometry thick = new Geometry(new Size(s[0], s[1], s[2]), Affine.of(c[0], c[1], c[2], origin));
        return new Stack(grid, thick, along, ratio, first);
    }
}
