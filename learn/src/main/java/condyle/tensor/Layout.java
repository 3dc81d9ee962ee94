package condyle.tensor;

import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/** How tensors lie in memory. */
final class Layout {
    private Layout() {}

    /** The numbers of an image with the channel fastest in memory; other ranks than 4 and 5 with the last axis fastest. */
    static Tensor channelsLast(Tensor tensor) {
        int rank = (int) tensor.dim();
        Tensor ordered = tensor.contiguous(
                switch (rank) {
                    case 4 -> MemoryFormat.ChannelsLast;
                    case 5 -> MemoryFormat.ChannelsLast3d;
                    default -> MemoryFormat.Contiguous;
                });
        if (rank < 4 || tensor.size(1) != 1) {
            return ordered;
        }
        // With one channel both orders are the same memory, and the engine takes it for the slower one unless the
        // stride of the channel says otherwise.
        long[] shape = new long[rank];
        Arrays.setAll(shape, tensor::size);
        long[] strides = new long[rank];
        Arrays.setAll(strides, d -> d == 1 ? 1 : ordered.stride(d));
        return ordered.as_strided(shape, strides);
    }

    static long[] longs(int[] numbers) {
        return Arrays.stream(numbers).asLongStream().toArray();
    }
}
