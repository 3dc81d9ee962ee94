package condyle.phantom;

import condyle.image.Geometry;
import condyle.image.Size;
import condyle.image.Vec;
import java.util.stream.IntStream;

/**
 * The smooth fields of a knee on every n-th point of a grid, to be interpolated between.
 *
 * <p>Points lie about 1.5 mm apart, which a bone's curvature allows: the linear error is below 0.05 mm. The distances to
 * the bones are divided by their gradient, which makes them distances in mm near the surface.
 */
final class Lattice {
    private static final double STEP = 1.55;
    private static final int N = Anatomy.COUNT;

    private final Knee knee;
    private final Geometry grid;
    private final int sx;
    private final int sy;
    private final int sz;
    private final Size size;
    private final float[] data;

    Lattice(Knee knee, Geometry grid) {
        this.knee = knee;
        this.grid = grid;
        Vec s = grid.spacing();
        sx = stride(s.x());
        sy = stride(s.y());
        sz = stride(s.z());
        Size n = grid.size();
        size = new Size((n.x() + sx - 2) / sx + 3, (n.y() + sy - 2) / sy + 3, (n.z() + sz - 2) / sz + 3);
        data = new float[Math.multiplyExact(size.length(), N)];
        IntStream.range(0, size.z()).parallel().forEach(this::plane);
        for (int f : new int[] {Anatomy.FEMUR, Anatomy.TIBIA, Anatomy.PATELLA}) {
            normalise(f);
        }
    }

    private static int stride(double spacing) {
        return Math.max(1, (int) Math.round(STEP / spacing));
    }

    private void plane(int k) {
        Knee.Place place = knee.place();
        for (int j = 0; j < size.y(); j++) {
            for (int i = 0; i < size.x(); i++) {
                Vec p = grid.toWorld().apply((i - 1.0) * sx, (j - 1.0) * sy, (k - 1.0) * sz);
                place.fields(p, data, N * size.index(i, j, k));
            }
        }
    }

    private void normalise(int f) {
        float[] out = new float[size.length()];
        double hx = sx * grid.spacing().x();
        double hy = sy * grid.spacing().y();
        double hz = sz * grid.spacing().z();
        IntStream.range(0, size.z()).parallel().forEach(k -> {
            for (int j = 0; j < size.y(); j++) {
                for (int i = 0; i < size.x(); i++) {
                    double gx = slope(f, size.index(0, j, k), 1, i, size.x()) / hx;
                    double gy = slope(f, size.index(i, 0, k), size.x(), j, size.y()) / hy;
                    double gz = slope(f, size.index(i, j, 0), size.x() * size.y(), k, size.z()) / hz;
                    double g = Math.sqrt(gx * gx + gy * gy + gz * gz);
                    int at = size.index(i, j, k);
                    out[at] = (float) (data[N * at + f] / Math.max(0.4, Math.min(2.5, g)));
                }
            }
        });
        for (int i = 0; i < out.length; i++) {
            data[N * i + f] = out[i];
        }
    }

    private double slope(int f, int base, int step, int i, int n) {
        int a = Math.max(0, i - 1);
        int b = Math.min(n - 1, i + 1);
        return b == a ? 0 : (data[N * (base + b * step) + f] - data[N * (base + a * step) + f]) / (b - a);
    }

    /**
     * Writes the materials along a row of points: voxel coordinates (x0 + i·dx, y, z), i from 0.
     *
     * <p>Points may lie up to a lattice step outside of the grid.
     */
    void row(double[] start, double dx, byte[] out, int at, int count) {
        float[] line = line(start[1], start[2]);
        float[] v = new float[N];
        double height = grid.toWorld().apply(start[0], start[1], start[2]).z();
        double up = dx * grid.toWorld().column(0).z();
        for (int i = 0; i < count; i++) {
            double u = (start[0] + i * dx) / sx + 1;
            int a = Math.max(0, Math.min(size.x() - 2, (int) u));
            float t = (float) (u - a);
            int p = a * N;
            int body = p + Anatomy.BODY;
            if (line[body] + t * (line[body + N] - line[body]) > 0) {
                out[at + i] = Material.AIR.code();
                continue;
            }
            for (int f = 0; f < N; f++) {
                v[f] = line[p + f] + t * (line[p + N + f] - line[p + f]);
            }
            out[at + i] = Decision.of(v, height + i * up).code();
        }
    }

    private float[] line(double y, double z) {
        double v = y / sy + 1;
        double w = z / sz + 1;
        int j = Math.max(0, Math.min(size.y() - 2, (int) v));
        int k = Math.max(0, Math.min(size.z() - 2, (int) w));
        float tj = (float) (v - j);
        float tk = (float) (w - k);
        int n = size.x() * N;
        float[] line = new float[n];
        for (int c = 0; c < 4; c++) {
            float weight = ((c & 1) == 0 ? 1 - tj : tj) * ((c & 2) == 0 ? 1 - tk : tk);
            int from = N * size.index(0, j + (c & 1), k + (c >> 1));
            for (int i = 0; i < n; i++) {
                line[i] += weight * data[from + i];
            }
        }
        return line;
    }
}
