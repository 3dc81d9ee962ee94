package condyle.nn;

import condyle.tensor.Operators;
import condyle.tensor.Operators.Running.Use;
import condyle.tensor.Tensor;
import java.util.Map;

/**
 * Brings each channel to mean 0 and variance 1 over the batch in training, by running statistics in use. In training a
 * channel must have more than one number.
 *
 * <p>Ioffe and Szegedy, ICML 2015, arXiv:1502.03167.
 */
public final class BatchNorm implements Layer {
    private final Tensor weight;
    private final Tensor bias;
    private final Tensor mean;
    private final Tensor variance;
    private final Tensor batches = Tensor.of(new long[1]);
    private Use use = Use.UPDATE;

    public BatchNorm(int channels) {
        weight = Tensor.ones(channels).withGradient();
        bias = Tensor.zeros(channels).withGradient();
        mean = Tensor.zeros(channels);
        variance = Tensor.ones(channels);
    }

    @Override
    public Tensor forward(Tensor x) {
        if (use == Use.UPDATE) {
            if (x.count() == x.size(1)) {
                throw new IllegalArgumentException("batch norm: " + x + " has one number a channel, and so no variance "
                        + "to learn; expected more samples in a batch, or larger ones");
            }
            batches.assign(batches.add(1));
        }
        return Operators.batchNorm(x, weight, bias, new Operators.Running(mean, variance, use));
    }

    @Override
    public void mode(Mode mode) {
        use = mode == Mode.TRAIN ? Use.UPDATE : Use.APPLY;
    }

    @Override
    public Map<String, Tensor> ownParameters() {
        return Map.of("weight", weight, "bias", bias);
    }

    @Override
    public Map<String, Tensor> ownBuffers() {
        return Map.of("running_mean", mean, "running_var", variance, "num_batches_tracked", batches);
    }
}
