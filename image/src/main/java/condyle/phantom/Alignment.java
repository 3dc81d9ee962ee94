package condyle.phantom;

import condyle.image.Affine;
import condyle.image.Geometry;
import condyle.image.Mask;
import condyle.image.Size;
import condyle.image.Vec;

/**
 * Place and spread of a set of voxels in the world: its centroid and the deviations along x and y, mm.
 *
 * @throws IllegalArgumentException if the set is empty
 */
record Alignment(Vec centre, double wide, double deep) {
    private static final double LEAST = 0.7;
    private static final double MOST = 1.4;

    static Alignment of(Mask set) {
        Size n = set.size();
        Geometry g = set.geometry();
        double[] sum = new double[6];
        for (int z = 0, i = 0; z < n.z(); z++) {
            for (int y = 0; y < n.y(); y++) {
                for (int x = 0; x < n.x(); x++, i++) {
                    if (set.data()[i]) {
                        add(sum, g.toWorld().apply(x, y, z));
                    }
                }
            }
        }
        if (sum[0] == 0) {
            throw new IllegalArgumentException(
                    "labels: no tibial cartilage; it is needed to place the soft tissue around the knee");
        }
        Vec c = new Vec(sum[1], sum[2], sum[3]).times(1 / sum[0]);
        return new Alignment(c, Math.sqrt(sum[4] / sum[0] - c.x() * c.x()), Math.sqrt(sum[5] / sum[0] - c.y() * c.y()));
    }

    private static void add(double[] sum, Vec p) {
        sum[0]++;
        sum[1] += p.x();
        sum[2] += p.y();
        sum[3] += p.z();
        sum[4] += p.x() * p.x();
        sum[5] += p.y() * p.y();
    }

    /** The map from this set's world to the other's that brings centroids and deviations together. */
    Affine to(Alignment o) {
        double sx = clamp(o.wide / wide);
        double sy = clamp(o.deep / deep);
        double sz = (sx + sy) / 2;
        Vec moved = new Vec(centre.x() * sx, centre.y() * sy, centre.z() * sz);
        return Affine.scaling(new Vec(sx, sy, sz), o.centre.minus(moved));
    }

    private static double clamp(double f) {
        return Math.max(LEAST, Math.min(MOST, f));
    }
}
