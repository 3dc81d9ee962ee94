package condyle.tensor;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A zip archive of PyTorch 1.6 or later: NAME/data.pkl, NAME/data/KEY for each storage, NAME/byteorder perhaps. */
record ZipLayout(Path path, String folder, Object root) implements TorchLayout {
    private static final String PICKLE = "data.pkl";
    private static final int MOST_ENTRIES = 200_000;

    static ZipLayout of(Path path) throws IOException {
        try (ZipFile zip = open(path)) {
            String folder = folder(zip);
            ZipEntry order = zip.getEntry(folder + "byteorder");
            if (order != null && !new String(bytes(zip, order, 16), StandardCharsets.US_ASCII).equals("little")) {
                throw new IllegalArgumentException(
                        "was written with the highest byte first; expected byteorder little");
            }
            ByteBuffer pickle = ByteBuffer.wrap(bytes(zip, zip.getEntry(folder + PICKLE), LARGEST));
            return new ZipLayout(path, folder, new PickleReader(new PickleBytes(pickle)).read());
        }
    }

    private static ZipFile open(Path path) throws IOException {
        try {
            return new ZipFile(path.toFile());
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "is no sound zip archive (" + e.getMessage() + "); perhaps truncated", e);
        }
    }

    private static String folder(ZipFile zip) {
        int seen = 0;
        for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
            String name = all.nextElement().getName();
            int slash = name.indexOf('/');
            if (slash > 0 && name.substring(slash + 1).equals(PICKLE)) {
                return name.substring(0, slash + 1);
            }
            if (++seen > MOST_ENTRIES) {
                break;
            }
        }
        throw new IllegalArgumentException("is a zip archive without " + PICKLE + "; expected what torch.save writes");
    }

    private static byte[] bytes(ZipFile zip, ZipEntry entry, int most) throws IOException {
        requireStored(entry);
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length > most) {
                throw new IllegalArgumentException(entry.getName() + " has more than " + most + " bytes");
            }
            return bytes;
        } catch (ZipException | EOFException e) {
            throw broken(entry, e);
        }
    }

    /** PyTorch never compresses; a compressed file could claim any size. */
    private static void requireStored(ZipEntry entry) {
        if (entry.getMethod() != ZipEntry.STORED) {
            throw new IllegalArgumentException(
                    entry.getName() + " is compressed; expected it stored, as torch.save does");
        }
    }

    private static IllegalArgumentException broken(ZipEntry entry, IOException e) {
        return new IllegalArgumentException(
                entry.getName() + " cannot be read (" + e.getMessage() + "); perhaps truncated", e);
    }

    @Override
    public Numbers open() throws IOException {
        return new Entries(open(path), folder + "data/");
    }

    /** The entries that hold numbers, one a storage. */
    private record Entries(ZipFile zip, String folder) implements Numbers {
        @Override
        public void require(Pickled.Storage storage) {
            String name = folder + storage.key();
            ZipEntry entry = zip.getEntry(name);
            long expected = storage.count() * TorchGlobals.bytes(storage);
            if (entry == null || entry.getSize() != expected) {
                throw new IllegalArgumentException(name
                        + (entry == null ? " is missing" : " has " + entry.getSize() + " bytes") + "; expected "
                        + expected
                        + " for " + storage.count() + " numbers of torch." + storage.type());
            }
            requireStored(entry);
        }

        @Override
        public void read(Pickled.Storage storage, long offset, ByteBuffer into) throws IOException {
            ZipEntry entry = zip.getEntry(folder + storage.key());
            try (InputStream in = zip.getInputStream(entry)) {
                in.skipNBytes(offset);
                byte[] chunk = new byte[1 << 16];
                while (into.hasRemaining()) {
                    int n = in.read(chunk, 0, Math.min(chunk.length, into.remaining()));
                    if (n < 0) {
                        throw new EOFException("it ends before its numbers do");
                    }
                    into.put(chunk, 0, n);
                }
            } catch (ZipException | EOFException e) {
                throw broken(entry, e);
            }
        }

        @Override
        public void close() throws IOException {
            zip.close();
        }
    }
}
