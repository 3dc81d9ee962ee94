package condyle.measure;

import condyle.image.Affine;
import condyle.image.LabelMap;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.statistics.Quantile;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The places of a tissue's voxels, mm, about one every 0.7 mm along each axis where voxels are finer.
 *
 * @param places x, y and z of each
 */
record Cloud(double[][] places) {
    private static final double STEP = 0.7;

    /** Whether a place counts. */
    interface Test {
        boolean holds(double x, double y, double z);
    }

    /** Voxels of a tissue or group in the world; none where the scheme does not know it. */
    static Cloud of(LabelMap map, String name) {
        BitSet numbers = map.labels().numbers(name).orElseGet(BitSet::new);
        Size n = map.size();
        Vec s = map.geometry().spacing();
        Affine world = map.geometry().toWorld();
        Growing out = new Growing();
        for (int z = 0; z < n.z(); z += stride(s.z())) {
            for (int y = 0; y < n.y(); y += stride(s.y())) {
                for (int x = 0; x < n.x(); x += stride(s.x())) {
                    if (numbers.get(map.at(x, y, z))) {
                        Vec p = world.apply(x, y, z);
                        out.add(p.x(), p.y(), p.z());
                    }
                }
            }
        }
        return out.cloud();
    }

    private static int stride(double spacing) {
        return Math.max(1, (int) Math.round(STEP / spacing));
    }

    /** The same places after a change of frame. */
    Cloud in(Affine frame) {
        Growing out = new Growing();
        for (int i = 0; i < count(); i++) {
            Vec p = frame.apply(places[0][i], places[1][i], places[2][i]);
            out.add(p.x(), p.y(), p.z());
        }
        return out.cloud();
    }

    /** The places that pass. */
    Cloud where(Test test) {
        Growing out = new Growing();
        for (int i = 0; i < count(); i++) {
            if (test.holds(places[0][i], places[1][i], places[2][i])) {
                out.add(places[0][i], places[1][i], places[2][i]);
            }
        }
        return out.cloud();
    }

    /** These and those. */
    Cloud with(Cloud other) {
        Growing out = new Growing();
        for (Cloud c : new Cloud[] {this, other}) {
            for (int i = 0; i < c.count(); i++) {
                out.add(c.places[0][i], c.places[1][i], c.places[2][i]);
            }
        }
        return out.cloud();
    }

    int count() {
        return places[0].length;
    }

    /** Mean along an axis (0–2); NaN without places. */
    double mean(int axis) {
        double sum = 0;
        for (double v : places[axis]) {
            sum += v;
        }
        return sum / count();
    }

    /** Value that a share (0–1) of the places does not pass along an axis, between neighbours linear; NaN without places. */
    double percentile(int axis, double share) {
        double[] sorted = places[axis].clone();
        Arrays.sort(sorted);
        return Quantile.of(sorted, share);
    }

    /** Middle between the ends along an axis, a share being cut off at each. */
    double middle(int axis, double cut) {
        return (percentile(axis, cut) + percentile(axis, 1 - cut)) / 2;
    }

    /** Slope of one axis over another; NaN where the other spreads (standard deviation) less than {@code least} mm. */
    double slope(int of, int over, double least) {
        double spread = moment(over, 1, over, 1);
        return spread > least * least ? moment(over, 1, of, 1) / spread : Double.NaN;
    }

    /** Quadratic term, 1/mm, of the parabola that fits heights (z) along y; NaN where y spreads less than {@code least}. */
    double bend(double least) {
        double yy = moment(1, 1, 1, 1);
        double yq = moment(1, 1, 1, 2);
        double qq = moment(1, 2, 1, 2);
        double det = yy * qq - yq * yq;
        return yy > least * least ? (yy * moment(1, 2, 2, 1) - yq * moment(1, 1, 2, 1)) / det : Double.NaN;
    }

    /** Covariance of two axes, each first taken from its mean and raised to a power (1 or 2). */
    private double moment(int a, int powerA, int b, int powerB) {
        double ma = mean(a);
        double mb = mean(b);
        double[] sum = new double[3];
        for (int i = 0; i < count(); i++) {
            double va = places[a][i] - ma;
            double vb = places[b][i] - mb;
            va = powerA == 2 ? va * va : va;
            vb = powerB == 2 ? vb * vb : vb;
            sum[0] += va;
            sum[1] += vb;
            sum[2] += va * vb;
        }
        return sum[2] / count() - sum[0] / count() * (sum[1] / count());
    }

    private static final class Growing {
        private final double[][] values = new double[3][256];
        private int count;

        void add(double x, double y, double z) {
            if (count == values[0].length) {
                for (int a = 0; a < 3; a++) {
                    values[a] = Arrays.copyOf(values[a], 2 * count);
                }
            }
            values[0][count] = x;
            values[1][count] = y;
            values[2][count++] = z;
        }

        Cloud cloud() {
            return new Cloud(new double[][] {
                Arrays.copyOf(values[0], count), Arrays.copyOf(values[1], count), Arrays.copyOf(values[2], count)
            });
        }
    }
}
