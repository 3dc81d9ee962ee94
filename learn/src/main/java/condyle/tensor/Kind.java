package condyle.tensor;

import org.bytedeco.pytorch.global.torch.ScalarType;

/** The number type of a tensor's elements. */
public enum Kind {
    F32(ScalarType.Float, 4),
    BF16(ScalarType.BFloat16, 2),
    F16(ScalarType.Half, 2),
    F64(ScalarType.Double, 8),
    I64(ScalarType.Long, 8),
    U8(ScalarType.Byte, 1),
    BOOL(ScalarType.Bool, 1);

    final ScalarType type;
    private final int bytes;

    Kind(ScalarType type, int bytes) {
        this.type = type;
        this.bytes = bytes;
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }

    /** Whether its numbers have fractions. */
    public boolean floating() {
        return this == F32 || this == BF16 || this == F16 || this == F64;
    }

    static Kind of(ScalarType type) {
        ScalarType known = type.intern(); // the engine hands out copies of its constants
        for (Kind kind : values()) {
            if (kind.type == known) {
                return kind;
            }
        }
        throw new IllegalStateException("tensor of " + known + ": expected one of F32, BF16, F16, F64, I64, U8, BOOL");
    }
}
