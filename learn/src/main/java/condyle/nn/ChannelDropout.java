package condyle.nn;

import condyle.tensor.Bends;
import condyle.tensor.Tensor;

/**
 * Sets whole channels to zero at random in training; does nothing in use.
 *
 * <p>Tompson et al., CVPR 2015, doi:10.1109/CVPR.2015.7298664.
 */
public final class ChannelDropout implements Layer {
    private final double probability;
    private Mode mode = Mode.TRAIN;

    public ChannelDropout(double probability) {
        this.probability = probability;
    }

    @Override
    public Tensor forward(Tensor x) {
        return mode == Mode.TRAIN && probability > 0 ? Bends.dropChannels(x, probability) : x;
    }

    @Override
    public void mode(Mode mode) {
        this.mode = mode;
    }
}
