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

    private StoppedException(String message) {
        super(message);
    }

    /** Stopped before something was done, in a job that goes on when the same command is run again. */
    public static StoppedException again(String before, Path folder) {
        return new StoppedException("stopped before " + before + "; what is done is kept in " + folder
                + "; run the same command again to go on");
    }
}
