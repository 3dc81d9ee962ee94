package condyle.tensor;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The operations of networks on images (N, C, Z, Y, X) or (N, C, Y, X).
 *
 * <p>Kernels, strides and paddings are the same along every spatial axis. Where an operand may be absent it is null.
 */
public final class Operators {
    private static final double EPSILON = 1e-5;

    /** Bytes that surely fit a processor's second cache, of two cores or more. */
    private static final long CACHE = 2 << 20;

    private Operators() {}

    /**
     * How a kernel walks over the grid.
     *
     * @param stride voxels from one place to the next
     * @param padding voxels of zeros around the image
     * @param dilation voxels from one number of the kernel to the next
     * @param groups channels in and out fall into so many groups, each convolved for itself
     */
    public record Walk(int stride, int padding, int dilation, int groups) {
        /** A kernel without holes over all channels. */
        public Walk(int stride, int padding) {
            this(stride, padding, 1, 1);
        }
    }

    /** Running statistics of a batch normalization, both null for none, and whether a call updates or applies them. */
    public record Running(Tensor mean, Tensor variance, Use use) {
        /** Share of the new statistics at each update. */
        static final double MOMENTUM = 0.1;

        /** What a call does with running statistics. */
        public enum Use {
            UPDATE,
            APPLY
        }
    }

    /** Convolves with weights (out, in / groups, kernel…) and adds a bias (out) or none. */
    public static Tensor convolution(Tensor x, Tensor weight, Tensor bias, Walk walk) {
        long[] stride = along(x, walk.stride);
        long[] padding = along(x, walk.padding);
        long[] dilation = along(x, walk.dilation);
        if (Sketch.isOpen()) {
            return Sketch.open().convolution(x, weight, new Sketch.Steps(stride, padding, dilation));
        }
        TensorOptional offset = optional(bias);
        int groups = walk.groups;
        if (x.rank() == 4) {
            return new Tensor(torch.conv2d(x.handle, weight.handle, offset, stride, padding, dilation, groups));
        }
        long more = groups == 1 ? ConvolutionWidth.missing(x, weight) : 0;
        org.bytedeco.pytorch.Tensor wide = ConvolutionWidth.append(x, 1, more).handle;
        org.bytedeco.pytorch.Tensor weights = ConvolutionWidth.append(weight, 1, more).handle;
        return new Tensor(torch.conv3d(wide, weights, offset, stride, padding, dilation, groups));
    }

    /**
     * Convolves backwards with weights (in, out / groups, kernel…): each voxel spreads to a block {@code stride} apart.
     *
     * <p>The grid becomes {@code stride} times as large; where the padding cuts off more than that leaves, zeros stand at
     * the end before the bias is added, PyTorch's output padding.
     */
    public static Tensor convolutionTransposed(Tensor x, Tensor weight, Tensor bias, Walk walk) {
        return Sketch.isOpen() ? Sketch.open().transposed(x, weight, walk) : transposed(x, weight, bias, walk);
    }

    static Tensor transposed(Tensor x, Tensor weight, Tensor bias, Walk walk) {
        long[] stride = along(x, walk.stride);
        long[] padding = along(x, walk.padding);
        int kernel = (int) weight.size(2);
        long[] extra = along(x, walk.stride + 2 * walk.padding - (walk.dilation * (kernel - 1) + 1));
        long[] dilation = along(x, walk.dilation);
        TensorOptional offset = optional(bias);
        int groups = walk.groups;
        if (x.rank() == 4) {
            return new Tensor(
                    torch.conv_transpose2d(x.handle, weight.handle, offset, stride, padding, extra, groups, dilation));
        }
        long more = groups == 1 ? ConvolutionWidth.missing(x, weight) : 0;
        org.bytedeco.pytorch.Tensor wide = ConvolutionWidth.append(x, 1, more).handle;
        org.bytedeco.pytorch.Tensor weights = ConvolutionWidth.append(weight, 0, more).handle;
        return new Tensor(torch.conv_transpose3d(wide, weights, offset, stride, padding, extra, groups, dilation));
    }

