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

    /** Whether nothing is recorded on this thread now. */
    public static boolean holds() {
        Engine.load();
        return !GradMode.is_enabled();
    }

    @Override
    public void close() {
        GradMode.set_enabled(before);
    }
}
