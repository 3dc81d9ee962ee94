package condyle.crossval;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps other processes off a fold's folder; the system lets go of it when this process ends, however it does. */
final class FoldLock implements AutoCloseable {
    static final String NAME = ".lock";

    private final FileChannel channel;
    private final FileLock lock;

    private FoldLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /** Tries to take a folder, which is made where it is missing. */
    static FoldLock of(Path folder) throws IOException {
        Files.createDirectories(folder);
        FileChannel channel =
                FileChannel.open(folder.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            return new FoldLock(channel, channel.tryLock());
        } catch (OverlappingFileLockException e) {
            return new FoldLock(channel, null);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Takes a folder that no other part of this program holds, waiting while another process does. */
    static FoldLock await(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            return new FoldLock(channel, channel.lock());
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Whether the folder is this process's. */
    boolean held() {
        return lock != null;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
