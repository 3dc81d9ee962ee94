package condyle.infer;

import condyle.image.Affine;
import condyle.image.Geometry;
import condyle.image.Size;
import java.util.stream.IntStream;

/**
 * Carries the slices of one grid over to the voxels of another as they come, linearly between them; no more than two are held.
 *
 * <p>Beyond the first and last slice, and beyond their edges, the border counts on. Voxels that lie on those of the slices
 * (to a millionth of a voxel) get their very numbers.
 */
public final class SliceCarrier {
    private static final double SNAP = 1e-6;

    private final Affine map;
    private final int axis;
    private final int first;
    private final int second;
    private final Size slices;
    private final Size grid;
    private final Voxels to;
    private float[][] below;
    private int low = -1;

    /**
     * Begins with nothing carried.
     *
     * @param slices grid of all slices
     * @param axis of that grid across the slices
     * @param grid whose voxels are told
     */
    public SliceCarrier(Geometry slices, int axis, Geometry grid, Voxels to) {
        this.map = slices.toVoxel().after(grid.toWorld());
        this.axis = axis;
        this.first = axis == 0 ? 1 : 0;
        this.second = axis == 2 ? 1 : 2;
        this.slices = slices.size();
        this.grid = grid.size();
        this.to = to;
    }

    /** Takes the next slice, one array a class, its first axis fastest; carries all that lies before it. */
    public void next(float[][] slice) {
        carry(low, below == null ? slice : below, slice);
        below = slice;
        low++;
        if (low == slices.along(axis) - 1) {
            carry(low, below, below);
        }
    }

    /** Tells the voxels between two slices: those whose place across rounds down to {@code k}, clamped at the ends. */
    private void carry(int k, float[][] a, float[][] b) {
        int along = steepest();
        int outer = along == 2 ? 1 : 2;
        IntStream.range(0, grid.along(outer)).parallel().forEach(o -> {
            float[] said = new float[a.length];
            int inner = 3 - along - outer;
            int[] at = new int[3];
            at[outer] = o;
            for (int i = 0; i < grid.along(inner); i++) {
                at[inner] = i;
                at[along] = 0;
                double start = across(at);
                double step = map.at(axis, along);
                double p = (k - start) / step;
                double q = (k + 1 - start) / step;
                int last = grid.along(along) - 1;
                int from = k < 0 && step > 0 || ends(k) && step < 0 ? 0 : (int) Math.floor(Math.min(p, q)) - 1;
                int till = k < 0 && step < 0 || ends(k) && step > 0 ? last : (int) Math.ceil(Math.max(p, q)) + 1;
                for (int j = Math.max(0, from); j <= Math.min(last, till); j++) {
                    at[along] = j;
                    double c = across(at);
                    if (slab(c) == k) {
                        blend(at, c - k, a, b, said);
                        to.take(grid.index(at[0], at[1], at[2]), said);
                    }
                }
            }
        });
    }

    private boolean ends(int k) {
        return k == slices.along(axis) - 1;
    }

    /** The slice below a place across; −1 before the first one. */
    private int slab(double c) {
        return Math.max(-1, Math.min(slices.along(axis) - 1, (int) Math.floor(c)));
    }

    /** The grid's axis along which slices follow each other fastest. */
    private int steepest() {
        int best = 0;
        for (int k = 1; k < 3; k++) {
            best = Math.abs(map.at(axis, k)) > Math.abs(map.at(axis, best)) ? k : best;
        }
        return best;
    }

    private double across(int[] at) {
        return along(axis, at);
    }

    private double along(int row, int[] at) {
        double c = map.at(row, 0) * at[0] + map.at(row, 1) * at[1] + map.at(row, 2) * at[2] + map.at(row, 3);
        double whole = Math.rint(c);
        return Math.abs(c - whole) < SNAP ? whole : c;
    }

    private void blend(int[] at, double share, float[][] a, float[][] b, float[] said) {
        int width = slices.along(first);
        int height = slices.along(second);
        double u = Math.max(0, Math.min(width - 1, along(first, at)));
        double v = Math.max(0, Math.min(height - 1, along(second, at)));
        int u0 = (int) u;
        int v0 = (int) v;
        float fu = (float) (u - u0);
        float fv = (float) (v - v0);
        float fc = (float) Math.max(0, Math.min(1, share));
        int i = u0 + width * v0;
        int right = fu > 0 ? 1 : 0;
        int up = fv > 0 ? width : 0;
        for (int c = 0; c < said.length; c++) {
            float low = flat(a[c], i, right, up, fu, fv);
            said[c] = fc == 0 || a == b ? low : low + fc * (flat(b[c], i, right, up, fu, fv) - low);
        }
    }

    private static float flat(float[] slice, int i, int right, int up, float fu, float fv) {
        float low = slice[i] + fu * (slice[i + right] - slice[i]);
        if (fv == 0) {
            return low;
        }
        float high = slice[i + up] + fu * (slice[i + up + right] - slice[i + up]);
        return low + fv * (high - low);
    }
}
