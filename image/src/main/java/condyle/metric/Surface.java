package condyle.metric;

import condyle.distance.DistanceTransform;
import condyle.image.Box;
import condyle.image.Geometry;
import condyle.image.Mask;
import condyle.image.Size;
import condyle.image.Vec;
import java.util.stream.IntStream;

/**
 * Surface elements of a set on a grid of their own: a code at each place, 0 where there is none, and the weight of each
 * code.
 */
record Surface(Geometry geometry, byte[] codes, double[] weights) {

    /** The elements of the set inside a box that holds all of it. */
    static Surface of(Mask set, Box box, SurfaceDefinition definition) {
        return definition == SurfaceDefinition.AREA_ELEMENTS ? elements(set, box) : voxels(set, box);
    }

    private static Surface elements(Mask set, Box box) {
        Size n = box.size();
        Size m = new Size(n.x() + 1, n.y() + 1, n.z() + 1);
        Vec spacing = set.geometry().spacing();
        byte[] codes = new byte[m.length()];
        IntStream.range(0, m.z()).parallel().forEach(z -> {
            // The four rows of voxels around a row of elements; outside the box nothing is in the set.
            boolean[][] rows = new boolean[4][];
            boolean[] none = new boolean[n.x() + 2];
            boolean[][] own = new boolean[4][n.x() + 2];
            for (int y = 0; y < m.y(); y++) {
                for (int r = 0; r < 4; r++) {
                    rows[r] = row(set, box, y - 1 + (r & 1), z - 1 + (r >> 1), own[r]) ? own[r] : none;
                }
                int out = m.index(0, y, z);
                int left = 0;
                for (int x = 0; x < m.x(); x++) {
                    int right = (rows[0][x + 1] ? 1 : 0)
                            | (rows[1][x + 1] ? 4 : 0)
                            | (rows[2][x + 1] ? 16 : 0)
                            | (rows[3][x + 1] ? 64 : 0);
                    int code = left | right << 1;
                    codes[out + x] = (byte) (code == 255 ? 0 : code);
                    left = right;
                }
            }
        });
        return new Surface(Geometry.of(m, spacing), codes, ElementAreas.of(spacing));
    }

    /** Copies a row of the box, one voxel further in; false, and nothing copied, beyond the box. */
    private static boolean row(Mask set, Box box, int y, int z, boolean[] to) {
        Size n = box.size();
        if (y < 0 || z < 0 || y >= n.y() || z >= n.z()) {
            return false;
        }
        int from = set.size().index(box.x0(), box.y0() + y, box.z0() + z);
        System.arraycopy(set.data(), from, to, 1, n.x());
        return true;
    }

    private static Surface voxels(Mask set, Box box) {
        Mask m = set.crop(box);
        Size n = m.size();
        boolean[] in = m.data();
        byte[] codes = new byte[in.length];
        int[] steps = {1, n.x(), n.x() * n.y()};
        for (int z = 0, i = 0; z < n.z(); z++) {
            for (int y = 0; y < n.y(); y++) {
                for (int x = 0; x < n.x(); x++, i++) {
                    if (in[i]) {
                        boolean border =
                                x == 0 || y == 0 || z == 0 || x == n.x() - 1 || y == n.y() - 1 || z == n.z() - 1;
                        codes[i] = (byte) (border || open(in, i, steps) ? 1 : 0);
                    }
                }
            }
        }
        return new Surface(Geometry.of(n, set.geometry().spacing()), codes, new double[] {0, 1});
    }

    private static boolean open(boolean[] in, int i, int[] steps) {
        for (int s : steps) {
            if (!in[i - s] || !in[i + s]) {
                return true;
            }
        }
        return false;
    }

    /** Distances in mm from each of this surface's elements to the nearest of the other's, with weights. */
    WeightedDistances to(Surface other) {
        boolean[] there = new boolean[codes.length];
        for (int i = 0; i < there.length; i++) {
            there[i] = other.codes[i] != 0;
        }
        float[] d = DistanceTransform.of(Mask.of(geometry, there)).data();
        return WeightedDistances.of(d, codes, weights);
    }
}
