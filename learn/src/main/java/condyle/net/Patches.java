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
