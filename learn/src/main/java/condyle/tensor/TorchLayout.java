package condyle.tensor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** How a file of PyTorch keeps its pickle and its numbers. */
interface TorchLayout {
    /** Bytes of the largest pickle that is read; that of a network with ten thousand tensors takes a tenth of it. */
    int LARGEST = 1 << 26;

    /** What the pickle describes. */
    Object root();

    /** Opens the file for reading numbers. */
    Numbers open() throws IOException;

    /** The numbers of storages. */
    interface Numbers extends AutoCloseable {
        /** Fails unless the file holds all numbers of a storage; asked before memory is taken for them. */
        void require(Pickled.Storage storage);

        /** Fills a buffer with the bytes of a storage from an offset on. */
        void read(Pickled.Storage storage, long offset, ByteBuffer into) throws IOException;

        @Override
        void close() throws IOException;
    }

    /**
     * Tells the two layouts apart by their first bytes.
     *
     * @throws IllegalArgumentException if it is neither
     */
    static TorchLayout of(Path path) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(265);
        try (FileChannel file = FileChannel.open(path)) {
            while (head.hasRemaining() && file.read(head) >= 0) {
                // A short file gives a short head.
            }
        }
        byte[] first = head.array();
        if (head.position() >= 4 && first[0] == 'P' && first[1] == 'K' && first[2] == 3 && first[3] == 4) {
            return ZipLayout.of(path);
        }
        if (head.position() >= 2 && (first[0] & 0xff) == 0x80) {
            return RowLayout.of(path);
        }
        if (head.position() >= 262 && new String(first, 257, 5, StandardCharsets.US_ASCII).equals("ustar")) {
            throw new IllegalArgumentException("is a tar archive as PyTorch wrote before 0.1.10, which is not read; "
                    + "save it anew with a PyTorch of today: torch.save(torch.load(…), …)");
        }
        throw new IllegalArgumentException("is no file of PyTorch: it begins neither as a zip archive nor as a pickle; "
                + "expected what torch.save writes, or a .safetensors file under that name");
    }
}
