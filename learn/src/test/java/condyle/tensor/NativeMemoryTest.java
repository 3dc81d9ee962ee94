package condyle.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class NativeMemoryTest {
    @Test
    void aTensorLargerThanAnyMemoryIsToldByItsSize() {
        try (Scope scope = new Scope()) {
            assertThatThrownBy(() -> Tensor.zeros(1 << 20, 1 << 20, 1 << 10))
                    .satisfies(e -> assertThat(NativeMemory.missing(e)).contains("4503599.6 GB"));
        }
    }

    @Test
    void aGpuTellsItselfHowMuchItLacks() {
        assertThat(NativeMemory.missing(new RuntimeException(
                        "CUDA out of memory. Tried to allocate 20.00 MiB. GPU 0 has a total of 8")))
                .contains("20.00 MiB on the GPU");
    }

    @Test
    void otherFailuresAreNotOfMemory() {
        assertThat(NativeMemory.missing(new RuntimeException("shapes differ"))).isEmpty();
        assertThat(NativeMemory.missing(new RuntimeException())).isEmpty();
    }
}
