package condyle.tensor;

import org.bytedeco.pytorch.GradMode;

/** Keeps operations on this thread out of the gradient's record until it closes. */
public final class NoGradient implements AutoCloseable {
    private final boolean before;

    public NoGradient() {
        Engine.load();
        before = GradMode.is_enabled();
        GradMode.set_enabled(false);
    }

    @Override
    public void close() {
        GradMode.set_enabled(before);
    }
}
