package condyle.tensor;

import java.util.Collection;
import java.util.List;

/** Tensors that ask for no gradients until it closes: what is computed from them alone is not recorded. */
public final class Fixed implements AutoCloseable {
    private final List<Tensor> asked;

    /** Fixes those of the tensors that ask for gradients now. */
    public Fixed(Collection<Tensor> tensors) {
        asked = tensors.stream().filter(Tensor::requiresGrad).toList();
        asked.forEach(t -> t.handle.requires_grad_(false));
    }

    @Override
    public void close() {
        asked.forEach(Tensor::withGradient);
    }
}
