package condyle.tensor;

import java.util.Arrays;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.global.torch;

/** Brings images (N, C, Z, Y, X) or (N, C, Y, X) to any grid. */
public final class Resizing {
    /** Which points of the two grids coincide. */
    public enum Corners {
        /** The centres of the first and last voxels of each axis; the spacing changes by (new − 1) / (old − 1). */
        ALIGNED,
        /** The outer borders of the first and last voxels; the spacing changes by new / old. */
        FREE
    }

    private Resizing() {}

    /**
     * Brings an image to a grid, linearly between voxel centres.
     *
     * @param grid length of each spatial axis, Z first
     */
    public static Tensor linear(Tensor x, long[] grid, Corners corners) {
        boolean aligned = corners == Corners.ALIGNED;
        return new Tensor(
                x.rank() == 5
                        ? torch.upsample_trilinear3d(x.handle, grid, aligned)
                        : torch.upsample_bilinear2d(x.handle, grid, aligned));
    }

    /** Brings an image to a grid by repeating voxels. */
    static Tensor nearest(Tensor x, long[] grid) {
        DoubleOptional none = new DoubleOptional();
        return new Tensor(
                x.rank() == 5
                        ? torch.upsample_nearest3d(x.handle, grid, none, none, none)
                        : torch.upsample_nearest2d(x.handle, grid, none, none));
    }

    /** Brings an image to the grid of another. */
    public static Tensor linearLike(Tensor x, Tensor other, Corners corners) {
        long[] shape = other.shape();
        return linear(x, Arrays.copyOfRange(shape, 2, shape.length), corners);
    }
}
