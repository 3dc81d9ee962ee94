package condyle.train;

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

    /** An epoch is over and its checkpoint written. */
    default void epoch(String stage, Epoch epoch) {}

    /** Where a training stands after a step. */
    record Progress(long step, long total, double loss, double rate) {}

    /** One row of log.csv; {@code dice} is the mean over classes on patches of knees never trained on. */
    record Epoch(long step, long total, double loss, double gradientNorm, double rate, double dice, double seconds) {}
}
