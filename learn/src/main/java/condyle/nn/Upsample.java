package condyle.nn;

import condyle.tensor.Operators;
import condyle.tensor.Tensor;

/** Makes every spatial axis {@code factor} times as long. */
public record Upsample(int factor, Between between) implements Layer {
    /** What stands between voxel centres: a line, or the nearest voxel. */
    public enum Between {
        LINEAR,
        NEAREST
    }

    @Override
    public Tensor forward(Tensor x) {
        return between == Between.LINEAR ? Operators.upsampleLinear(x, factor) : Operators.upsampleNearest(x, factor);
    }
}
