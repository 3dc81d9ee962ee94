package condyle.tensor;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;

/** Makes tensors of the numbers of storages. */
final class StoredNumbers {
    private static final int CHUNK = 1 << 28;

    private StoredNumbers() {}

    /** A tensor of its own memory, last axis fastest, whatever the strides in the file. */
    static Tensor tensor(Pickled.View view, TorchLayout.Numbers numbers) throws IOException {
        Kind kind = TorchGlobals.kind(view.storage());
        numbers.require(view.storage());
        Tensor tensor = Transfer.empty(kind, view.shape());
        if (view.count() == 0) {
            return tensor;
        }
        if (view.inOrder()) {
            long bytes = view.count() * kind.bytes();
            for (long at = 0; at < bytes; at += CHUNK) {
                BytePointer memory = new BytePointer(tensor.handle.data_ptr());
                ByteBuffer chunk =
                        memory.position(at).limit(Math.min(bytes, at + CHUNK)).asByteBuffer();
                numbers.read(view.storage(), view.offset() * kind.bytes() + at, chunk);
            }
            return tensor;
        }
        try (Scope scope = new Scope()) {
            Pickled.Storage storage = view.storage();
            long[] row = {storage.count()};
            Pickled.View whole = new Pickled.View(storage, 0, row, new long[] {1});
            org.bytedeco.pytorch.Tensor all = tensor(whole, numbers).handle;
            tensor.handle.copy_(
                    all.as_strided(view.shape(), view.strides(), new org.bytedeco.pytorch.LongOptional(view.offset())));
        }
        return tensor;
    }
}
