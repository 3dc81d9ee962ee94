package condyle.io.dicom;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** Little-endian numbers at any place of a file, read through a window of 16 KB. */
final class FileWindow implements Closeable {
    private static final int WINDOW = 1 << 14;

    private final Path path;
    private final FileChannel channel;
    private final long size;
    private final ByteBuffer window = ByteBuffer.allocate(WINDOW).order(ByteOrder.LITTLE_ENDIAN);
    private long start;

    FileWindow(Path path) throws IOException {
        this.path = path;
        this.channel = FileChannel.open(path, StandardOpenOption.READ);
        this.size = channel.size();
        window.limit(0);
    }

    Path path() {
        return path;
    }

    long size() {
        return size;
    }

    int u8(long at) throws IOException {
        return window.get(offset(at, 1)) & 0xff;
    }

    int u16(long at) throws IOException {
        return window.getShort(offset(at, 2)) & 0xffff;
    }

    long u32(long at) throws IOException {
        return window.getInt(offset(at, 4)) & 0xffffffffL;
    }

    /** The tag at this place: group, then element. */
    int tag(long at) throws IOException {
        return u16(at) << 16 | u16(at + 2);
    }

    byte[] bytes(long at, int count) throws IOException {
        byte[] out = new byte[count];
        read(at, ByteBuffer.wrap(out));
        return out;
    }

    private int offset(long at, int count) throws IOException {
        if (at < start || at + count > start + window.limit()) {
            if (at + count > size) {
                throw new IOException(String.format(
                        Locale.ROOT,
                        "%s: truncated: %d bytes expected at byte %,d, the file has %,d bytes",
                        path,
                        count,
                        at,
                        size));
            }
            window.clear().limit((int) Math.min(WINDOW, size - at));
            read(at, window);
            start = at;
        }
        return (int) (at - start);
    }

    private void read(long at, ByteBuffer into) throws IOException {
        long from = at;
        while (into.hasRemaining()) {
            int got = channel.read(into, from);
            if (got < 0) {
                throw new IOException(path + ": ended while it was read; is something writing to it?");
            }
            from += got;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
