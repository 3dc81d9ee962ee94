package condyle.nn;

import condyle.tensor.Stencil;
import condyle.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;

/**
 * A transposed convolution of kernel 1 and stride 2: each voxel stands, its channels mixed, at the first of a block of
 * two along each axis; the block's other voxels are the bias.
 */
public final class PointSpread implements Layer {
    private final Tensor weight;
    private final Tensor bias;

    public PointSpread(int dimensions, int from, int to, Draw draw) {
        long[] shape = new long[dimensions + 2];
        Arrays.fill(shape, 1);
        shape[0] = from;
        shape[1] = to;
        weight = draw.kaiming(from, shape);
        bias = Tensor.zeros(to).withGradient();
    }

    @Override
    public Tensor forward(Tensor x) {
        return Stencil.doubled(x, weight, bias, 1);
    }

    @Override
    public Map<String, Tensor> ownParameters() {
        return Map.of("weight", weight, "bias", bias);
    }
}
