package condyle.metric;

import condyle.image.Mask;

/**
 * Overlap of a predicted and a reference set of voxels of one grid: counts of voxels, and the ratios made of them.
 *
 * <p>Ratios are fractions, 0 to 1, not per cent. One set empty gives Dice, IoU, precision and recall 0; both empty gives
 * what the rule says, NaN by default.
 */
public record Overlap(Counts counts, double voxelVolume, EmptyRule rule) {
    /** Voxels in both sets, in each, and in the grid. */
    public record Counts(long intersection, long prediction, long reference, long grid) {}

    /**
     * Counts two masks, both empty giving NaN.
     *
     * @throws IllegalArgumentException if they lie on different grids
     */
    public static Overlap of(Mask prediction, Mask reference) {
        return of(prediction, reference, EmptyRule.LEAVE_OUT);
    }

    /** Counts two masks. */
    public static Overlap of(Mask prediction, Mask reference, EmptyRule rule) {
        prediction.geometry().requireSameGrid("prediction", "reference", reference.geometry());
        boolean[] p = prediction.data();
        boolean[] r = reference.data();
        long both = 0;
        long inP = 0;
        long inR = 0;
        for (int i = 0; i < p.length; i++) {
            inP += p[i] ? 1 : 0;
            inR += r[i] ? 1 : 0;
            both += p[i] & r[i] ? 1 : 0;
        }
        return new Overlap(
                new Counts(both, inP, inR, p.length), reference.geometry().voxelVolume(), rule);
    }

    /** The same sets in a larger grid of so many voxels, the ones here having been cut from it. */
    Overlap in(long grid) {
        return new Overlap(
                new Counts(counts.intersection, counts.prediction, counts.reference, grid), voxelVolume, rule);
    }

    /** Dice coefficient, 2 |P ∩ R| / (|P| + |R|). */
    public double dice() {
        return ratio(2.0 * counts.intersection, counts.prediction + counts.reference);
    }

    /** Intersection over union (Jaccard index). */
    public double iou() {
        return ratio(counts.intersection, union());
    }

    /** Intersection over union of the two sets' complements in the grid; NaN where both sets fill it. */
    public double backgroundIou() {
        return (double) (counts.grid - union()) / (counts.grid - counts.intersection);
    }

    /** Mean of both: IoU with the background counted as a class. */
    public double meanIou() {
        return (iou() + backgroundIou()) / 2;
    }

    /** Share of the prediction that is right. */
    public double precision() {
        return share(counts.prediction);
    }

    /** Share of the reference that is found; also called sensitivity. */
    public double recall() {
        return share(counts.reference);
    }

    /** Volume overlap error, 1 − IoU. */
    public double voe() {
        return 1 - iou();
    }

    private long union() {
        return counts.prediction + counts.reference - counts.intersection;
    }

    /** Right voxels as a share of one set; 0, not undefined, where only that one is empty. */
    private double share(long whole) {
        return union() > 0 && whole == 0 ? 0 : ratio(counts.intersection, whole);
    }

    private double ratio(double part, long whole) {
        return whole > 0 ? part / whole : rule == EmptyRule.PERFECT ? 1 : Double.NaN;
    }

    /** Volume of the prediction, in mm³. */
    public double predictionVolume() {
        return counts.prediction * voxelVolume;
    }

    /** Volume of the reference, in mm³. */
    public double referenceVolume() {
        return counts.reference * voxelVolume;
    }

    /** Predicted less reference volume, in mm³. */
    public double volumeError() {
        return (counts.prediction - counts.reference) * voxelVolume;
    }

    /** Volume error in per cent of the reference; +∞ where only the reference is empty, NaN where both are. */
    public double volumeErrorPercent() {
        return 100.0 * (counts.prediction - counts.reference) / counts.reference;
    }

    /** Predicted over reference volume; +∞ where only the reference is empty, NaN where both are. */
    public double volumeRatio() {
        return (double) counts.prediction / counts.reference;
    }
}
