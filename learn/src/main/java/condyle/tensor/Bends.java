package condyle.tensor;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Non-linear functions of each number beyond the rectifiers of {@link Tensor}, and random disturbances. */
public final class Bends {
    private Bends() {}

    /**
     * x times the probability that a normal number is below x.
     *
     * <p>Hendrycks and Gimpel, 2016, arXiv:1606.08415; the exact form, not the approximation by tanh.
     */
    public static Tensor gelu(Tensor x) {
        return new Tensor(torch.gelu(x.handle));
    }

    /** The scaled exponential linear unit: Klambauer et al., NeurIPS 2017, arXiv:1706.02515. */
    public static Tensor selu(Tensor x) {
        return new Tensor(torch.selu(x.handle));
    }

    /**
     * x above zero and {@code slope} times x below: He et al., ICCV 2015, doi:10.1109/ICCV.2015.123.
     *
     * @param slope one for each channel (C), or of any shape that broadcasts to that of x
     */
    public static Tensor prelu(Tensor x, Tensor slope) {
        if (Sketch.isOpen()) {
            return x.copy();
        }
        return slope.rank() == 1
                ? new Tensor(torch.prelu(x.handle, slope.handle))
                : x.relu().sub(x.neg().relu().mul(slope));
    }

    /** x to a power; x ≥ 0 where the power is not whole. */
    public static Tensor power(Tensor x, double exponent) {
        return new Tensor(torch.pow(x.handle, new Scalar(exponent)));
    }

    /** The largest so many of all numbers, in any order. */
    public static Tensor largest(Tensor x, long count) {
        return new Tensor(torch.topk(x.handle.reshape(-1), count).get0());
    }

    /** 1 where x is above zero, else 0; no gradient flows through it. */
    public static Tensor positive(Tensor x) {
        return new Tensor(x.handle.gt(new Scalar(0.0)).to(ScalarType.Float));
    }

    /** Sets whole channels to zero with a probability and scales the others up to keep the mean. */
    public static Tensor dropChannels(Tensor x, double probability) {
        return new Tensor(torch.feature_dropout(x.handle, probability, true));
    }

    /** Adds normal numbers of a standard deviation. */
    public static Tensor addNoise(Tensor x, double deviation) {
        return x.add(new Tensor(torch.randn_like(x.handle)).mul(deviation));
    }
}
