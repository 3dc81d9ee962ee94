package condyle.net;

import condyle.image.Box;
import condyle.image.Size;
import condyle.nn.Layer;
import condyle.tensor.Device;
import condyle.tensor.States;
import condyle.tensor.Tensor;

/** Maps images (N, C, Z, Y, X) or (N, C, Y, X) to logits (N, classes, …) on the same grid, or on a part of it. */
public interface Network extends Layer {
    /** Spatial axes of its images: 2 or 3. */
    int dimensions();

    /** Number that each spatial axis of a patch must be divisible by. */
    int divisor();

    /**
     * Checks the size of a patch; in 2-D its z does not count.
     *
     * @throws IllegalArgumentException naming the nearest sizes, if it does not fit
     */
    void requirePatch(Size patch);

    /** The smallest patch that fits with at least the voxels given along each axis; in 2-D z stays. */
    default Size fit(Size least) {
        int[] axes = {least.x(), least.y(), least.z()};
        for (int i = 0; i < dimensions(); i++) {
            axes[i] = (axes[i] + divisor() - 1) / divisor() * divisor();
        }
        return Size.of(axes);
    }

    /** The part of a patch that logits cover: all of it, or the middle slice where a network sees a stack of slices. */
    default Box covers(Size patch) {
        return Box.of(patch);
    }

    /** Of voxels (N, …, Z, Y, X) of patches those that logits cover; the tensor itself where they cover all. */
    default Tensor covered(Tensor voxels) {
        if (dimensions() == 2) {
            return voxels;
        }
        int x = voxels.rank() - 1;
        Size patch = new Size((int) voxels.size(x), (int) voxels.size(x - 1), (int) voxels.size(x - 2));
        Box part = covers(patch);
        if (part.equals(Box.of(patch))) {
            return voxels;
        }
        Size n = part.size();
        return voxels.narrow(x, part.x0(), n.x())
                .narrow(x - 1, part.y0(), n.y())
                .narrow(x - 2, part.z0(), n.z());
    }

    /**
     * As {@link #forward(Tensor)}, told where in the knee each patch lies; networks that do not ask ignore it.
     *
     * @param places (N, 3): along x, y and z from −1, at the low end of the knee, to 1; 0 is the middle
     */
    default Tensor forward(Tensor x, Tensor places) {
        return forward(x);
    }

    /** As {@link #forward(Tensor, Tensor)}, with the channels of a second head after the classes, where it has one. */
    default Tensor heads(Tensor x, Tensor places) {
        return forward(x, places);
    }

    /** Where it was published: names, year, DOI or arXiv number; empty if nowhere. */
    default String paper() {
        return "";
    }

    /** Voxels along each axis that share one decision: 1 where skips bring the finest detail to the logits. */
    default int grain() {
        return 1;
    }

    /** Moves weights and buffers to a device, before an optimizer is made for them; this network itself. */
    default Network on(Device device) {
        States.move(state().values(), device);
        return this;
    }
}
