package condyle.tensor;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Operations on images with numbers of their own for each spatial axis, (Z, Y, X) or (Y, X). */
public final class Stencil {
    private Stencil() {}

    /**
     * Convolves with weights (out, in, kernel…) and adds a bias (out), or none where it is null.
     *
     * <p>Zeros around the image keep the grid at stride 1; an even kernel gets its odd zero behind the image, as "same"
     * is in Keras.
     */
    public static Tensor convolution(Tensor x, Tensor weight, Tensor bias, List<Integer> stride) {
        long[] pairs = new long[2 * stride.size()];
        for (int i = 0; i < stride.size(); i++) {
            long reach = weight.size(i + 2) - 1;
            // The engine counts axes from the last.
            int at = 2 * (stride.size() - 1 - i);
            pairs[at] = reach / 2;
            pairs[at + 1] = reach - reach / 2;
        }
        return valid(new Tensor(torch.constant_pad_nd(x.handle, pairs, new Scalar(0.0))), weight, bias, stride);
    }

    /** Convolves without zeros around the image: the grid shrinks by what the kernel reaches. */
    public static Tensor valid(Tensor x, Tensor weight, Tensor bias, List<Integer> stride) {
        TensorOptional offset = bias == null ? new TensorOptional() : new TensorOptional(bias.handle);
        long[] step = longs(stride);
        long[] none = new long[step.length];
        long[] one = ones(step.length);
        if (Sketch.isOpen()) {
            return Sketch.open().convolution(x, weight, new Sketch.Steps(step, none, one));
        }
        if (x.rank() == 4) {
            return new Tensor(torch.conv2d(x.handle, weight.handle, offset, step, none, one, 1));
        }
        long more = ConvolutionWidth.missing(x, weight);
        Tensor wide = ConvolutionWidth.append(x, 1, more);
        Tensor weights = ConvolutionWidth.append(weight, 1, more);
        return new Tensor(torch.conv3d(wide.handle, weights.handle, offset, step, none, one, 1));
    }

    /** Blocks of channels that do not see each other, as many as channels for one kernel a channel, and the stride. */
    public record Groups(int count, int stride) {}

    /** Convolves with odd kernels (out, in ÷ groups, kernel…), padded so that the grid stays at stride 1. */
    public static Tensor grouped(Tensor x, Tensor weight, Tensor bias, Groups groups) {
        long[] step = new long[x.rank() - 2];
        Arrays.fill(step, groups.stride);
        TensorOptional offset = bias == null ? new TensorOptional() : new TensorOptional(bias.handle);
        long[] half = halves(weight);
        long[] one = ones(step.length);
        if (Sketch.isOpen()) {
            return Sketch.open().convolution(x, weight, new Sketch.Steps(step, half, one));
        }
        if (PlanewiseConvolution.pays(x, weight, groups.count)) {
            return PlanewiseConvolution.convolution(x, weight, bias, groups.stride);
        }
        return new Tensor(
                x.rank() == 5
                        ? torch.conv3d(x.handle, weight.handle, offset, step, half, one, groups.count)
                        : torch.conv2d(x.handle, weight.handle, offset, step, half, one, groups.count));
    }

    /**
     * Doubles the grid by a transposed convolution of stride 2 with odd kernels (in, out ÷ groups, kernel…).
     *
     * <p>Each voxel's kernel is laid about the first voxel of its block of two along each axis; it is PyTorch's with half
     * a kernel of padding and an output padding of 1.
     */
    public static Tensor doubled(Tensor x, Tensor weight, Tensor bias, int groups) {
        if (Sketch.isOpen()) {
            Operators.Walk walk = new Operators.Walk(2, (int) weight.size(2) / 2, 1, groups);
            return Sketch.open().transposed(x, weight, walk);
        }
        if (PlanewiseConvolution.pays(x, weight, groups)) {
            return PlanewiseConvolution.doubled(x, weight, bias);
        }
        long[] step = new long[x.rank() - 2];
        Arrays.fill(step, 2);
        TensorOptional offset = bias == null ? new TensorOptional() : new TensorOptional(bias.handle);
        long[] half = halves(weight);
        long[] one = ones(step.length);
        return new Tensor(
                x.rank() == 5
                        ? torch.conv_transpose3d(x.handle, weight.handle, offset, step, half, one, groups, one)
                        : torch.conv_transpose2d(x.handle, weight.handle, offset, step, half, one, groups, one));
    }

    private static long[] halves(Tensor weight) {
        long[] half = new long[weight.rank() - 2];
        Arrays.setAll(half, i -> weight.size(i + 2) / 2);
        return half;
    }

    /** Adds one voxel of zeros ahead of each axis. */
    public static Tensor ahead(Tensor x) {
        long[] pairs = new long[2 * (x.rank() - 2)];
        Arrays.setAll(pairs, i -> i % 2 == 0 ? 1 : 0);
        return new Tensor(torch.constant_pad_nd(x.handle, pairs, new Scalar(0.0)));
    }

    /** The largest number of each block of so many voxels along each axis. */
    public static Tensor maxPool(Tensor x, List<Integer> size) {
        long[] block = longs(size);
        long[] none = new long[block.length];
        long[] one = ones(block.length);
        if (Sketch.shapesOnly()) {
            return divided(x, block);
        }
        return new Tensor(
                x.rank() == 5
                        ? torch.max_pool3d(x.handle, block, block, none, one, false)
                        : torch.max_pool2d(x.handle, block, block, none, one, false));
    }

    /** The mean of each block of so many voxels along each axis. */
    public static Tensor meanPool(Tensor x, List<Integer> size) {
        long[] block = longs(size);
        long[] none = new long[block.length];
        LongOptional any = new LongOptional();
        if (Sketch.shapesOnly()) {
            return divided(x, block);
        }
        return new Tensor(
                x.rank() == 5
                        ? torch.avg_pool3d(x.handle, block, block, none, false, true, any)
                        : torch.avg_pool2d(x.handle, block, block, none, false, true, any));
    }

    /** Makes each axis so many times as long by repeating voxels. */
    public static Tensor repeat(Tensor x, List<Integer> factors) {
        long[] size = new long[factors.size()];
        for (int i = 0; i < size.length; i++) {
            size[i] = x.size(i + 2) * factors.get(i);
        }
        return Resizing.nearest(x, size);
    }

    private static Tensor divided(Tensor x, long[] block) {
        long[] grid = new long[block.length];
        Arrays.setAll(grid, i -> x.size(i + 2) / block[i]);
        return Sketch.regrid(x, grid);
    }

    private static long[] longs(List<Integer> numbers) {
        return numbers.stream().mapToLong(Integer::longValue).toArray();
    }

    private static long[] ones(int count) {
        long[] ones = new long[count];
        Arrays.fill(ones, 1);
        return ones;
    }
}
