package condyle.loss;

import condyle.tensor.Tensor;

/** How far logits are from the labels, as one number; lower is better. */
public interface Loss {
    /**
     * The loss of a batch, through which gradients flow.
     *
     * @param logits (N, classes, Z, Y, X) or (N, classes, Y, X), of any precision
     * @param target labels from 0 to classes − 1, (N, Z, Y, X) or (N, Y, X)
     */
    Tensor of(Tensor logits, Tensor target);
}
