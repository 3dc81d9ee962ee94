package condyle.implicit;

import condyle.config.Choice;
import condyle.image.Geometry;
import condyle.image.Probabilities;
import condyle.image.Volume;
import condyle.tensor.Tensor;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;

/**
 * A kind of function of place that segments knees: first it takes in knees, then it learns, then it is used.
 *
 * <p>Knees are in the order in which they are given; what is drawn follows from seeds and numbers of steps.
 */
public interface KneeFunction {
    /** Takes in a knee to learn from, or one to validate on; what is kept of it is bounded. */
    void take(ScannedKnee knee, Purpose purpose);

    /** Bytes kept of a knee of so many voxels, at the most. */
    long kept(long voxels);

    /** What a knee is for. */
    enum Purpose {
        TRAINING,
        VALIDATION
    }

    /** What is learnt, by name; called once all knees are taken in, or once weights are loaded. */
    SortedMap<String, Tensor> parameters();

    /** All that is saved, by name. */
    SortedMap<String, Tensor> state();

    /**
     * Takes over what was saved.
     *
     * @throws IllegalArgumentException if it is another function's
     */
    void load(SortedMap<String, Tensor> saved);

    /** Loss of a numbered step. */
    Tensor loss(long step);

    /**
     * Worth on knees of validation after so many steps.
     *
     * @param stop asked now and then
     * @return nothing if asked to stop
     */
    Optional<Worth> validate(long step, BooleanSupplier stop);

    /**
     * What a function is worth.
     *
     * @param dice mean over the groups of classes that occur, background left out; NaN if none does
     * @param loss mean loss
     */
    record Worth(double dice, double loss) {}

    /**
     * Settings with all that was learnt beside the weights.
     *
     * @param step how many steps were trained
     * @param stop asked now and then
     * @return nothing if asked to stop
     */
    Optional<Choice> settled(long step, BooleanSupplier stop);

    /**
     * Fits the function to an image, where it needs to be.
     *
     * @param image brightness from 0 to 1, on a grid along the world's axes
     * @param view grid of the same field of view, at the spacing of the knees that the function learnt from
     * @param progress is told the share done, 0–1
     */
    Fitted fit(Volume image, Geometry view, DoubleConsumer progress);

    /** A function of one knee. */
    interface Fitted {
        /** Probabilities on any grid. */
        Probabilities at(Geometry grid);

        /** What the fit says of itself, in one line; nothing where nothing was fitted. */
        Optional<String> report();
    }
}
