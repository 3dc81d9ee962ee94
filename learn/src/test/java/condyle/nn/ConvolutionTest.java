package condyle.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import condyle.nn.Convolution.Bias;
import condyle.nn.Convolution.Shape;
import condyle.tensor.Scope;
import condyle.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Golden numbers from PyTorch 1.13: {@code F.conv2d} and {@code F.conv_transpose2d} with the arguments beside each. */
class ConvolutionTest {
    private static final float[] NINE = {1, -2, 0.5f, 3, 1, -1, 2, 0, -0.5f};

    private final Scope scope = new Scope();
    private final Tensor x = Tensor.of(new float[] {3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3}, 1, 1, 4, 4);
    private final Tensor small = Tensor.of(new float[] {1, 2, 3, 4}, 1, 1, 2, 2);

    @AfterEach
    void close() {
        scope.close();
    }

    private static float[] run(Layer convolution, Tensor x, float... weights) {
        Tensor weight = convolution.parameters().get("weight");
        weight.assign(Tensor.of(weights, weight.shape()));
        return convolution.forward(x).toFloats();
    }

    private static Shape shape(int kernel, int stride) {
        return new Shape(2, 1, 1, kernel, stride, Bias.NONE);
    }

    @Test
    void anEvenKernelKeepsTheGridAndReachesForward() {
        // padding='same'
        assertThat(run(Convolution.of(shape(2, 1), new Draw(1)), x, 1, -2, 0.5f, 3))
                .containsExactly(30.5f, 3.5f, 21, 4, -1.5f, 21.5f, 16.5f, 10, 24.5f, 23.5f, 2.5f, 9.5f, -5, -11, 3, 3);
    }

    @Test
    void anEvenKernelWithItsOwnStrideTakesBlocks() {
        assertThat(run(Convolution.of(shape(2, 2), new Draw(1)), x, 1, 1, 1, 1)).containsExactly(18, 13, 24, 25);
    }

    @Test
    void aDilatedKernelSkipsVoxels() {
        // padding=2, dilation=2
        assertThat(run(Convolution.of(shape(3, 1).dilated(2), new Draw(1)), x, NINE))
                .containsExactly(-3.5f, -4, 23, 10, -1.5f, 1.5f, 35, 47, -4, -6.5f, 15, 16, -9, -11, 37, 21);
    }

    @Test
    void groupsOfChannelsAreConvolvedForThemselves() {
        // groups=2; the first voxel of each channel
        Layer grouped = Convolution.of(new Shape(2, 2, 4, 1, 1, Bias.NONE).grouped(2), new Draw(1));
        assertThat(grouped.parameters().get("weight").shape()).containsExactly(4, 1, 1, 1);
        assertThat(run(grouped, Tensor.of(new float[] {3, 7}, 1, 2, 1, 1), 1, -1, 2, 3))
                .containsExactly(3, -3, 14, 21);
        assertThatThrownBy(() -> new Shape(2, 3, 4, 1, 1, Bias.NONE).grouped(2))
                .hasMessage("convolution: 2 groups of 3 channels in and 4 out; expected a divisor of both");
    }

    @Test
    void aTransposedConvolutionMultipliesTheGridByItsStride() {
        // stride=2, padding=1, output_padding=1
        assertThat(run(Convolution.transposed(shape(3, 2), new Draw(1)), small, NINE))
                .containsExactly(1, 5, 2, -2, -6, 9, -8, 1, 3, 9, 4, -4, 0, 6.5f, 0, -2);
        // stride=2, padding=1
        float[] sixteen = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
        assertThat(run(Convolution.transposed(shape(4, 2), new Draw(1)), small, sixteen))
                .containsExactly(5, 14, 17, 12, 12, 32, 42, 28, 28, 72, 82, 52, 27, 62, 69, 40);
        assertThatThrownBy(() -> Convolution.transposed(shape(2, 4), new Draw(1)))
                .hasMessage("transposed convolution: kernel 2 and stride 4; expected a kernel of at least the stride");
    }

    @Test
    void weightsThatNoArrayHoldsAreRefused() {
        Shape wide = new Shape(3, 100_000, 100_000, 3, 1, Bias.NONE);
        assertThatThrownBy(() -> Convolution.of(wide, new Draw(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("weights of 100000×100000×3×3×3 are 270,000,000,000 numbers; expected at most "
                        + "2,147,483,639 in one tensor; choose fewer channels");
    }
}
