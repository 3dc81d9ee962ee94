package condyle.io;

import condyle.image.Size;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Bounded reading of one file of voxels, plain or gzip. */
final class VoxelFile {
    /** Deflate cannot shrink by more than this. */
    private static final int HIGHEST_RATIO = 1032;

    /** More bytes than this after the voxels mean that the header does not fit the file. */
    private static final int TOLERATED_TAIL = 1 << 16;

    private static final int CHUNK = 1 << 20;

    private VoxelFile() {}

    /** How the voxels of one volume are stored. */
    record Layout(Size size, VoxelType type, ByteOrder order) {
        /** Bytes of all voxels; capped, so that a header's claim cannot overflow. */
        long bytes() {
            double exact = (double) size.x() * size.y() * size.z() * type.bytes();
            return exact > 9e18 ? Long.MAX_VALUE : (long) size.x() * size.y() * size.z() * type.bytes();
        }
    }

    /**
     * Opens a file.
     *
     * @throws IOException if there is no such file or it may not be read
     */
    static InputStream open(Path path) throws IOException {
        try {
            return new BufferedInputStream(Files.newInputStream(path), 1 << 16);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static IOException unreadable(Path path, IOException e) {
        return new IOException(path + ": cannot be read: " + WholeFile.reason(e), e);
    }

    /** Opens a file and unpacks it where its first two bytes say gzip. */
    static InputStream openUnpacked(Path path) throws IOException {
        InputStream in = open(path);
        try {
            return isGzip(in) ? unpack(in) : in;
        } catch (EOFException | ZipException e) {
            in.close();
            throw new IOException(path + ": broken gzip header; the file has " + bytes(Files.size(path)), e);
        } catch (IOException e) {
            in.close();
            throw unreadable(path, e);
        }
    }

    static boolean isGzip(InputStream in) throws IOException {
        in.mark(2);
        boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        return gzip;
    }

    static InputStream unpack(InputStream in) throws IOException {
        return new GZIPInputStream(in, 1 << 16);
    }

    /** The first bytes of a file, unpacked, fewer where it is shorter. */
    static byte[] head(Path path, int count) throws IOException {
        try (InputStream in = openUnpacked(path)) {
            return in.readNBytes(count);
        } catch (EOFException | ZipException e) {
            throw broken(path, e);
        }
    }

    /**
     * Compares the header's claim with the size of a plain file.
     *
     * @param offset where the voxels start
     */
    static void requireHeld(Path path, Layout layout, long offset) throws IOException {
        long stored = Files.size(path);
        if (layout.bytes() > stored - offset) {
            throw tooMany(path, layout, stored, "");
        }
    }

    /** Compares the header's claim with what a gzip file of this size can hold. */
    static void requireHeldPacked(Path path, Layout layout) throws IOException {
        long stored = Files.size(path);
        if (layout.bytes() / HIGHEST_RATIO > stored) {
            throw tooMany(path, layout, stored, ", which gzip cannot hold");
        }
    }

    private static IOException tooMany(Path path, Layout layout, long stored, String why) {
        return new IOException(
                claim(path, layout) + ", the file has " + bytes(stored) + why + "; truncated or a broken header");
    }

    /** Checks that the voxels fit into memory, before any is taken. */
    static void requireMemory(Path path, Layout layout) throws IOException {
        requireMemory(claim(path, layout) + ", which", layout.size());
    }

    private static String claim(Path path, Layout layout) {
        return path + ": header claims " + bytes(layout.bytes()) + " of voxels (" + layout.size() + " " + layout.type()
                + ")";
    }

    /** Checks that an image of this size fits into memory; {@code what} starts the message. */
    static void requireMemory(String what, Size size) throws IOException {
        double voxels = (double) size.x() * size.y() * size.z();
        if (voxels > Integer.MAX_VALUE - 8) {
            throw new IOException(what + " holds " + size + " voxels; expected fewer than 2,147,483,640; crop it");
        }
        double needed = 4 * voxels;
        long most = Runtime.getRuntime().maxMemory();
        if (needed > 0.9 * most) {
            throw new IOException(String.format(
                    Locale.ROOT,
                    "%s needs %.1f GiB of memory, this program may use %.1f GiB; give it more (-Xmx)",
                    what,
                    needed / 0x1p30,
                    most / 0x1p30));
        }
    }

    /** Skips to the voxels. */
    static void skip(Path path, InputStream in, long count) throws IOException {
        try {
            in.skipNBytes(count);
        } catch (EOFException | ZipException e) {
            throw broken(path, e);
        }
    }

    /**
     * Decodes all voxels from the stream, which stands at the first one.
     *
     * @throws IOException if the stream ends early, is broken, or goes on long after the last voxel
     */
    static float[] decode(Path path, InputStream in, Layout layout) throws IOException {
        float[] out = new float[layout.size().length()];
        int width = layout.type().bytes();
        byte[] chunk = new byte[CHUNK];
        int done = 0;
        try {
            while (done < out.length) {
                int want = (int) Math.min(CHUNK, (long) (out.length - done) * width);
                int got = fill(in, chunk, want);
                if (got < want) {
                    throw truncated(path, layout, (long) done * width + got);
                }
                int n = want / width;
                layout.type().decode(ByteBuffer.wrap(chunk, 0, want).order(layout.order()), out, done, n);
                done += n;
            }
            // Reading on to the end also checks the sum at the end of a gzip file.
            if (in.readNBytes(TOLERATED_TAIL).length == TOLERATED_TAIL && in.read() >= 0) {
                throw new IOException(path + ": goes on after the " + bytes(layout.bytes())
                        + " of voxels that its header claims (" + layout.size() + " " + layout.type()
                        + "); the header does not fit the file");
            }
        } catch (EOFException e) {
            throw truncated(path, layout, (long) done * width);
        } catch (ZipException e) {
            throw broken(path, e);
        }
        return out;
    }

    /** Reads as many bytes as there are, {@code want} at the most; a gzip file cut short ends, too. */
    private static int fill(InputStream in, byte[] chunk, int want) throws IOException {
        int done = 0;
        try {
            for (int n = 0; done < want && n >= 0; done += Math.max(0, n)) {
                n = in.read(chunk, done, want - done);
            }
        } catch (EOFException e) {
            // What was unpacked before the cut counts.
        }
        return done;
    }

    private static IOException truncated(Path path, Layout layout, long got) {
        return new IOException(path + ": truncated: " + bytes(got) + " of voxels, expected " + bytes(layout.bytes())
                + " (" + layout.size() + " " + layout.type() + "); copy or download it again");
    }

    /** A failure of unpacking, in words. */
    static IOException broken(Path path, IOException e) {
        String why =
                e instanceof EOFException ? "it ends too early" : e.getMessage().toLowerCase(Locale.ROOT);
        return new IOException(path + ": broken or truncated: " + why + "; copy or download it again", e);
    }

    /** Multiplies by the slope and adds the intercept, in place. */
    static float[] scale(float[] voxels, double slope, double intercept) {
        if (slope != 1 || intercept != 0) {
            for (int i = 0; i < voxels.length; i++) {
                voxels[i] = (float) (voxels[i] * slope + intercept);
            }
        }
        return voxels;
    }

    /** A number of bytes as messages show it: {@code 12,288 bytes}. */
    static String bytes(long n) {
        return String.format(Locale.ROOT, "%,d bytes", n);
    }
}
