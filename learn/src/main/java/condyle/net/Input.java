package condyle.net;

import condyle.image.Size;
import condyle.tensor.Tensor;

/**
 * What a network takes.
 *
 * @param network its name, which opens messages
 * @param dimensions 2 or 3
 * @param channels of its images
 * @param levels how often their axes are halved
 */
record Input(String network, int dimensions, int channels, int levels) {
    /** Number that each spatial axis must be divisible by. */
    int divisor() {
        return 1 << levels;
    }

    /** Fails with the nearest sizes if a patch cannot be halved often enough. */
    void require(Size patch) {
        Patches.require(network, dimensions, levels, patch);
    }

    /** Fails if images have another rank, other channels, or a size that does not fit. */
    void require(Tensor x) {
        Patches.require(network, dimensions, channels, x);
        require(Patches.of(x));
    }
}
