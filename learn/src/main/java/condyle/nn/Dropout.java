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

    @Override
    public Tensor forward(Tensor x) {
        return mode == Mode.TRAIN && probability > 0 ? Operators.dropout(x, probability) : x;
    }

    @Override
    public void mode(Mode mode) {
        this.mode = mode;
    }
}
