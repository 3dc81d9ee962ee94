package condyle.nn;

import condyle.tensor.Bends;
import condyle.tensor.Tensor;

/** Adds normal numbers of a standard deviation in training; does nothing in use. */
public final class Noise implements Layer {
    private final double deviation;
    private Mode mode = Mode.TRAIN;

    public Noise(double deviation) {
        this.deviation = deviation;
    }

    @Override
    public Tensor forward(Tensor x) {
        return mode == Mode.TRAIN && deviation > 0 ? Bends.addNoise(x, deviation) : x;
    }

    @Override
    public void mode(Mode mode) {
        this.mode = mode;
    }
}
