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
     * @param dilation voxels from one number of the kernel to the next
     * @param groups channels in and out fall into so many groups, each convolved for itself
     */
    public record Shape(int dimensions, int from, int to, int kernel, int stride, Bias bias, int dilation, int groups) {
        public Shape {
            if (from % groups != 0 || to % groups != 0) {
                throw new IllegalArgumentException("convolution: " + groups + " groups of " + from + " channels in and "
                        + to + " out; expected a divisor of both");
            }
        }

        /** A kernel without holes over all channels. */
        public Shape(int dimensions, int from, int to, int kernel, int stride, Bias bias) {
            this(dimensions, from, to, kernel, stride, bias, 1, 1);
        }

        /** The same with the numbers of the kernel so far apart. */
        public Shape dilated(int dilation) {
            return new Shape(dimensions, from, to, kernel, stride, bias, dilation, groups);
        }

        /** The same in groups of channels. */
        public Shape grouped(int groups) {
            return new Shape(dimensions, from, to, kernel, stride, bias, dilation, groups);
        }

        /** The same with or without a bias. */
        public Shape biased(Bias with) {
            return new Shape(dimensions, from, to, kernel, stride, with, dilation, groups);
        }

        private int reach() {
            return dilation * (kernel - 1);
        }
    }

    private interface Operation {
        Tensor of(Tensor x, Tensor weight, Tensor bias, Operators.Walk walk);
    }

    private final Tensor weight;
    private final Tensor bias;
    private final Operators.Walk walk;
    private final Operation operation;

    private Convolution(Shape shape, Tensor weight, Operators.Walk walk, Operation operation) {
        this.weight = weight;
        this.bias = bias(shape);
        this.walk = walk;
        this.operation = operation;
    }

    /** A convolution that keeps the grid at stride 1 and divides it at larger strides. */
    public static Convolution of(Shape shape, Draw draw) {
        int in = shape.from / shape.groups;
        Tensor weight = draw.kaiming(in * power(shape.kernel, shape.dimensions), sizes(shape, shape.to, in));
        Operators.Walk walk = new Operators.Walk(shape.stride, shape.reach() / 2, shape.dilation, shape.groups);
        // A kernel of even length reaches one voxel farther forward than back, as PyTorch's and Keras's "same" do.
        boolean uneven = shape.stride == 1 && shape.reach() % 2 == 1;
        return new Convolution(shape, weight, walk, uneven ? Convolution::padded : Operators::convolution);
    }

    private static Tensor padded(Tensor x, Tensor weight, Tensor bias, Operators.Walk walk) {
        return Operators.convolution(Operators.padEnd(x, 1), weight, bias, walk);
    }

    /** A transposed convolution that multiplies the grid by its stride; its kernel is at least as large. */
    public static Convolution transposed(Shape shape, Draw draw) {
        int over = shape.reach() + 1 - shape.stride;
        if (over < 0) {
            throw new IllegalArgumentException("transposed convolution: kernel " + shape.kernel + " and stride "
                    + shape.stride + "; expected a kernel of at least the stride");
        }
        // Each voxel out sums the channels of about (kernel / stride)^dimensions voxels in.
        int in = shape.from / shape.groups;
        long blocks = power(Math.max(1, shape.kernel / shape.stride), shape.dimensions);
        Tensor weight = draw.kaiming(in * blocks, sizes(shape, shape.from, shape.to / shape.groups));
        Operators.Walk walk = new Operators.Walk(shape.stride, (over + 1) / 2, shape.dilation, shape.groups);
        return new Convolution(shape, weight, walk, Operators::convolutionTransposed);
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
