package condyle.train;

import java.nio.file.Path;

/** Training was asked to stop and has written a checkpoint from which it continues. */
public final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StoppedException(long step, Path checkpoint) {
        super("stopped at step " + step + "; checkpoint written to " + checkpoint + "; continue with --resume");
    }
}
