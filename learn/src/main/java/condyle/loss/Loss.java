package condyle.loss;

import condyle.distance.SoftLabels;
import condyle.tensor.Tensor;
import java.util.Set;

/** How far logits are from the labels, as one number; lower is better. */
public interface Loss {
    /**
     * The loss of a batch, through which gradients flow.
     *
     * @param logits (N, classes, Z, Y, X) or (N, classes, Y, X), of any precision
     * @param target groups from 0 to count − 1 of the {@link Grouping} that the loss was made for, (N, Z, Y, X) or (N,
     *     Y, X), with {@link #maps()} where they were drawn; with a group for each class the groups are the classes
     */
    Tensor of(Tensor logits, Truth target);

    /** The loss of a batch of which the labels alone are known; maps are drawn from them. */
    default Tensor of(Tensor logits, Tensor labels) {
        return of(logits, Truth.of(labels));
    }

    /** Recipes of the maps that it asks for. */
    default Set<SoftLabels> maps() {
        return Set.of();
    }

    /**
     * The loss at a moment of its phase of training; most are the same throughout.
     *
     * @param progress from 0 at the first step to 1 at the last
     */
    default Loss at(double progress) {
        return this;
    }
}
