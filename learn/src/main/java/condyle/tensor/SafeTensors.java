package condyle.tensor;

import condyle.io.WholeFile;
import condyle.tensor.SafeTensorsHeader.Entry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bytedeco.javacpp.BytePointer;

/**
 * Named tensors and notes in one file, as other programs write and read them too.
 *
 * <p>The format of huggingface.co/docs/safetensors: eight bytes with the length of a JSON header, the header, the
 * numbers, all little endian. Reading trusts nothing: what does not add up is an error before memory is taken for it.
 *
 * @param tensors by name
 * @param metadata notes by name
 */
public record SafeTensors(SortedMap<String, Tensor> tensors, Map<String, String> metadata) {
    private static final int LENGTH_BYTES = 8;
    private static final int CHUNK = 1 << 30;

    /**
     * Writes a file whole or not at all. Floating tensors are written as {@code kind}, others as they are.
     *
     * @param kind F32, F16 or BF16
     */
    public static void write(Path path, SortedMap<String, Tensor> tensors, Map<String, String> metadata, Kind kind)
            throws IOException {
        if (kind != Kind.F32 && kind != Kind.F16 && kind != Kind.BF16) {
            throw new IllegalArgumentException("safetensors: kind " + kind + "; expected F32, F16 or BF16");
        }
        SortedMap<String, Entry> entries = new TreeMap<>();
        long offset = 0;
        for (Map.Entry<String, Tensor> named : tensors.entrySet()) {
            Tensor tensor = named.getValue();
            Kind written = tensor.kind().floating() ? kind : tensor.kind();
            long end = offset + tensor.count() * written.bytes();
            entries.put(named.getKey(), new Entry(written, tensor.shape(), offset, end));
            offset = end;
        }
        byte[] header = SafeTensorsHeader.write(entries, metadata);
        WholeFile.write(path, out -> {
            out.write(ByteBuffer.allocate(LENGTH_BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(header.length)
                    .array());
            out.write(header);
            for (Map.Entry<String, Entry> entry : entries.entrySet()) {
                try (Scope scope = new Scope()) {
                    copy(
                            Transfer.onCpu(
                                    tensors.get(entry.getKey()),
                                    entry.getValue().kind()),
                            out);
                }
            }
        });
    }

    /**
     * Reads a file.
     *
     * @throws IOException one line with the path and what is wrong with the file
     */
    public static SafeTensors read(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new IOException(path + ": " + (Files.exists(path) ? "not a file" : "no such file")
                    + "; expected weights in a .safetensors file");
        }
        try (FileChannel file = FileChannel.open(path)) {
            long length = headerLength(path, file);
            ByteBuffer header = ByteBuffer.allocate((int) length);
            fill(path, file, header);
            long data = file.size() - LENGTH_BYTES - length;
            SafeTensorsHeader parsed = SafeTensorsHeader.read(path, header.array(), data);
            SortedMap<String, Tensor> tensors = new TreeMap<>();
            for (Map.Entry<String, Entry> entry : parsed.entries().entrySet()) {
                file.position(LENGTH_BYTES + length + entry.getValue().begin());
                tensors.put(entry.getKey(), tensor(path, file, entry.getValue()));
            }
            return new SafeTensors(tensors, parsed.metadata());
        }
    }

    private static long headerLength(Path path, FileChannel file) throws IOException {
        long size = file.size();
        if (size < LENGTH_BYTES) {
            throw new IOException(path + ": not a safetensors file: it has " + size
                    + " bytes, expected at least 8; perhaps truncated");
        }
        ByteBuffer buffer = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        fill(path, file, buffer);
        long length = buffer.flip().getLong();
        if (length < 2 || length > SafeTensorsHeader.LONGEST || length > size - LENGTH_BYTES) {
            throw new IOException(path + ": not a safetensors file: its header claims "
                    + Long.toUnsignedString(length) + " bytes, the file has " + size
                    + "; perhaps truncated, or another format");
        }
        return length;
    }

    private static Tensor tensor(Path path, FileChannel file, Entry entry) throws IOException {
        Tensor tensor = Transfer.empty(entry.kind(), entry.shape());
        long bytes = entry.end() - entry.begin();
        try (Scope scope = new Scope()) {
            for (long at = 0; at < bytes; at += CHUNK) {
                fill(path, file, chunk(tensor, at, bytes));
            }
        }
        return tensor;
    }

    private static void copy(Tensor tensor, OutputStream out) throws IOException {
        WritableByteChannel channel = Channels.newChannel(out);
        long bytes = tensor.count() * tensor.kind().bytes();
        for (long at = 0; at < bytes; at += CHUNK) {
            ByteBuffer chunk = chunk(tensor, at, bytes);
            while (chunk.hasRemaining()) {
                channel.write(chunk);
            }
        }
    }

    /** A window on a tensor's memory, which must be on the processor and contiguous. */
    private static ByteBuffer chunk(Tensor tensor, long at, long bytes) {
        BytePointer memory = new BytePointer(tensor.handle.data_ptr());
        return memory.position(at).limit(Math.min(bytes, at + CHUNK)).asByteBuffer();
    }

    private static void fill(Path path, FileChannel file, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (file.read(buffer) < 0) {
                throw new IOException(path + ": ends before its numbers do; perhaps it was cut short while being read");
            }
        }
    }
}
