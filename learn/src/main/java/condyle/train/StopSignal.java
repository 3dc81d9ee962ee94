package condyle.train;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Whether the program was told to stop, by Ctrl-C or a signal; the end of the program then waits until this is closed.
 *
 * <p>It waits for {@link #PATIENCE} at the most. Without the wait, libtorch would be taken down under a step that still
 * runs, which crashes. A step that takes longer is cut off where it is, together with the program and without taking
 * anything down; what the last checkpoint has is kept.
 */
public final class StopSignal implements BooleanSupplier, AutoCloseable {
    /** Milliseconds that what was begun may take to come to its end. */
    static final int PATIENCE = 3500;

    /** As shells tell the end by Ctrl-C. */
    private static final int INTERRUPTED = 130;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread atExit = new Thread(this::ask);
    private final Runnable cutOff;
    private volatile boolean asked;

    private StopSignal(Runnable cutOff) {
        this.cutOff = cutOff;
    }

    /**
     * Begins to listen.
     *
     * @param cutOff is run, to tell the user, before a step that takes too long is cut off
     */
    public static StopSignal watch(Runnable cutOff) {
        StopSignal signal = new StopSignal(cutOff);
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
            if (!ended.await(PATIENCE, TimeUnit.MILLISECONDS)) {
                cutOff.run();
                Runtime.getRuntime().halt(INTERRUPTED);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
