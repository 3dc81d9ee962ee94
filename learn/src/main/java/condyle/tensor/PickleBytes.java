package condyle.tensor;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The bytes of a pickle, one number or text after the other; never beyond their end. */
final class PickleBytes {
    /** Bytes of the longest whole number that is read; a magic number of PyTorch's takes ten. */
    private static final int LONGEST = 16;

    private final ByteBuffer bytes;

    PickleBytes(ByteBuffer bytes) {
        this.bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    int at() {
        return bytes.position();
    }

    int u1() {
        require(1);
        return bytes.get() & 0xff;
    }

    int u2() {
        require(2);
        return bytes.getShort() & 0xffff;
    }

    int i4() {
        require(4);
        return bytes.getInt();
    }

    /** The number of bytes of a long text. */
    int length4() {
        int length = i4();
        require(length);
        return length;
    }

    /** Protocols of pickle write these numbers with the highest byte first. */
    double f8() {
        require(8);
        return Double.longBitsToDouble(Long.reverseBytes(bytes.getLong()));
    }

    /** A whole number of so many bytes: a Long, or the bytes in hexadecimal where it is larger. */
    Object integer(int length) {
        require(length);
        if (length > LONGEST) {
            throw new IllegalArgumentException(
                    "pickle has a whole number of " + length + " bytes; expected at most " + LONGEST);
        }
        if (length > 8) {
            StringBuilder hex = new StringBuilder();
            for (int i = 0; i < length; i++) {
                hex.insert(0, String.format("%02x", bytes.get()));
            }
            return hex.toString();
        }
        long value = 0;
        for (int i = 0; i < length; i++) {
            long part = i == length - 1 ? bytes.get() : bytes.get() & 0xff;
            value |= part << 8 * i;
        }
        return value;
    }

    String text(int length, Charset charset) {
        require(length);
        byte[] text = new byte[length];
        bytes.get(text);
        return new String(text, charset);
    }

    /** Text up to the end of the line. */
    String line() {
        int start = bytes.position();
        for (int i = start; i < bytes.limit(); i++) {
            if (bytes.get(i) == '\n') {
                String line = text(i - start, StandardCharsets.UTF_8);
                bytes.get();
                return line;
            }
        }
        throw ended();
    }

    void skip(int count) {
        require(count);
        bytes.position(bytes.position() + count);
    }

    private void require(int count) {
        if (count < 0 || count > bytes.remaining()) {
            throw ended();
        }
    }

    private IllegalArgumentException ended() {
        return new IllegalArgumentException(
                "pickle ends at byte " + bytes.limit() + " in the middle of an instruction; perhaps truncated",
                new BufferUnderflowException());
    }
}
