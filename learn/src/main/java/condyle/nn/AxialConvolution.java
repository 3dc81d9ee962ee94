package condyle.nn;

import condyle.tensor.Stencil;
import condyle.tensor.Tensor;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** A convolution whose kernel and stride have numbers of their own for each axis, (Z, Y, X) or (Y, X). */
public final class AxialConvolution implements Layer {
    /** What stands beyond the image. */
    public enum Padding {
        /** Zeros, such that the grid stays at stride 1; the odd one of an even kernel behind the image. */
        SAME,
        /** Nothing: the grid shrinks by what the kernel reaches. */
        VALID
    }

    /**
     * What the convolution is made of.
     *
     * @param from channels in
     * @param to channels out
     * @param kernel voxels along each axis
     * @param stride voxels from one place to the next along each axis
     * @param bias whether a bias is added
     * @param padding what stands beyond the image
     */
    public record Shape(
            int from, int to, List<Integer> kernel, List<Integer> stride, Convolution.Bias bias, Padding padding) {
        public Shape {
            kernel = List.copyOf(kernel);
            stride = List.copyOf(stride);
        }

        /** A padded convolution of stride 1 with a bias. */
        public static Shape of(int from, int to, List<Integer> kernel) {
            List<Integer> ones = Collections.nCopies(kernel.size(), 1);
            return new Shape(from, to, kernel, ones, Convolution.Bias.ADDED, Padding.SAME);
        }

        public Shape strided(List<Integer> voxels) {
            return new Shape(from, to, kernel, voxels, bias, padding);
        }

        public Shape biased(Convolution.Bias with) {
            return new Shape(from, to, kernel, stride, with, padding);
        }

        public Shape padded(Padding with) {
            return new Shape(from, to, kernel, stride, bias, with);
        }
    }

    private final Shape shape;
    private final Map<String, Tensor> own = new TreeMap<>();

    public AxialConvolution(Shape shape, Draw draw) {
        this.shape = shape;
        long fan =
                shape.from * shape.kernel.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
        long[] size = LongStream.concat(
                        LongStream.of(shape.to, shape.from),
                        shape.kernel.stream().mapToLong(Integer::longValue))
                .toArray();
        own.put("weight", draw.kaiming(fan, size));
        if (shape.bias == Convolution.Bias.ADDED) {
            own.put("bias", Tensor.zeros(shape.to).withGradient());
        }
    }

    @Override
    public Tensor forward(Tensor x) {
        return shape.padding == Padding.SAME
                ? Stencil.convolution(x, own.get("weight"), own.get("bias"), shape.stride)
                : Stencil.valid(x, own.get("weight"), own.get("bias"), shape.stride);
    }

    @Override
    public Map<String, Tensor> ownParameters() {
        return own;
    }
}
