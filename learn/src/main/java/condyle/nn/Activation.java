package condyle.nn;

import condyle.tensor.Operators;
import condyle.tensor.Tensor;

/** The bend between two linear layers. */
public enum Activation implements Layer {
    RELU,
    LEAKY_RELU;

    /** Slope of the leaky rectifier below zero. */
    public static final double SLOPE = 0.01;

    @Override
    public Tensor forward(Tensor x) {
        return this == RELU ? x.relu() : x.leakyRelu(SLOPE);
    }

    /** Does the same in the memory of {@code x}, which nothing else may need; for what a convolution or norm gave. */
    public Tensor overwrite(Tensor x) {
        return this == RELU ? Operators.reluInPlace(x) : Operators.leakyReluInPlace(x, SLOPE);
    }
}
