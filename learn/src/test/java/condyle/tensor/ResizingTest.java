package condyle.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import condyle.tensor.Resizing.Corners;
import org.junit.jupiter.api.Test;

/** Golden numbers from PyTorch 1.13: {@code F.interpolate(x, size=(3, 4), mode='bilinear', align_corners=…)}. */
class ResizingTest {
    @Test
    void cornersCoincideInOneOfTwoWays() {
        try (Scope scope = new Scope()) {
            Tensor x = Tensor.of(new float[] {1, 2, 3, 4}, 1, 1, 2, 2);
            Tensor like = Tensor.zeros(1, 5, 3, 4);
            assertThat(Resizing.linearLike(x, like, Corners.ALIGNED).toFloats())
                    .containsExactly(
                            new float[] {1, 1.33333f, 1.66667f, 2, 2, 2.33333f, 2.66667f, 3, 3, 3.33333f, 3.66667f, 4},
                            within(1e-5f));
            assertThat(Resizing.linear(x, new long[] {3, 4}, Corners.FREE).toFloats())
                    .containsExactly(
                            new float[] {1, 1.25f, 1.75f, 2, 2, 2.25f, 2.75f, 3, 3, 3.25f, 3.75f, 4}, within(1e-5f));
        }
    }

    @Test
    void volumesAreResizedToo() {
        try (Scope scope = new Scope()) {
            Tensor x = Tensor.of(new float[] {0, 4}, 1, 1, 2, 1, 1);
            assertThat(Resizing.linear(x, new long[] {3, 1, 1}, Corners.ALIGNED).toFloats())
                    .containsExactly(0, 2, 4);
        }
    }
}
