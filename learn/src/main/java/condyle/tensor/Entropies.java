package condyle.tensor;

import org.bytedeco.pytorch.global.torch;

/** Mean cross-entropies of numbers with a yes or no behind each; where a logarithm is below −100, −100 stands. */
public final class Entropies {
    private Entropies() {}

    /** Of probabilities, against truths from 0 to 1 of the same shape. */
    public static Tensor binary(Tensor probabilities, Tensor truths) {
        return new Tensor(torch.binary_cross_entropy(probabilities.handle, truths.handle));
    }

    /** Of numbers whose {@linkplain Tensor#sigmoid sigmoid} is the probability. */
    public static Tensor binaryOfLogits(Tensor logits, Tensor truths) {
        return new Tensor(torch.binary_cross_entropy_with_logits(logits.handle, truths.handle));
    }
}
