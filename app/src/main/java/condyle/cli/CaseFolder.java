package condyle.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Folder of one case's results: filled under a hidden name beside its place and renamed when it is complete.
 *
 * <p>At a stop that the program is told of, a folder that is being filled is completed within {@value #PATIENCE} seconds
 * or given up, and nothing stays under the hidden name. What a kill leaves there goes when the same case is begun again; an earlier
 * result that a kill caught between the two renames is put back by {@link #heal}.
 */
final class CaseFolder implements AutoCloseable {
    private static final String PART = ".part";
    private static final String OLD = ".old";
    /** Seconds that the end of the program waits for work to come to its end or its next pause. */
    private static final int PATIENCE = 4;

    private final Path place;
    private final Path part;
    private final Thread atExit;
    /** Fair, so that at a pause the end of the program gets it. */
    private final ReentrantLock working = new ReentrantLock(true);
    /** Whether a stop takes away what is written, and no longer waits for it; guarded by this. */
    private boolean givenUp;

    private CaseFolder(Path place) {
        this.place = place;
        this.part = hidden(place, PART);
        this.atExit = new Thread(this::stop);
    }

    /** Writes a case's files into a folder. */
    interface Filling {
        void into(Path folder) throws IOException;
    }

    /** Work that the end of the program may not tear off in the middle. */
    interface Work<T> {
        T run() throws IOException;
    }

    /**
     * Begins a folder; missing ones above it are made.
     *
     * @throws IOException if it cannot be written to
     */
    static CaseFolder begin(Path place) throws IOException {
        CaseFolder folder = new CaseFolder(place.toAbsolutePath());
        try {
            Runtime.getRuntime().addShutdownHook(folder.atExit);
        } catch (IllegalStateException e) {
            Ending.holdForever();
        }
        try {
            remove(folder.part);
            Files.createDirectories(folder.part);
        } catch (IOException e) {
            folder.close();
            throw e;
        }
        return folder;
    }

    /** Puts back the results that a kill left under the name they have while they are replaced. */
    static void heal(Path results) throws IOException {
        for (Path old : left(results)) {
            String name = old.getFileName().toString();
            Path place = old.resolveSibling(name.substring(1, name.length() - OLD.length()));
            if (Files.exists(place)) {
                remove(old);
            } else {
                Files.move(old, place);
            }
        }
    }

    /** The folders under such a name, none that this program did not write. */
    private static List<Path> left(Path results) throws IOException {
        try (Stream<Path> children = Files.list(results)) {
            return children.filter(c -> c.getFileName().toString().matches("\\..+\\" + OLD)
                            && Files.isRegularFile(c.resolve(CaseFiles.PROVENANCE)))
                    .toList();
        }
    }

    /** The hidden name of a folder that is not complete. */
    static Path part(Path place) {
        return hidden(place.toAbsolutePath(), PART);
    }

    private static Path hidden(Path place, String ending) {
        return place.resolveSibling("." + place.getFileName() + ending);
    }

    /**
     * Does work that a stop of the program waits for, up to its end or its next {@link #pause}.
     *
     * <p>For the engine's native code, which may crash when it is taken down while it computes.
     */
    <T> T guard(Work<T> work) throws IOException {
        working.lock();
        try {
            return work.run();
        } finally {
            working.unlock();
        }
    }

    /** Where guarded work may end: never returns once a stop was asked for. */
    void pause() {
        working.unlock();
        working.lock();
    }

    /** Fills the folder and puts it in its place, for that of an earlier run where there is one. */
    void fill(Filling files) throws IOException {
        guard(() -> {
            files.into(part);
            swap();
            return part;
        });
    }

    /** Not while a stop takes files away, which may have been some that are counted as written. */
    private synchronized void swap() throws IOException {
        if (givenUp) {
            throw new IOException(place + ": the program was stopped before this case was complete; run it again");
        }
        if (Files.exists(place)) {
            Path old = hidden(place, OLD);
            remove(old);
            Files.move(place, old);
            Files.move(part, place);
            remove(old);
        } else {
            Files.move(part, place);
        }
    }

    @Override
    public void close() {
        remove(part);
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The program is ending and the hook runs anyway.
        }
    }

    /** Lets no guarded work begin any more, waits for that which has, and removes what is not complete. */
    void stop() {
        try {
            // Never given back: whoever would go on now waits until the program is gone.
            working.tryLock(PATIENCE, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        giveUp();
        remove(part);
    }

    /** From here on nothing takes its place; a change of places that has begun is waited for. */
    private synchronized void giveUp() {
        givenUp = true;
    }

    private static void remove(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path p : deepestFirst) {
                Files.deleteIfExists(p);
            }
        } catch (IOException e) {
            // A leftover under a hidden name does no harm; the next run tries again.
        }
    }
}