    /** Brings each channel of each sample to mean 0 and variance 1, then scales by {@code weight} and adds {@code bias}. */
    public static Tensor instanceNorm(Tensor x, Tensor weight, Tensor bias) {
        // Sample by sample as a batch of one: the engine's own operation would rearrange channels-last images, and its
        // group normalization of them takes a hundred times as long on the way back.
        int samples = (int) x.size(0);
        Running none = new Running(null, null, Running.Use.UPDATE);
        if (samples == 1) {
            return batchNorm(x, weight, bias, none);
        }
        return Scope.only(() -> {
            // Split at once: a sample taken by itself would send back a whole batch, zeros around its gradient.
            TensorVector split = torch.split(x.handle, 1, 0);
            Tensor[] parts = new Tensor[samples];
            Arrays.setAll(parts, i -> batchNorm(new Tensor(split.get(i)), weight, bias, none));
            return Tensor.cat(0, parts);
        });
    }

    /**
     * Does the same in the memory of {@code x}, then hands every part of it to {@code next}, which overwrites it too.
     *
     * <p>For use without gradients. Part by part, both find the numbers still in the processor's cache, which takes two
     * thirds of the time of one after the other.
     */
    public static void instanceNormInPlace(Tensor x, Tensor weight, Tensor bias, Consumer<Tensor> next) {
        if (Sketch.isOpen()) {
            Sketch.open().norm(x.count() / x.size(0) / x.size(1));
            next.accept(x);
            return;
        }
        org.bytedeco.pytorch.Tensor none = torch.empty(0);
        for (long sample = 0; sample < x.size(0); sample++) {
            Tensor image = x.narrow(0, sample, 1);
            T_TensorTensor_T statistics =
                    torch.batch_norm_update_stats(image.handle, zeros(x.size(1)), zeros(x.size(1)), Running.MOMENTUM);
            TensorOptional mean = new TensorOptional(statistics.get0());
            TensorOptional variance = new TensorOptional(statistics.get1());
            long planes =
                    Math.max(1, CACHE * x.size(2) / (image.count() * x.kind().bytes()));
            for (long z = 0; z < x.size(2); z += planes) {
                Tensor part = image.narrow(2, z, Math.min(planes, x.size(2) - z));
                torch.native_batch_norm_outf(
                        part.handle,
                        optional(weight),
                        optional(bias),
                        mean,
                        variance,
                        false,
                        0,
                        EPSILON,
                        part.handle,
                        none,
                        none);
                next.accept(part);
            }
        }
    }

    /** Brings each channel over all samples to mean 0 and variance 1, then scales and shifts it. */
    public static Tensor batchNorm(Tensor x, Tensor weight, Tensor bias, Running running) {
        if (Sketch.isOpen()) {
            Sketch.open().norm(x.count() / x.size(1));
            return x.copy();
        }
        return new Tensor(torch.batch_norm(
                x.handle,
                optional(weight),
                optional(bias),
                optional(running.mean),
                optional(running.variance),
                running.use == Running.Use.UPDATE,
                Running.MOMENTUM,
                EPSILON,
                true));
    }

    /**
     * Joins images along their channels.
     *
     * <p>The gradient of each part comes back in one block of memory, not as every other run of a wider image: where a
     * part has another use too, adding up such runs would take ten times as long in BF16.
     */
    public static Tensor joinChannels(Tensor... parts) {
        Tensor joined =
                Tensor.cat(1, Arrays.stream(parts).map(Operators::inOneBlock).toArray(Tensor[]::new));
        if (Sketch.isOpen()) {
            Sketch.open().count(joined);
        }
        return joined;
    }

    /** The same memory seen as one line and as an image again: on the way back the line takes a copy. */
    private static Tensor inOneBlock(Tensor x) {
        int rank = x.rank();
        int[] last = IntStream.range(0, rank)
                .map(d -> d == 0 ? 0 : d % (rank - 1) + 1)
                .toArray();
        int[] first = IntStream.range(0, rank)
                .map(d -> d == 0 ? 0 : d == 1 ? rank - 1 : d - 1)
                .toArray();
        Tensor channelLast = x.permute(last);
        return channelLast.reshape(-1).reshape(channelLast.shape()).permute(first);
    }

    /** Adds so many voxels of zeros at the end of every spatial axis. */
    public static Tensor padEnd(Tensor x, int voxels) {
        long[] around = new long[2 * (x.rank() - 2)];
        Arrays.setAll(around, i -> i % 2 * voxels);
        return new Tensor(torch.constant_pad_nd(x.handle, around, new Scalar(0.0)));
    }

