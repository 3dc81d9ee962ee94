package condyle.data;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Makes samples ahead in background threads and hands them out in the order of their numbers.
 *
 * <p>The order, and so the training, does not depend on how many threads there are. A failure in a thread comes out of
 * {@link #next()} with its cause.
 */
public final class Prefetch implements AutoCloseable {
    private final Samples samples;
    private final ExecutorService threads;
    private final Deque<Future<Sample>> ahead = new ArrayDeque<>();
    private final int depth;
    private long number;

    /** Starts at a number, with as many threads, each with two samples in hand. */
    public Prefetch(Samples samples, long first, int threadCount) {
        this.samples = samples;
        this.number = first;
        this.depth = 2 * threadCount + 1;
        this.threads = Executors.newFixedThreadPool(threadCount, work -> {
            Thread t = new Thread(work, "condyle-samples");
            t.setDaemon(true);
            // The step should never wait for the two cores because of patches that are needed later.
            t.setPriority(Thread.MIN_PRIORITY);
            return t;
        });
    }

    /** The next sample; waits until it is made. */
    public Sample next() {
        while (ahead.size() < depth) {
            long n = number++;
            ahead.add(threads.submit(() -> samples.at(n)));
        }
        try {
            return ahead.remove().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("making a training patch failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a training patch", e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
