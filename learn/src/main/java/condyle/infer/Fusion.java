package condyle.infer;

import condyle.image.Affine;
import condyle.image.Box;
import condyle.image.Geometry;
import condyle.image.Probabilities;
import condyle.image.Size;
import condyle.image.Tissue;
import condyle.image.Vec;
import java.util.List;
import java.util.stream.Collectors;

/** What several models say of one scan, as one answer. */
public final class Fusion {
    private Fusion() {}

    /**
     * The plain mean of probabilities, on the finest of their grids made large enough for all; where one did not look, it
     * says background. One alone stays as it is.
     *
     * @throws IllegalArgumentException if they know different tissues
     */
    public static Probabilities mean(List<Probabilities> all) {
        Probabilities first = all.get(0);
        for (Probabilities p : all) {
            if (!p.labels().tissues().equals(first.labels().tissues())) {
                throw new IllegalArgumentException("models know different tissues: " + names(first) + " and " + names(p)
                        + "; expected the same in the same order");
            }
        }
        if (all.size() == 1) {
            return first;
        }
        Geometry grid = around(all);
        float[][] classes = new float[first.classes().length][];
        for (int c = 0; c < classes.length; c++) {
            float[] sum = new float[grid.size().length()];
            for (Probabilities p : all) {
                float[] one = Restore.probability(p, c, grid).data();
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += one[i] / all.size();
                }
            }
            classes[c] = sum;
        }
        return new Probabilities(grid, first.labels(), classes);
    }

    private static String names(Probabilities p) {
        return p.labels().tissues().stream().map(Tissue::name).collect(Collectors.joining(", "));
    }

    private static Geometry around(List<Probabilities> all) {
        Geometry finest = all.get(0).geometry();
        for (Probabilities p : all) {
            finest = p.geometry().voxelVolume() < finest.voxelVolume() ? p.geometry() : finest;
        }
        Box box = Box.of(finest.size());
        for (Probabilities p : all) {
            box = box.union(reach(finest, p.geometry()));
        }
        return finest.crop(box);
    }

    /** The voxels of a grid that another one lies in. */
    private static Box reach(Geometry grid, Geometry other) {
        Affine map = grid.toVoxel().after(other.toWorld());
        Size n = other.size();
        int[] low = {Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE};
        int[] high = {Integer.MIN_VALUE, Integer.MIN_VALUE, Integer.MIN_VALUE};
        for (int corner = 0; corner < 8; corner++) {
            Vec p = map.apply((corner & 1) * n.x() - 0.5, (corner >> 1 & 1) * n.y() - 0.5, (corner >> 2) * n.z() - 0.5);
            for (int k = 0; k < 3; k++) {
                // Half a voxel of rounding is not worth a row.
                low[k] = Math.min(low[k], (int) Math.round(p.along(k) + 0.5));
                high[k] = Math.max(high[k], (int) Math.round(p.along(k) + 0.5));
            }
        }
        return new Box(
                low[0],
                low[1],
                low[2],
                Math.max(low[0] + 1, high[0]),
                Math.max(low[1] + 1, high[1]),
                Math.max(low[2] + 1, high[2]));
    }
}
