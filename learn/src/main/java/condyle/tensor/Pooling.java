package condyle.tensor;

import java.util.Arrays;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.global.torch;

/** Operations that draw voxels of images (N, C, Z, Y, X) or (N, C, Y, X) together, and the way back. */
public final class Pooling {
    private Pooling() {}

    /**
     * The largest number of each block and where it stood.
     *
     * @param values one number for each block
     * @param places of the numbers, counted through the image from its first voxel, last axis fastest
     */
    public record Largest(Tensor values, Tensor places) {}

    /** The largest number under a kernel that walks over the image; beyond the image stands nothing. */
    public static Tensor max(Tensor x, int kernel, Operators.Walk walk) {
        long[] size = Operators.along(x, kernel);
        long[] stride = Operators.along(x, walk.stride());
        long[] padding = Operators.along(x, walk.padding());
        long[] dilation = Operators.along(x, walk.dilation());
        if (Sketch.shapesOnly()) {
            int reach = walk.dilation() * (kernel - 1) + 1;
            Arrays.setAll(size, i -> (x.size(i + 2) + 2 * walk.padding() - reach) / walk.stride() + 1);
            return Sketch.regrid(x, size);
        }
        return new Tensor(
                x.rank() == 5
                        ? torch.max_pool3d(x.handle, size, stride, padding, dilation, false)
                        : torch.max_pool2d(x.handle, size, stride, padding, dilation, false));
    }

    /** The largest number of each block of {@code size} voxels along every axis, with its place. */
    public static Largest largest(Tensor x, int size) {
        if (Sketch.isOpen()) {
            Tensor values = Operators.maxPool(x, size);
            return new Largest(values, values);
        }
        long[] kernel = Operators.along(x, size);
        long[] none = Operators.along(x, 0);
        long[] one = Operators.along(x, 1);
        T_TensorTensor_T both = x.rank() == 5
                ? torch.max_pool3d_with_indices(x.handle, kernel, kernel, none, one, false)
                : torch.max_pool2d_with_indices(x.handle, kernel, kernel, none, one, false);
        // Copies of the pair's handles, which end with the pair; the numbers are the same.
        return new Largest(
                new Tensor(new org.bytedeco.pytorch.Tensor(both.get0())),
                new Tensor(new org.bytedeco.pytorch.Tensor(both.get1())));
    }

    /** Puts each number back where it stood in an image {@code size} times as large; everything else is zero. */
    public static Tensor putBack(Tensor values, Tensor places, int size) {
        if (Sketch.isOpen()) {
            return Operators.upsampleNearest(values, size);
        }
        // The engine knows this operation only in plain order and full precision.
        org.bytedeco.pytorch.Tensor from = values.to(Kind.F32).handle.contiguous();
        org.bytedeco.pytorch.Tensor where = places.handle.contiguous();
        long[] grid = Operators.times(values, size);
        org.bytedeco.pytorch.Tensor back = values.rank() == 5
                ? torch.max_unpool3d(from, where, grid, Operators.along(values, size), Operators.along(values, 0))
                : torch.max_unpool2d(from, where, grid);
        return new Tensor(Layout.channelsLast(back)).to(values.kind());
    }

    /** Means over {@code bins} nearly equal parts of every axis; parts overlap where the axis does not divide. */
    public static Tensor means(Tensor x, int bins) {
        long[] size = Operators.along(x, bins);
        if (Sketch.shapesOnly()) {
            return Sketch.regrid(x, size);
        }
        return new Tensor(
                x.rank() == 5 ? torch.adaptive_avg_pool3d(x.handle, size) : torch.adaptive_avg_pool2d(x.handle, size));
    }
}
