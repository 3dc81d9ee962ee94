package condyle.tensor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Pickles in a row, as PyTorch 0.1.10 to 1.5 wrote: a magic number, a version, the system, what is saved, the keys of
 * the storages; then for each key the count of its numbers, 8 bytes, and the numbers.
 *
 * @param starts where the numbers of a storage begin in the file
 */
record RowLayout(Path path, Object root, Map<String, Long> starts) implements TorchLayout {
    private static final String MAGIC = "1950a86a20f9469cfc6c";
    private static final long VERSION = 1001;
    private static final int COUNT_BYTES = 8;

    static RowLayout of(Path path) throws IOException {
        try (FileChannel file = FileChannel.open(path)) {
            ByteBuffer head = ByteBuffer.allocate((int) Math.min(LARGEST, file.size()));
            fill(file, 0, head);
            PickleBytes bytes = new PickleBytes(head.flip());
            requireMagic(bytes);
            Object system = new PickleReader(bytes).read();
            if (system instanceof Map<?, ?> map && Boolean.FALSE.equals(map.get("little_endian"))) {
                throw new IllegalArgumentException("was written with the highest byte first; expected little_endian");
            }
            PickleReader reader = new PickleReader(bytes);
            Object root = reader.read();
            List<String> keys = keys(new PickleReader(bytes).read());
            Map<String, Pickled.Storage> storages = new HashMap<>();
            reader.storages().forEach(s -> storages.put(s.key(), s));
            return new RowLayout(path, root, starts(file, bytes.at(), keys, storages));
        }
    }

    private static void requireMagic(PickleBytes bytes) {
        Object magic = new PickleReader(bytes).read();
        Object version = new PickleReader(bytes).read();
        if (!MAGIC.equals(magic) || !Long.valueOf(VERSION).equals(version)) {
            throw new IllegalArgumentException(
                    "is a pickle, but not one of PyTorch: its magic number is wrong; expected "
                            + "what torch.save writes");
        }
    }

    private static List<String> keys(Object keys) {
        if (keys instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().map(String.class::cast).toList();
        }
        throw new IllegalArgumentException("has no list of its storages' keys after the pickle");
    }

    private static Map<String, Long> starts(
            FileChannel file, long at, List<String> keys, Map<String, Pickled.Storage> storages) throws IOException {
        Map<String, Long> starts = new HashMap<>();
        long next = at;
        for (String key : keys) {
            Pickled.Storage storage = storages.get(key);
            if (storage == null) {
                throw new IllegalArgumentException("has a storage '" + key + "' that no tensor mentions");
            }
            ByteBuffer count = ByteBuffer.allocate(COUNT_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            fill(file, next, count);
            long found = count.flip().getLong();
            if (found != storage.count()) {
                throw new IllegalArgumentException(
                        "storage '" + key + "' has " + found + " numbers, its tensors say " + storage.count());
            }
            starts.put(key, next + COUNT_BYTES);
            next = Math.addExact(next + COUNT_BYTES, Math.multiplyExact(found, TorchGlobals.bytes(storage)));
            if (next > file.size()) {
                throw new IllegalArgumentException(
                        "ends at byte " + file.size() + " before its numbers do, at " + next + "; perhaps truncated");
            }
        }
        return starts;
    }

    private static void fill(FileChannel file, long at, ByteBuffer into) throws IOException {
        long from = at;
        while (into.hasRemaining()) {
            int n = file.read(into, from);
            if (n < 0) {
                throw new IllegalArgumentException("ends before its numbers do; perhaps truncated");
            }
            from += n;
        }
    }

    @Override
    public Numbers open() throws IOException {
        FileChannel file = FileChannel.open(path);
        return new Numbers() {
            @Override
            public void require(Pickled.Storage storage) {
                if (!starts.containsKey(storage.key())) {
                    throw new IllegalArgumentException("has no numbers for storage '" + storage.key() + "'");
                }
            }

            @Override
            public void read(Pickled.Storage storage, long offset, ByteBuffer into) throws IOException {
                fill(file, starts.get(storage.key()) + offset, into);
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }
}
