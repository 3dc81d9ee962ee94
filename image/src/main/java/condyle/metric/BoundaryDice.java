package condyle.metric;

import condyle.image.Box;
import condyle.image.Mask;

/**
 * Dice coefficient of two sets' shells of one voxel: their voxels with at least one of 6 neighbours outside.
 *
 * <p>There is no tolerance, so a boundary one voxel off counts nothing. The grid's outside counts as outside of the set. Both
 * sets empty gives NaN, one empty 0. Calivà et al. 2019 (arXiv:1908.03679) give numbers of a "boundary Dice" without
 * defining it; this reading makes numbers of that size.
 */
public final class BoundaryDice {
    private BoundaryDice() {}

    /**
     * Compares the shells.
     *
     * @throws IllegalArgumentException if the masks lie on different grids
     */
    public static double of(Mask prediction, Mask reference) {
        prediction.geometry().requireSameGrid("prediction", "reference", reference.geometry());
        Box p = prediction.bounds();
        Box r = reference.bounds();
        if (p == null || r == null) {
            return p == null && r == null ? Double.NaN : 0;
        }
        Box box = p.union(r);
        byte[] a =
                Surface.of(prediction, box, SurfaceDefinition.BOUNDARY_VOXELS).codes();
        byte[] b = Surface.of(reference, box, SurfaceDefinition.BOUNDARY_VOXELS).codes();
        long both = 0;
        long sum = 0;
        for (int i = 0; i < a.length; i++) {
            both += a[i] & b[i];
            sum += a[i] + b[i];
        }
        return 2.0 * both / sum;
    }
}
