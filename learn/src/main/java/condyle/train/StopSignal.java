package condyle.train;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Whether the program was told to stop, by Ctrl-C or a signal; the end of the program then waits until this is closed.
 *
 * <p>It waits for {@link #PATIENCE} at the most. Without the wait, libtorch would be taken down under a step that still
 * runs, which may crash.
 */
public final class StopSignal implements BooleanSupplier, AutoCloseable {
    /** Milliseconds that what was begun may take to come to its end. */
    static final int PATIENCE = 3500;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread atExit = new Thread(this::ask);
    private volatile boolean asked;

    private StopSignal() {}

    /** Begins to listen. */
    public static StopSignal watch() {
        StopSignal signal = new StopSignal();
        Runtime.getRuntime().addShutdownHook(signal.atExit);
        return signal;
    }

    @Override
    public boolean getAsBoolean() {
        return asked;
    }

    /** Lets the program end, where it was told to. */
    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The program is ending and the hook is what ends it.
        }
    }

    private void ask() {
        asked = true;
        try {
            ended.await(PATIENCE, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
