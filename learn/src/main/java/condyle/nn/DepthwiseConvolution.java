package condyle.nn;

import condyle.tensor.Stencil;
import condyle.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;

/** A convolution with one odd kernel for each channel, which does not see the others, and a bias. */
public final class DepthwiseConvolution implements Layer {
    /** What becomes of the grid. */
    public enum Grid {
        KEPT,
        HALVED,
        /** By a transposed convolution with PyTorch's output padding: the last voxel sees no further voxel. */
        DOUBLED
    }

    private final Tensor weight;
    private final Tensor bias;
    private final Grid grid;

    /** One kernel of {@code size} voxels along each of {@code dimensions} axes for each channel. */
    public DepthwiseConvolution(int dimensions, int channels, int size, Grid grid, Draw draw) {
        long[] shape = new long[dimensions + 2];
        Arrays.fill(shape, size);
        shape[0] = channels;
        shape[1] = 1;
        long voxels = Math.round(Math.pow(size, dimensions));
        weight = draw.kaiming(grid == Grid.DOUBLED ? Math.max(1, voxels >> dimensions) : voxels, shape);
        bias = Tensor.zeros(channels).withGradient();
        this.grid = grid;
    }

    @Override
    public Tensor forward(Tensor x) {
        int groups = (int) x.size(1);
        return switch (grid) {
            case KEPT -> Stencil.grouped(x, weight, bias, new Stencil.Groups(groups, 1));
            case HALVED -> Stencil.grouped(x, weight, bias, new Stencil.Groups(groups, 2));
            case DOUBLED -> Stencil.doubled(x, weight, bias, groups);
        };
    }

    @Override
    public Map<String, Tensor> ownParameters() {
        return Map.of("weight", weight, "bias", bias);
    }
}
