package condyle.io;

import java.nio.ByteBuffer;
import java.util.Locale;

/** How a file stores one voxel; decoding gives 32-bit floats (integers above 2²⁴ and float64 are rounded). */
enum VoxelType {
    UINT8(1),
    INT8(1),
    UINT16(2),
    INT16(2),
    UINT32(4),
    INT32(4),
    UINT64(8),
    INT64(8),
    FLOAT32(4),
    FLOAT64(8);

    private final int bytes;

    VoxelType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes a voxel takes. */
    int bytes() {
        return bytes;
    }

    /** Decodes {@code count} voxels from the buffer's position, in its byte order, to {@code out[from…]}. */
    void decode(ByteBuffer in, float[] out, int from, int count) {
        int end = from + count;
        switch (this) {
            case UINT8 -> {
                for (int i = from; i < end; i++) {
                    out[i] = in.get() & 0xff;
                }
            }
            case INT8 -> {
                for (int i = from; i < end; i++) {
                    out[i] = in.get();
                }
            }
            case UINT16 -> {
                for (int i = from; i < end; i++) {
                    out[i] = in.getShort() & 0xffff;
                }
            }
            case INT16 -> {
                for (int i = from; i < end; i++) {
                    out[i] = in.getShort();
                }
            }
            case FLOAT32 -> {
                in.asFloatBuffer().get(out, from, count);
                in.position(in.position() + 4 * count);
            }
            default -> decodeWide(in, out, from, end);
        }
    }

    private void decodeWide(ByteBuffer in, float[] out, int from, int end) {
        for (int i = from; i < end; i++) {
            out[i] = switch (this) {
                case UINT32 -> in.getInt() & 0xffffffffL;
                case INT32 -> in.getInt();
                case INT64 -> in.getLong();
                case UINT64 -> unsigned(in.getLong());
                default -> (float) in.getDouble();
            };
        }
    }

    private static float unsigned(long v) {
        return v >= 0 ? v : ((v >>> 1) | (v & 1)) * 2f;
    }

    /** As messages show it: {@code uint16}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
