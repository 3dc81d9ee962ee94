package condyle.train;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Whether the program was told to stop, by Ctrl-C or a signal; the end of the program then waits until this is closed.
 *
 * <p>It waits {@link #LONGEST} at the most, and says so after {@link #PATIENCE}. Without the wait, libtorch would be taken
 * down under a step that still runs, which crashes, however Java is ended.
 */
public final class StopSignal implements BooleanSupplier, AutoCloseable {
    /** Milliseconds that what was begun may take to come to its end before the user is told. */
    static final int PATIENCE = 3500;

    /** Milliseconds after which it is given up: no step on a machine that can train takes so long. */
    static final int LONGEST = 120_000;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread atExit = new Thread(this::ask);
    private final Runnable slow;
    private volatile boolean asked;

    private StopSignal(Runnable slow) {
        this.slow = slow;
    }

    /**
     * Begins to listen.
     *
     * @param slow is run where a step takes long to end, to tell the user
     */
    public static StopSignal watch(Runnable slow) {
        StopSignal signal = new StopSignal(slow);
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
                slow.run();
                ended.await(LONGEST - PATIENCE, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
