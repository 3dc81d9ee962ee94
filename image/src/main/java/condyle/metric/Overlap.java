package condyle.metric;

import condyle.image.Mask;

/**
 * Overlap of a predicted and a reference set of voxels of one grid: counts of voxels, and the ratios made of them.
 *
 * <p>Ratios are fractions, 0 to 1, not per cent. One set empty gives Dice and IoU 0; both empty gives what the rule
 * says, NaN by default. {@code voxelVolume} is in mm³.
 */
public record Overlap(long intersection, long prediction, long reference, double voxelVolume, EmptyRule rule) {

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
        return new Overlap(both, inP, inR, reference.geometry().voxelVolume(), rule);
    }

    /** Dice coefficient, 2 |P ∩ R| / (|P| + |R|). */
    public double dice() {
        return ratio(2.0 * intersection, prediction + reference);
    }

    /** Intersection over union (Jaccard index). */
    public double iou() {
        return ratio(intersection, prediction + reference - intersection);
    }

    /** Volume overlap error, 1 − IoU. */
    public double voe() {
        return 1 - iou();
    }

    private double ratio(double part, long whole) {
        return whole > 0 ? part / whole : rule == EmptyRule.PERFECT ? 1 : Double.NaN;
    }

    /** Volume of the prediction, in mm³. */
    public double predictionVolume() {
        return prediction * voxelVolume;
    }

    /** Volume of the reference, in mm³. */
    public double referenceVolume() {
        return reference * voxelVolume;
    }

    /** Predicted less reference volume, in mm³. */
    public double volumeError() {
        return (prediction - reference) * voxelVolume;
    }

    /** Volume error in per cent of the reference; +∞ where only the reference is empty, NaN where both are. */
    public double volumeErrorPercent() {
        return 100.0 * (prediction - reference) / reference;
    }

    /** Predicted over reference volume; +∞ where only the reference is empty, NaN where both are. */
    public double volumeRatio() {
        return (double) prediction / reference;
    }
}
