package condyle.net;

import condyle.image.Size;
import condyle.tensor.Tensor;

/** Checks that a patch can be halved as often as a network halves it. */
final class Patches {
    private Patches() {}

    /**
     * Fails with the nearest sizes if an axis cannot be halved {@code levels} times.
     *
     * @param network its name, which opens the message
     * @param dimensions 2 or 3; in 2-D z does not count
     */
    static void require(String network, int dimensions, int levels, Size patch) {
        int divisor = 1 << levels;
        boolean fits =
                patch.x() % divisor == 0 && patch.y() % divisor == 0 && (dimensions == 2 || patch.z() % divisor == 0);
        if (!fits) {
            String below = text(dimensions, nearest(patch, divisor, 0));
            String above = text(dimensions, nearest(patch, divisor, divisor - 1));
            throw new IllegalArgumentException(network + ": patch " + text(dimensions, patch)
                    + " must be divisible by " + divisor + " (" + levels + (levels == 1 ? " level" : " levels")
                    + " down); nearest is " + (below.equals(above) ? above : below + " or " + above));
        }
    }

    /**
     * Fails with the nearest sizes if a patch is not a stack of {@code slices} slices along x that can be halved.
     *
     * @param network its name, which opens the message
     */
    static void requireStack(String network, int slices, int levels, Size patch) {
        if (patch.x() != slices) {
            throw new IllegalArgumentException(network + ": patch " + patch + " must be " + slices
                    + " slices along x; nearest is " + new Size(slices, patch.y(), patch.z()));
        }
        int divisor = 1 << levels;
        if (patch.y() % divisor != 0 || patch.z() % divisor != 0) {
            Size below = new Size(slices, down(patch.y(), divisor), down(patch.z(), divisor));
            Size above = new Size(slices, up(patch.y(), divisor), up(patch.z(), divisor));
            throw new IllegalArgumentException(network + ": patch " + patch + " must be divisible by " + divisor
                    + " along y and z (" + levels + (levels == 1 ? " level" : " levels") + " down); nearest is "
                    + (below.equals(above) ? above : below + " or " + above));
        }
    }

    /** Fails unless a patch is as large as all of a published network's. */
    static void requirePublished(String network, Size published, Size patch) {
        if (!patch.equals(published)) {
            throw new IllegalArgumentException(network + ": patch " + patch + "; as published all patches must be "
                    + published + " (network.patch); take that, or leave asPublished out");
        }
    }

    private static int down(int voxels, int divisor) {
        return Math.max(divisor, voxels / divisor * divisor);
    }

    private static int up(int voxels, int divisor) {
        return (voxels + divisor - 1) / divisor * divisor;
    }

    /** Fails unless a tensor holds images of so many spatial axes and channels. */
    static void require(String network, int dimensions, int inputs, Tensor x) {
        if (x.rank() != dimensions + 2 || x.size(1) != inputs) {
            throw new IllegalArgumentException(
                    network + ": " + x + "; expected (N, " + inputs + (dimensions == 3 ? ", Z, Y, X)" : ", Y, X)"));
        }
    }

    /** The size of the images in a tensor; z is 1 in 2-D. */
    static Size of(Tensor x) {
        int last = x.rank() - 1;
        return new Size((int) x.size(last), (int) x.size(last - 1), x.rank() == 5 ? (int) x.size(2) : 1);
    }

    private static Size nearest(Size patch, int divisor, int up) {
        int[] axes = {patch.x(), patch.y(), patch.z()};
        for (int i = 0; i < axes.length; i++) {
            axes[i] = Math.max(divisor, (axes[i] + up) / divisor * divisor);
        }
        return Size.of(axes);
    }

    private static String text(int dimensions, Size size) {
        return dimensions == 2 ? size.x() + "×" + size.y() : size.toString();
    }
}
