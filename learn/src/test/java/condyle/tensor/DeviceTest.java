package condyle.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import org.junit.jupiter.api.Test;

class DeviceTest {
    @Test
    void cudaWithoutCudaIsOneClearLine() {
        assumeFalse(Engine.hasCuda(), "this build has CUDA");
        assertThat(Device.of("auto")).isEqualTo(Device.CPU);
        assertThatThrownBy(() -> Device.of("cuda"))
                .hasMessage("device cuda: no CUDA device can be used by this build; "
                        + "build with 'mvn -Pcuda package' on a machine with an NVIDIA driver, or use 'cpu'");
    }

    @Test
    void unknownNamesAreRefused() {
        assertThatThrownBy(() -> Device.of("tpu")).hasMessage("device 'tpu': unknown; expected auto, cpu or cuda");
        assertThatThrownBy(() -> Precision.of("fp16", Device.CPU))
                .hasMessage("precision 'fp16': unknown; expected auto, bf16 or fp32");
    }

    @Test
    void precisionIsTakenByName() {
        assertThat(Precision.of("fp32", Device.CPU)).isEqualTo(Precision.FP32);
        assertThat(Precision.of("bf16", Device.CPU)).isEqualTo(Precision.BF16);
        assertThat(Precision.of("auto", Device.CUDA)).isEqualTo(Precision.BF16);
    }

    @Test
    void theEngineTellsItsVersionAndThreads() {
        assertThat(Engine.version()).matches("libtorch \\d+\\.\\d+\\.\\d+");
        int before = Engine.threads();
        Engine.threads(1);
        assertThat(Engine.threads()).isEqualTo(1);
        Engine.threads(before);
        assertThatThrownBy(() -> Engine.threads(0)).hasMessage("threads: 0; expected at least 1");
    }
}
