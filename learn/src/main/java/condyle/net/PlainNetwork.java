package condyle.net;

import condyle.image.Size;
import condyle.nn.Layer;
import condyle.nn.Shell;
import condyle.tensor.Tensor;

/**
 * A network made of one layer, whose names it takes over.
 *
 * @param input what it takes
 * @param body maps its images to logits on the same grid
 * @param paper where it was published
 * @param grain voxels along each axis that share one decision
 */
record PlainNetwork(Input input, Layer body, String paper, int grain) implements Network, Shell {
    /** A network that decides each voxel for itself. */
    PlainNetwork(Input input, Layer body, String paper) {
        this(input, body, paper, 1);
    }

    @Override
    public Tensor forward(Tensor x) {
        input.require(x);
        return body.forward(x.channelsLast());
    }

    @Override
    public int dimensions() {
        return input.dimensions();
    }

    @Override
    public int divisor() {
        return input.divisor();
    }

    @Override
    public void requirePatch(Size patch) {
        input.require(patch);
    }
}
