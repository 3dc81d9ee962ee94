package condyle.tensor;

import java.util.Arrays;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/** Copies numbers between Java's arrays and tensors; in an array the last axis is fastest. */
final class Transfer {
    private Transfer() {}

    /** An empty tensor has no memory to copy to. */
    static Tensor of(float[] values, long[] shape) {
        Tensor made = sized(Kind.F32, values.length, shape);
        if (values.length > 0) {
            made.handle.data_ptr_float().put(values);
        }
        return made;
    }

    static Tensor of(long[] values, long[] shape) {
        Tensor made = sized(Kind.I64, values.length, shape);
        if (values.length > 0) {
            made.handle.data_ptr_long().put(values);
        }
        return made;
    }

    static Tensor of(byte[] values, long[] shape) {
        Tensor made = sized(Kind.U8, values.length, shape);
        if (values.length > 0) {
            made.handle.data_ptr_byte().put(values);
        }
        return made;
    }

    private static Tensor sized(Kind kind, int count, long[] shape) {
        long expected = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        if (count != expected) {
            throw new IllegalArgumentException(
                    "tensor: " + count + " values for shape " + Arrays.toString(shape) + ", expected " + expected);
        }
        return empty(kind, shape);
    }

    /** A tensor whose memory holds anything. */
    static Tensor empty(Kind kind, long... shape) {
        Engine.load();
        return new Tensor(torch.empty(shape, new TensorOptions(kind.type), new MemoryFormatOptional()));
    }

    static void copy(Tensor tensor, float[] out, int offset) {
        int count = Math.toIntExact(tensor.count());
        if (offset < 0 || offset + (long) count > out.length) {
            throw new IndexOutOfBoundsException(
                    count + " values from offset " + offset + " do not fit an array of " + out.length);
        }
        if (count > 0) {
            onCpu(tensor, Kind.F32).handle.data_ptr_float().get(out, offset, count);
        }
    }

    static long[] longs(Tensor tensor) {
        long[] out = new long[Math.toIntExact(tensor.count())];
        if (out.length > 0) {
            onCpu(tensor, Kind.I64).handle.data_ptr_long().get(out);
        }
        return out;
    }

    static byte[] bytes(Tensor tensor) {
        byte[] out = new byte[Math.toIntExact(tensor.count())];
        if (out.length > 0) {
            onCpu(tensor, Kind.U8).handle.data_ptr_byte().get(out);
        }
        return out;
    }

    /** A plain copy or view for reading: on the processor, of a kind, last axis fastest, without gradient. */
    static Tensor onCpu(Tensor tensor, Kind kind) {
        return new Tensor(tensor.to(Device.CPU).to(kind).handle.detach().contiguous());
    }
}
