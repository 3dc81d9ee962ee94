package condyle.train;

import condyle.image.LabelMap;
import condyle.image.Volume;

/** Sees a training from outside; every method may be left as it is. */
public interface TrainObserver {
    /** An observer that looks away. */
    TrainObserver NONE = new TrainObserver() {};

    /** Preparation before the first step, {@code done} of {@code total} pieces. */
    default void preparing(String what, int done, int total) {}

    /** Something that the user should know, in one line; the training goes on. */
    default void note(String line) {}

    /** A step is over. */
    default void step(String stage, Progress progress) {}

    /**
     * An epoch is over. Its checkpoint is written afterwards: a training that is killed in between comes to the same epoch
     * again and tells the same, so nothing told is lost.
     */
    default void epoch(String stage, Epoch epoch) {}

    /** What the network sees now of a knee never trained on; told after the epoch, where pictures are asked for. */
    default void picture(String stage, Picture picture) {}

    /** Where a training stands after a step. */
    record Progress(long step, long total, double loss, double rate) {}

    /**
     * One row of log.csv.
     *
     * @param loss mean over the epoch's steps
     * @param validationLoss mean over patches of knees never trained on
     * @param dice mean over classes on the same patches
     */
    record Epoch(
            long step,
            long total,
            double loss,
            double validationLoss,
            double gradientNorm,
            double rate,
            double dice,
            double seconds) {}

    /**
     * A patch of a knee never trained on, the same in all epochs of a stage.
     *
     * @param image on the scale that the network sees
     * @param truth on the image's grid
     * @param found on the image's grid
     */
    record Picture(Epoch epoch, Volume image, LabelMap truth, LabelMap found) {}
}
