package condyle.tensor;

import java.util.List;
import org.bytedeco.pytorch.global.torch.DeviceType;

/** Where tensors live and are computed: the processor or a CUDA device. */
public enum Device {
    CPU(DeviceType.CPU),
    CUDA(DeviceType.CUDA);

    /** What {@link #of} reads. */
    public static final List<String> NAMES = List.of("auto", "cpu", "cuda");

    final DeviceType type;

    Device(DeviceType type) {
        this.type = type;
    }

    /**
     * Reads a device's name: {@code cpu}, {@code cuda}, or {@code auto} for CUDA where it can be used.
     *
     * @throws IllegalArgumentException for another name, or for {@code cuda} where it cannot be used
     */
    public static Device of(String name) {
        return switch (name) {
            case "cpu" -> CPU;
            case "auto" -> Engine.hasCuda() ? CUDA : CPU;
            case "cuda" -> {
                if (!Engine.hasCuda()) {
                    throw new IllegalArgumentException("device cuda: no CUDA device can be used by this build; "
                            + "build with 'mvn -Pcuda package' on a machine with an NVIDIA driver, or use 'cpu'");
                }
                yield CUDA;
            }
            default -> throw new IllegalArgumentException("device '" + name + "': unknown; expected auto, cpu or cuda");
        };
    }

    org.bytedeco.pytorch.Device handle() {
        return new org.bytedeco.pytorch.Device(type);
    }

    static Device of(org.bytedeco.pytorch.TensorBase tensor) {
        return tensor.is_cuda() ? CUDA : CPU;
    }

    /** Waits until everything queued on it is done; at once on the processor. */
    public void synchronize() {
        if (this == CUDA) {
            Engine.synchronizeCuda();
        }
    }
}
