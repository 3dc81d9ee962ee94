package condyle.mesh;

import condyle.image.Vec;
import java.util.Arrays;

/**
 * Points sorted into cubes of space, to find the one nearest to a place; immutable, for any number of threads.
 *
 * <p>Points are x, y, z in mm. Of equally near points the distance is the same, so ties need no rule.
 */
public final class PointIndex {
    private static final double CELL = 2;
    private static final int MOST_CELLS = 1 << 22;

    private final float[] points;
    private final double cell;
    private final double[] low = new double[3];
    private final int[] n = new int[3];
    /** First entry of {@link #order} of each cell, one more at the end. */
    private final int[] start;

    private final int[] order;

    private PointIndex(float[] points) {
        this.points = points;
        double[] high = {0, 0, 0};
        for (int k = 0; k < 3; k++) {
            low[k] = Double.POSITIVE_INFINITY;
            high[k] = Double.NEGATIVE_INFINITY;
            for (int i = k; i < points.length; i += 3) {
                low[k] = Math.min(low[k], points[i]);
                high[k] = Math.max(high[k], points[i]);
            }
        }
        double width = CELL;
        while (points.length > 0 && cells(high, width) > MOST_CELLS) {
            width *= 2;
        }
        cell = width;
        for (int k = 0; k < 3; k++) {
            n[k] = points.length == 0 ? 0 : (int) ((high[k] - low[k]) / cell) + 1;
        }
        start = new int[n[0] * n[1] * n[2] + 1];
        order = new int[points.length / 3];
        sort();
    }

    private double cells(double[] high, double width) {
        double all = 1;
        for (int k = 0; k < 3; k++) {
            all *= Math.floor((high[k] - low[k]) / width) + 1;
        }
        return all;
    }

    private void sort() {
        int[] of = new int[order.length];
        for (int p = 0; p < of.length; p++) {
            of[p] = at(0, points[3 * p]) + n[0] * (at(1, points[3 * p + 1]) + n[1] * at(2, points[3 * p + 2]));
            start[of[p] + 1]++;
        }
        for (int c = 1; c < start.length; c++) {
            start[c] += start[c - 1];
        }
        int[] next = Arrays.copyOf(start, start.length);
        for (int p = 0; p < of.length; p++) {
            order[next[of[p]]++] = p;
        }
    }

    private int at(int axis, double x) {
        return (int) Math.floor((x - low[axis]) / cell);
    }

    /** Sorts points, x, y, z each; the array is not copied. */
    public static PointIndex of(float[] points) {
        return new PointIndex(points);
    }

    /** Sorts the chosen vertices of a mesh. */
    public static PointIndex of(Mesh mesh, boolean[] chosen) {
        float[] out = new float[mesh.points().length];
        int used = 0;
        for (int v = 0; v < chosen.length; v++) {
            if (chosen[v]) {
                System.arraycopy(mesh.points(), 3 * v, out, used, 3);
                used += 3;
            }
        }
        return new PointIndex(Arrays.copyOf(out, used));
    }

    /** Distance in mm to the nearest point, +∞ where there is none. */
    public double distance(Vec p) {
        double best = Double.POSITIVE_INFINITY;
        int[] c = {at(0, p.x()), at(1, p.y()), at(2, p.z())};
        int reach = 0;
        for (int k = 0; k < 3; k++) {
            reach = Math.max(reach, Math.max(Math.abs(c[k]), Math.abs(c[k] - n[k] + 1)));
        }
        // A cell r shells away is at least r − 1 whole cells away.
        for (int r = 0; r <= reach && order.length > 0; r++) {
            double least = (r - 1) * cell;
            if (r > 0 && least * least > best) {
                break;
            }
            best = Math.min(best, shell(p, c, r));
        }
        return Math.sqrt(best);
    }

    /** Least squared distance to points in the cells r away from cell c. */
    private double shell(Vec p, int[] c, int r) {
        double best = Double.POSITIVE_INFINITY;
        for (int z = Math.max(0, c[2] - r); z <= Math.min(n[2] - 1, c[2] + r); z++) {
            for (int y = Math.max(0, c[1] - r); y <= Math.min(n[1] - 1, c[1] + r); y++) {
                boolean all = Math.abs(z - c[2]) == r || Math.abs(y - c[1]) == r;
                int step = all ? 1 : Math.max(1, 2 * r);
                for (int x = c[0] - r; x <= c[0] + r; x += step) {
                    if (x >= 0 && x < n[0]) {
                        best = Math.min(best, cell(p, x + n[0] * (y + n[1] * z)));
                    }
                }
            }
        }
        return best;
    }

    private double cell(Vec p, int cell) {
        double best = Double.POSITIVE_INFINITY;
        for (int i = start[cell]; i < start[cell + 1]; i++) {
            int q = 3 * order[i];
            double dx = points[q] - p.x();
            double dy = points[q + 1] - p.y();
            double dz = points[q + 2] - p.z();
            best = Math.min(best, dx * dx + dy * dy + dz * dz);
        }
        return best;
    }
}
