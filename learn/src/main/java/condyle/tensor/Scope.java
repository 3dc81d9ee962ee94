package condyle.tensor;

import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;

/**
 * Owns the tensors made on this thread while it is the innermost scope, and frees them when it closes.
 *
 * <p>One scope stands around one training step and one inference window. What must outlive it is made outside, or
 * {@linkplain #keep kept}. A tensor made with no scope open is freed some time after it becomes unreachable.
 */
public final class Scope implements AutoCloseable {
    private final PointerScope outer = PointerScope.getInnerScope();
    private final PointerScope inner;

    public Scope() {
        Engine.load();
        inner = new PointerScope();
    }

    /**
     * Runs part of a computation and frees at once whatever it made but its result.
     *
     * <p>For layers: in use it halves the memory of a pass; in training the record of gradients holds what it needs.
     *
     * @param part makes its result; it does not hand back a tensor from outside
     */
    public static Tensor only(Supplier<Tensor> part) {
        try (Scope inner = new Scope()) {
            return inner.keep(part.get());
        }
    }

    /** Hands a tensor made in this scope to the enclosing one, so that it outlives this one. */
    public Tensor keep(Tensor tensor) {
        if (outer != null) {
            outer.attach(tensor.handle);
        } else {
            tensor.handle.retainReference();
        }
        inner.detach(tensor.handle);
        return tensor;
    }

    @Override
    public void close() {
        inner.close();
    }
}
