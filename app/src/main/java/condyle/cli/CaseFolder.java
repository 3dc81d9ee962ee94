package condyle.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Folder of one case's results: filled under a hidden name beside its place and renamed when it is complete.
 *
 * <p>What a stop leaves under the hidden name goes, at the stop itself where the program is told of it, else when the
 * same case is begun again.
 */
final class CaseFolder implements AutoCloseable {
    private final Path place;
    private final Path part;
    private final Thread atExit;

    private CaseFolder(Path place) {
        this.place = place;
        this.part = part(place);
        this.atExit = new Thread(this::removeForGood);
    }

    /**
     * Begins a folder; missing ones above it are made.
     *
     * @throws IOException if it cannot be written to
     */
    static CaseFolder begin(Path place) throws IOException {
        CaseFolder folder = new CaseFolder(place.toAbsolutePath());
        remove(folder.part);
        Files.createDirectories(folder.part);
        Runtime.getRuntime().addShutdownHook(folder.atExit);
        return folder;
    }

    /** The hidden name of a folder that is not complete. */
    static Path part(Path place) {
        Path whole = place.toAbsolutePath();
        return whole.resolveSibling("." + whole.getFileName() + ".part");
    }

    /** Where to write. */
    Path path() {
        return part;
    }

    /** Puts the folder in its place, for that of an earlier run where there is one. */
    void finish() throws IOException {
        if (Files.exists(place)) {
            Path old = place.resolveSibling("." + place.getFileName() + ".old");
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

    /** At a stop the work may still be writing: removes until nothing comes back. */
    private void removeForGood() {
        try {
            for (int attempt = 0; attempt < 20; attempt++) {
                remove(part);
                Thread.sleep(10);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
