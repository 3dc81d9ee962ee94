package condyle.nn;

import condyle.tensor.Operators;
import condyle.tensor.Tensor;

/** Sets numbers to zero at random in training; does nothing in use. */
public final class Dropout implements Layer {
    private final double probability;
    private Mode mode = Mode.TRAIN;

    public Dropout(double probability) {
        this.probability = probability;
    }

    /** Checks the probability among a network's settings. */
    public static void check(double dropout) {
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException("dropout: " + dropout + "; expected 0 to below 1");
        }
    }

    @Override
    public Tensor forward(Tensor x) {
        return mode == Mode.TRAIN && probability > 0 ? Operators.dropout(x, probability) : x;
    }

    @Override
    public void mode(Mode mode) {
        this.mode = mode;
    }
}
