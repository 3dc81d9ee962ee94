package condyle.nn;

import condyle.tensor.Operators;
import condyle.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** A convolution of 2-D or 3-D images, or its transpose. */
public final class Convolution implements Layer {
    /** Whether a bias is added. */
    public enum Bias {
        ADDED,
        NONE
    }

    /**
     * What a convolution is made of.
     *
     * @param dimensions 2 or 3
     * @param from channels in
     * @param to channels out
     * @param kernel voxels along each axis
     * @param stride voxels from one place to the next
     * @param bias whether a bias is added; none is needed before a normalization
     */
    public record Shape(int dimensions, int from, int to, int kernel, int stride, Bias bias) {}

    private interface Operation {
        Tensor of(Tensor x, Tensor weight, Tensor bias, Operators.Walk walk);
    }

    private final Tensor weight;
    private final Tensor bias;
    private final Operators.Walk walk;
    private final Operation operation;

    private Convolution(Tensor weight, Tensor bias, Operators.Walk walk, Operation operation) {
        this.weight = weight;
        this.bias = bias;
        this.walk = walk;
        this.operation = operation;
    }

    /** A convolution that keeps the grid at stride 1 and divides it at larger strides; its kernel is odd. */
    public static Convolution of(Shape shape, Draw draw) {
        long[] size = sizes(shape, shape.to, shape.from);
        Tensor weight = draw.kaiming(shape.from * power(shape.kernel, shape.dimensions), size);
        Operators.Walk walk = new Operators.Walk(shape.stride, shape.kernel / 2);
        return new Convolution(weight, bias(shape), walk, Operators::convolution);
    }

    /** A transposed convolution that multiplies the grid by its stride; its kernel equals its stride. */
    public static Convolution transposed(Shape shape, Draw draw) {
        if (shape.kernel != shape.stride) {
            throw new IllegalArgumentException("transposed convolution: kernel " + shape.kernel + " and stride "
                    + shape.stride + "; expected equal ones");
        }
        // Without overlap each voxel out sums one voxel of each channel in.
        Tensor weight = draw.kaiming(shape.from, sizes(shape, shape.from, shape.to));
        Operators.Walk walk = new Operators.Walk(shape.stride, 0);
        return new Convolution(weight, bias(shape), walk, Operators::convolutionTransposed);
    }

    private static Tensor bias(Shape shape) {
        return shape.bias == Bias.ADDED ? Tensor.zeros(shape.to).withGradient() : null;
    }

    private static long[] sizes(Shape shape, int first, int second) {
        long[] sizes = new long[shape.dimensions + 2];
        Arrays.fill(sizes, shape.kernel);
        sizes[0] = first;
        sizes[1] = second;
        return sizes;
    }

    private static long power(int base, int exponent) {
        return exponent == 0 ? 1 : base * power(base, exponent - 1);
    }

    @Override
    public Tensor forward(Tensor x) {
        return operation.of(x, weight, bias, walk);
    }

    @Override
    public Map<String, Tensor> ownParameters() {
        Map<String, Tensor> own = new TreeMap<>();
        own.put("weight", weight);
        if (bias != null) {
            own.put("bias", bias);
        }
        return own;
    }
}
