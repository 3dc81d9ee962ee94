package condyle.train;

import java.nio.file.Path;

/** Training was asked to stop; what was done is in a checkpoint, from which it continues. */
public final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StoppedException(long step, Path checkpoint) {
        super("stopped at step " + step + "; checkpoint written to " + checkpoint + "; continue with --resume");
    }

    /** Stopped between checkpoints, in the preparations {@code before} something, of which nothing is kept. */
    public StoppedException(String before, Path run) {
        super("stopped before " + before + "; checkpoints written so far, if any, are in " + run
                + "; continue with --resume");
    }
}
