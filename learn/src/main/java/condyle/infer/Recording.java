package condyle.infer;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** All that a network says of a knee, two bytes a number, to be written to a file and read plane by plane beside others. */
public final class Recording implements Voxels {
    private final short[][] said;

    /** Begins with nothing said. */
    public Recording(int classes, int voxels) {
        said = new short[classes][voxels];
    }

    @Override
    public void take(int at, float[] probabilities) {
        for (int c = 0; c < said.length; c++) {
            said[c][at] = (short) Math.round(Math.max(0, Math.min(1, probabilities[c])) / Said.UNIT);
        }
    }

    /** Writes it plane by plane of so many voxels: of each plane one class after the other. */
    public void write(OutputStream out, int plane) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(2 * plane);
        for (int from = 0; from < said[0].length; from += plane) {
            for (short[] of : said) {
                buffer.clear();
                for (int i = from; i < from + plane; i++) {
                    buffer.putShort(of[i]);
                }
                out.write(buffer.array());
            }
        }
    }

    /** Reads a recording plane by plane. */
    public static final class Reader implements AutoCloseable {
        private final DataInputStream in;
        private final byte[] bytes;
        private final short[] plane;

        /** Opens a file with planes of so many voxels. */
        public Reader(Path file, int classes, int voxels) throws IOException {
            in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
            bytes = new byte[2 * classes * voxels];
            plane = new short[classes * voxels];
        }

        /** The next plane, one class after the other; the array is the reader's own. */
        public short[] next() throws IOException {
            in.readFully(bytes);
            ByteBuffer.wrap(bytes).asShortBuffer().get(plane);
            return plane;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
