package condyle.tensor;

import java.util.Collection;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Acts on the gradients of many tensors together. */
public final class Gradients {
    private Gradients() {}

    /** The norm of all gradients together; tensors without one count nothing. */
    public static double norm(Collection<Tensor> parameters) {
        TensorVector norms = new TensorVector();
        for (Tensor parameter : parameters) {
            org.bytedeco.pytorch.Tensor grad = parameter.handle.grad();
            if (grad.defined()) {
                norms.push_back(grad.norm());
            }
        }
        return norms.empty() ? 0 : torch.stack(norms).norm().item_double();
    }

    /** Scales all gradients together so that their norm is at most {@code max}; returns the norm before. */
    public static double clip(Collection<Tensor> parameters, double max) {
        double norm = norm(parameters);
        if (norm > max) {
            Scalar factor = new Scalar(max / (norm + 1e-6));
            for (Tensor parameter : parameters) {
                org.bytedeco.pytorch.Tensor grad = parameter.handle.grad();
                if (grad.defined()) {
                    grad.mul_(factor);
                }
            }
        }
        return norm;
    }

    /** Drops all gradients, so that the next backward pass starts anew. */
    public static void clear(Collection<Tensor> parameters) {
        for (Tensor parameter : parameters) {
            parameter.handle.mutable_grad().reset();
        }
    }
}
