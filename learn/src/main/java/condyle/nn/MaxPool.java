package condyle.nn;

import condyle.tensor.Operators;
import condyle.tensor.Tensor;

/** Keeps the largest number of each block of {@code size} voxels along every axis. */
public record MaxPool(int size) implements Layer {
    @Override
    public Tensor forward(Tensor x) {
        return Operators.maxPool(x, size);
    }
}
