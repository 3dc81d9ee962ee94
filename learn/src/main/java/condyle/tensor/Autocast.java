package condyle.tensor;

import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Lets convolutions and matrix products on this thread run in a precision until it closes.
 *
 * <p>It stands around the forward pass and the loss; the backward pass follows what was recorded.
 */
public final class Autocast implements AutoCloseable {
    private final DeviceType type;
    private final boolean before;

    private Autocast(DeviceType type, boolean enabled) {
        this.type = type;
        before = torch.is_autocast_enabled(type);
        torch.set_autocast_dtype(type, ScalarType.BFloat16);
        torch.set_autocast_enabled(type, enabled);
    }

    public static Autocast of(Precision precision, Device device) {
        Engine.load();
        return new Autocast(device.type, precision == Precision.BF16);
    }

    /** Whether convolutions on this thread and the processor run in BF16 now. */
    static boolean holds() {
        return torch.is_autocast_enabled(DeviceType.CPU);
    }

    @Override
    public void close() {
        torch.set_autocast_enabled(type, before);
        // The cache holds this step's rounded weights: kept, it would serve them after the weights have changed.
        torch.clear_cache();
    }
}
