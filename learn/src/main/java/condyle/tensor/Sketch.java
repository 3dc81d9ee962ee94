package condyle.tensor;

import java.util.Arrays;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * While open, networks made and run on this thread are drawn in outline: their weights hold no numbers.
 *
 * <p>So the largest network is made at once, in no memory. Of {@link Kind#SHAPES} only shapes are known: an
 * {@linkplain #image image} runs through in no time, and multiplications are counted. Of {@link Kind#REACH} images are real, but
 * have one channel behind each convolution: a voxel that is NaN makes NaN of every voxel that sees it. Norms pass images on,
 * as their statistics belong to no place. Networks are to be in use, not in training, and gradients off.
 */
public final class Sketch implements AutoCloseable {
    /** What a sketch tells. */
    public enum Kind {
        SHAPES,
        REACH
    }

    /** How a kernel walks over the grid, a number for each axis. */
    record Steps(long[] stride, long[] padding, long[] dilation) {}

    private static final ThreadLocal<Sketch> OPEN = new ThreadLocal<>();

    private final Kind kind;
    private final Sketch outer = OPEN.get();
    private long multiplications;
    private long results;
    private long fewest = Long.MAX_VALUE;

    public Sketch(Kind kind) {
        Engine.load();
        this.kind = kind;
        OPEN.set(this);
    }

    /** Whether tensors made on this thread hold no numbers of their own. */
    public static boolean isOpen() {
        return OPEN.get() != null;
    }

    /** The innermost one of this thread, or null. */
    static Sketch open() {
        return OPEN.get();
    }

    /** Whether shapes are all that is known now. */
    static boolean shapesOnly() {
        return isOpen() && open().kind == Kind.SHAPES;
    }

    /** Multiplications of convolutions and matrix products so far. */
    public long multiplications() {
        return multiplications;
    }

    /** Numbers that convolutions gave out and that joined images hold, so far. */
    public long results() {
        return results;
    }

    /** The fewest numbers of a channel that a norm was given, so far; {@link Long#MAX_VALUE} without norms. */
    public long fewestNormed() {
        return fewest;
    }

    /** Notes how many numbers of a channel a norm is given. */
    void norm(long numbers) {
        fewest = Math.min(fewest, numbers);
    }

    /** Counts what is kept beside the results of convolutions. */
    void count(Tensor kept) {
        results += kept.count();
    }

    private static long power(long base, int exponent) {
        return exponent == 0 ? 1 : base * power(base, exponent - 1);
    }

    /** An image of which only the shape is known. */
    public static Tensor image(long... shape) {
        return new Tensor(torch.empty(shape, meta(), new MemoryFormatOptional()));
    }

    /** Weights without numbers. */
    public static Tensor weights(long... shape) {
        return shapesOnly() ? image(shape) : new Tensor(torch.zeros(1).expand(shape));
    }

    static TensorOptions meta() {
        return new TensorOptions(ScalarType.Float)
                .device(new DeviceOptional(new org.bytedeco.pytorch.Device(DeviceType.Meta)));
    }

    /** An image on another grid with the same samples and channels. */
    static Tensor regrid(Tensor x, long... grid) {
        return sized(x, x.size(1), grid);
    }

    private static Tensor sized(Tensor x, long channels, long... grid) {
        long[] shape = new long[grid.length + 2];
        shape[0] = x.size(0);
        shape[1] = channels;
        System.arraycopy(grid, 0, shape, 2, grid.length);
        return image(shape);
    }

    /** Stands in for a convolution with weights (out, in / groups, kernel…). */
    Tensor convolution(Tensor x, Tensor weight, Steps steps) {
        long[] grid = new long[x.rank() - 2];
        Arrays.setAll(grid, i -> {
            long reach = steps.dilation[i] * (weight.size(i + 2) - 1) + 1;
            return (x.size(i + 2) + 2 * steps.padding[i] - reach) / steps.stride[i] + 1;
        });
        long voxels = Arrays.stream(grid).reduce(x.size(0), Math::multiplyExact);
        multiplications += voxels * weight.count();
        results += voxels * weight.size(0);
        if (kind == Kind.SHAPES) {
            return sized(x, weight.size(0), grid);
        }
        org.bytedeco.pytorch.Tensor kernel = kernel(weight);
        TensorOptional none = new TensorOptional();
        return new Tensor(
                x.rank() == 5
                        ? torch.conv3d(one(x), kernel, none, steps.stride, steps.padding, steps.dilation, 1)
                        : torch.conv2d(one(x), kernel, none, steps.stride, steps.padding, steps.dilation, 1));
    }

    /** Stands in for a transposed convolution with weights (in, out / groups, kernel…), of so many groups. */
    Tensor transposed(Tensor x, Tensor weight, Operators.Walk walk) {
        multiplications += x.count() / x.size(1) * weight.count();
        results += x.count() / x.size(1) * weight.size(1) * walk.groups() * power(walk.stride(), x.rank() - 2);
        if (kind == Kind.SHAPES) {
            return sized(x, weight.size(1) * walk.groups(), Operators.times(x, walk.stride()));
        }
        Operators.Walk plain = new Operators.Walk(walk.stride(), walk.padding(), walk.dilation(), 1);
        return Operators.transposed(new Tensor(one(x)), new Tensor(kernel(weight)), null, plain);
    }

    /** Counts a matrix product; gives its left side, made as wide as the right one wants it. */
    static org.bytedeco.pytorch.Tensor product(Tensor left, Tensor right) {
        if (!isOpen()) {
            return left.handle;
        }
        long[] shape = left.shape();
        shape[shape.length - 1] = right.size(Math.max(0, right.rank() - 2));
        org.bytedeco.pytorch.Tensor wide = left.handle.expand(shape);
        open().multiplications += wide.numel() * right.size(right.rank() - 1);
        return wide;
    }

    private static org.bytedeco.pytorch.Tensor one(Tensor x) {
        return x.handle.amax(new long[] {1}, true);
    }

    private static org.bytedeco.pytorch.Tensor kernel(Tensor weight) {
        long[] shape = weight.shape();
        shape[0] = 1;
        shape[1] = 1;
        return torch.ones(shape);
    }

    @Override
    public void close() {
        OPEN.set(outer);
    }
}
