package condyle.metric;

import condyle.image.Box;
import condyle.image.Mask;

/**
 * Distances, in mm, between the surfaces of a predicted and a reference set of voxels of one grid.
 *
 * <p>A set's border at the edge of the grid is surface. Both sets empty gives NaN; one empty gives +∞, and a surface Dice
 * of 0. Only the smallest box around both is looked at.
 */
public final class SurfaceDistances {
    private final WeightedDistances toReference;
    private final WeightedDistances toPrediction;

    private SurfaceDistances(WeightedDistances toReference, WeightedDistances toPrediction) {
        this.toReference = toReference;
        this.toPrediction = toPrediction;
    }

    /**
     * Measures between surface elements weighted by area.
     *
     * @throws IllegalArgumentException if the masks lie on different grids, or the grid is sheared
     */
    public static SurfaceDistances of(Mask prediction, Mask reference) {
        return of(prediction, reference, SurfaceDefinition.AREA_ELEMENTS);
    }

    /** Measures between surfaces as defined. */
    public static SurfaceDistances of(Mask prediction, Mask reference, SurfaceDefinition definition) {
        prediction.geometry().requireSameGrid("prediction", "reference", reference.geometry());
        Box p = prediction.bounds();
        Box r = reference.bounds();
        if (p == null && r == null) {
            WeightedDistances none = new WeightedDistances(new float[0], new double[0], 0);
            return new SurfaceDistances(none, none);
        }
        Box box = p == null ? r : r == null ? p : p.union(r);
        Surface predicted = Surface.of(prediction, box, definition);
        Surface real = Surface.of(reference, box, definition);
        return new SurfaceDistances(predicted.to(real), real.to(predicted));
    }

    /** Average symmetric surface distance: the mean over the elements of both surfaces, by weight. */
    public double assd() {
        return (toReference.sum() + toPrediction.sum()) / (toReference.total() + toPrediction.total());
    }

    /** The larger of the two directed 95th percentiles. */
    public double hd95() {
        return percentile(0.95);
    }

    /**
     * The larger of the two directed percentiles: in each direction the smallest distance within which at least
     * {@code share}, 0 to 1, of the surface lies.
     */
    public double percentile(double share) {
        double a = toReference.percentile(share);
        double b = toPrediction.percentile(share);
        return Double.isNaN(a) ? b : Double.isNaN(b) ? a : Math.max(a, b);
    }

    /** Hausdorff distance: the largest of all. */
    public double maximum() {
        return percentile(1);
    }

    /** Share of both surfaces that lies at most {@code tolerance} mm from the other. */
    public double surfaceDice(double tolerance) {
        return (toReference.within(tolerance) + toPrediction.within(tolerance))
                / (toReference.total() + toPrediction.total());
    }

    /** Mean distance from the predicted surface to the reference's. */
    public double meanToReference() {
        return toReference.sum() / toReference.total();
    }

    /** Mean distance from the reference's surface to the predicted one. */
    public double meanToPrediction() {
        return toPrediction.sum() / toPrediction.total();
    }

    /** Size of the predicted surface: mm², or a number of voxels where each weighs 1. */
    public double predictionSurface() {
        return toReference.total();
    }

    /** Size of the reference's surface. */
    public double referenceSurface() {
        return toPrediction.total();
    }
}
