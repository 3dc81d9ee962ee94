package condyle.measure;

import condyle.image.LabelMap;
import condyle.image.Size;
import condyle.image.Vec;
import java.util.BitSet;
import java.util.stream.IntStream;

/** Number of voxels, mean position and spread of each label of a map, in world mm, from one pass over the voxels. */
final class Centroids {
    private final LabelMap map;
    /** For each label: number, sums of x, y, z, sums of x², y², z², in voxels. */
    private final double[][] sums;

    private Centroids(LabelMap map, double[][] sums) {
        this.map = map;
        this.sums = sums;
    }

    static Centroids of(LabelMap map) {
        Size n = map.size();
        double[][][] slabs =
                IntStream.range(0, n.z()).parallel().mapToObj(z -> slab(map, z)).toArray(double[][][]::new);
        // Added in order, so that the rounding is the same each time.
        double[][] all = new double[256][7];
        for (double[][] slab : slabs) {
            for (int label = 1; label < 256; label++) {
                for (int k = 0; slab[label] != null && k < 7; k++) {
                    all[label][k] += slab[label][k];
                }
            }
        }
        return new Centroids(map, all);
    }

    private static double[][] slab(LabelMap map, int z) {
        Size n = map.size();
        double[][] out = new double[256][];
        int i = n.index(0, 0, z);
        for (int y = 0; y < n.y(); y++) {
            for (int x = 0; x < n.x(); x++, i++) {
                int label = map.data()[i] & 0xff;
                if (label == 0) {
                    continue;
                }
                if (out[label] == null) {
                    out[label] = new double[7];
                }
                double[] s = out[label];
                s[0]++;
                s[1] += x;
                s[2] += y;
                s[3] += z;
                s[4] += (double) x * x;
                s[5] += (double) y * y;
                s[6] += (double) z * z;
            }
        }
        return out;
    }

    private double[] sum(String name) {
        double[] out = new double[7];
        BitSet numbers = map.labels().numbers(name).orElseGet(BitSet::new);
        numbers.stream().forEach(label -> {
            for (int k = 0; k < 7; k++) {
                out[k] += sums[label][k];
            }
        });
        return out;
    }

    /** Volume of a tissue or group in mm³; 0 where the scheme does not know it. */
    double volume(String name) {
        return sum(name)[0] * map.geometry().voxelVolume();
    }

    /** Mean position of a tissue or group in the world; NaN where it is absent. */
    Vec mean(String name) {
        double[] s = sum(name);
        return map.geometry().toWorld().apply(s[1] / s[0], s[2] / s[0], s[3] / s[0]);
    }

    /** Root mean square distance, in mm, of a tissue's voxels from their mean; NaN where it is absent. */
    double spread(String name) {
        double[] s = sum(name);
        Vec spacing = map.geometry().spacing();
        double total = 0;
        for (int a = 0; a < 3; a++) {
            double mean = s[1 + a] / s[0];
            total += (s[4 + a] / s[0] - mean * mean) * spacing.along(a) * spacing.along(a);
        }
        return Math.sqrt(total);
    }
}
