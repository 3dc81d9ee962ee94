package condyle.nn;

import condyle.tensor.Device;
import condyle.tensor.NoGradient;
import condyle.tensor.Operators;
import condyle.tensor.Tensor;
import java.util.Map;

/**
 * Brings each channel of each sample to mean 0 and variance 1, then scales and shifts it as learnt.
 *
 * <p>Ulyanov et al., 2016, arXiv:1607.08022.
 */
public final class InstanceNorm implements Layer {
    private final Tensor weight;
    private final Tensor bias;

    public InstanceNorm(int channels) {
        weight = Tensor.ones(channels).withGradient();
        bias = Tensor.zeros(channels).withGradient();
    }

    @Override
    public Tensor forward(Tensor x) {
        return Operators.instanceNorm(x, weight, bias);
    }

    /** Normalizes what a convolution gave and bends it, in the memory of {@code x} where no gradient is recorded. */
    Tensor forward(Tensor x, Activation next) {
        if (NoGradient.holds() && x.device() == Device.CPU) {
            Operators.instanceNormInPlace(x, weight, bias, next::overwrite);
            return x;
        }
        return next.overwrite(forward(x));
    }

    @Override
    public Map<String, Tensor> ownParameters() {
        return Map.of("weight", weight, "bias", bias);
    }
}
