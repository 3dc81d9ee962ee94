package condyle.statistics;

/**
 * What a run took; NaN where it is not known.
 *
 * @param trainingSeconds of all its folds together
 * @param secondsPerCase mean time to segment a case
 * @param memoryMb most memory held at once, in training or segmentation
 */
public record Costs(double trainingSeconds, double secondsPerCase, double memoryMb) {
    public static final Costs UNKNOWN = new Costs(Double.NaN, Double.NaN, Double.NaN);
}