    /** The largest number of each block of {@code size} voxels along every axis. */
    public static Tensor maxPool(Tensor x, int size) {
        return Pooling.max(x, size, new Walk(size, 0));
    }

    /** Makes every spatial axis {@code factor} times as long, linearly between voxel centres. */
    public static Tensor upsampleLinear(Tensor x, int factor) {
        return Resizing.linear(x, times(x, factor), Resizing.Corners.FREE);
    }

    /** Makes every spatial axis {@code factor} times as long by repeating voxels. */
    public static Tensor upsampleNearest(Tensor x, int factor) {
        return Resizing.nearest(x, times(x, factor));
    }

    /** Sets each number to zero with a probability and scales the others up to keep the mean. */
    public static Tensor dropout(Tensor x, double probability) {
        return new Tensor(torch.dropout(x.handle, probability, true));
    }

    /** Overwrites negative numbers by {@code slope} times themselves; returns the same tensor. */
    public static Tensor leakyReluInPlace(Tensor x, double slope) {
        torch.leaky_relu_(x.handle, new Scalar(slope));
        return x;
    }

    /** Overwrites negative numbers by zero; returns the same tensor. */
    public static Tensor reluInPlace(Tensor x) {
        torch.relu_(x.handle);
        return x;
    }

    /** Labels (N, …) as classes along a new axis 1: 1 where the label is the class, else 0, as F32. */
    public static Tensor oneHot(Tensor labels, int classes) {
        long[] shape = new long[labels.rank() + 1];
        Arrays.setAll(shape, d -> d == 0 ? labels.size(0) : d == 1 ? classes : labels.size(d - 1));
        org.bytedeco.pytorch.Tensor zeros = torch.zeros(
                shape, new TensorOptions(labels.handle.device()).dtype(new ScalarTypeOptional(ScalarType.Float)));
        return new Tensor(zeros.scatter_(1, labels.handle.unsqueeze(1), new Scalar(1.0)));
    }

    /** Sums of values (N, …) over the voxels of each label (N, …), in double precision: (N, classes). */
    public static Tensor sumByLabel(Tensor values, Tensor labels, int classes) {
        long samples = labels.size(0);
        long[] column = new long[labels.rank()];
        Arrays.fill(column, 1);
        column[0] = samples;
        Tensor offset =
                Tensor.of(LongStream.range(0, samples).map(n -> n * classes).toArray(), column);
        Tensor cell = labels.add(offset.to(labels.device())).reshape(-1);
        org.bytedeco.pytorch.Tensor sums = torch.zeros(
                new long[] {samples * classes},
                new TensorOptions(values.handle.device()).dtype(new ScalarTypeOptional(ScalarType.Double)));
        org.bytedeco.pytorch.Tensor flat = values.handle.reshape(-1).to(ScalarType.Double);
        return new Tensor(sums.index_add(0, cell.handle, flat).reshape(samples, classes));
    }

    /** Logarithm of the sum of exponentials along an axis, which is kept with length 1; large numbers do not overflow. */
    public static Tensor logSumExp(Tensor x, int dim) {
        // Not the engine's own: it has none for tensors without numbers, from which shapes are told.
        org.bytedeco.pytorch.Tensor top = x.handle.detach().amax(new long[] {dim}, true);
        org.bytedeco.pytorch.Tensor sum = x.handle.sub(top).exp().sum(new long[] {dim}, true, new ScalarTypeOptional());
        return new Tensor(sum.log().add(top));
    }

    /** Running statistics to be forgotten; without them, the engine would round those of the image to its kind. */
    private static TensorOptional zeros(long channels) {
        return optional(Tensor.zeros(channels));
    }

    private static TensorOptional optional(Tensor tensor) {
        return tensor == null ? new TensorOptional() : new TensorOptional(tensor.handle);
    }

    static long[] along(Tensor x, int value) {
        long[] values = new long[x.rank() - 2];
        Arrays.fill(values, value);
        return values;
    }

    static long[] times(Tensor x, int factor) {
        long[] size = new long[x.rank() - 2];
        Arrays.setAll(size, i -> x.size(i + 2) * factor);
        return size;
    }
}
