package condyle.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Writes a file whole or not at all: to a temporary name in the same folder, then renamed. */
public final class WholeFile {
    /** Parts being written: a program that is told to stop lets them be completed, or takes them with it. */
    private static final Set<Path> PARTS = ConcurrentHashMap.newKeySet();

    /** How long the end of the program waits for files that are being written, such as a training's checkpoint. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final String FULL = "No space left on device";

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(PATIENCE)));
    }

    private WholeFile() {}

    /** Writes the bytes of a file. */
    public interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a file, replacing one of that name; missing folders are made. Nothing is left behind on failure.
     *
     * @throws IOException one line with the path and the reason: no permission, disk full, a folder of that name
     */
    public static void write(Path path, Body body) throws IOException {
        Path whole = path.toAbsolutePath();
        String mark = Long.toHexString(ThreadLocalRandom.current().nextLong());
        Path part = whole.resolveSibling("." + whole.getFileName() + "." + mark + ".part");
        PARTS.add(part);
        try {
            if (Files.isDirectory(whole)) {
                throw new FileSystemException(path.toString(), null, "a folder has this name");
            }
            Files.createDirectories(whole.getParent());
            try (OutputStream out = Files.newOutputStream(part)) {
                body.writeTo(out);
            }
            rename(part, whole);
        } catch (IOException e) {
            throw new IOException(path + ": cannot be written: " + reason(e), e);
        } finally {
            discard(part);
            PARTS.remove(part);
        }
    }

    /** Writes a text in UTF-8 likewise. */
    public static void write(Path path, String text) throws IOException {
        write(path, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Waits for the files that are being written now, and removes what is not complete by then. */
    static void end(Duration patience) {
        Set<Path> begun = Set.copyOf(PARTS);
        long last = System.nanoTime() + patience.toNanos();
        try {
            while (System.nanoTime() < last && begun.stream().anyMatch(PARTS::contains)) {
                Thread.sleep(10);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        PARTS.forEach(WholeFile::discard);
    }

    private static void discard(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // The first failure is the one to tell; a read-only folder cannot hold a part either.
        }
    }

    private static void rename(Path part, Path whole) throws IOException {
        try {
            Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The reason of a failure in words, without the path. */
    static String reason(IOException e) {
        String told = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
        if (FULL.equals(told)) {
            return "the disk is full; free some space";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        if (e instanceof FileAlreadyExistsException f) {
            return f.getFile() + " is a file; expected a folder";
        }
        if (e instanceof FileSystemException f && f.getReason() != null) {
            return f.getReason().equals("Not a directory")
                    ? "part of this path is a file, not a folder"
                    : f.getReason();
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
