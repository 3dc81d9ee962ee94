package condyle.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Numbers from PyTorch 1.13: conv3d of x = arange(12) as (1, 1, 2, 3, 2) padded by (0,0,0,1,0,1) with w = arange(1, 5)
 * as (1, 1, 2, 2, 1) and bias 0.5; gelu and selu of [-2, -0.5, 0, 1, 3].
 */
class StencilTest {
    private final Scope scope = new Scope();

    @AfterEach
    void close() {
        scope.close();
    }

    private static Tensor range(int from, int count, long... shape) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = from + i;
        }
        return Tensor.of(values, shape);
    }

    @Test
    void anEvenKernelKeepsTheGridWithItsOddZeroBehind() {
        Tensor x = range(0, 12, 1, 1, 2, 3, 2);
        Tensor w = range(1, 4, 1, 1, 2, 2, 1);
        Tensor bias = Tensor.full(0.5, 1);
        assertThat(Stencil.convolution(x, w, bias, List.of(1, 1, 1)).toFloats())
                .containsExactly(54.5f, 64.5f, 74.5f, 84.5f, 34.5f, 38.5f, 22.5f, 25.5f, 28.5f, 31.5f, 10.5f, 11.5f);
        assertThat(Stencil.convolution(x, w, bias, List.of(2, 1, 1)).toFloats())
                .containsExactly(54.5f, 64.5f, 74.5f, 84.5f, 34.5f, 38.5f);
    }

    @Test
    void withoutZerosTheGridShrinksByWhatTheKernelReaches() {
        Tensor x = range(0, 27, 1, 1, 3, 3, 3);
        assertThat(Stencil.valid(x, x, null, List.of(2, 2, 2)).toFloats()).containsExactly(6201);
        assertThat(Stencil.convolution(x, x, null, List.of(1, 1, 1))
                        .narrow(2, 0, 1)
                        .narrow(3, 0, 1)
                        .toFloats())
                .containsExactly(1196, 1874, 1292);
    }

    @Test
    void poolsAndRepeatsTakeANumberForEachAxis() {
        Tensor x = range(0, 12, 1, 1, 2, 3, 2);
        assertThat(Stencil.maxPool(x, List.of(2, 3, 1)).toFloats()).containsExactly(10, 11);
        assertThat(Stencil.meanPool(x, List.of(2, 1, 2)).toFloats()).containsExactly(3.5f, 5.5f, 7.5f);
        assertThat(Stencil.repeat(range(0, 4, 1, 1, 1, 2, 2), List.of(2, 1, 2)).toFloats())
                .containsExactly(0, 0, 1, 1, 2, 2, 3, 3, 0, 0, 1, 1, 2, 2, 3, 3);
    }

    @Test
    void planesWorkToo() {
        Tensor x = range(0, 4, 1, 1, 2, 2);
        assertThat(Stencil.convolution(x, Tensor.ones(1, 1, 2, 1), null, List.of(1, 1))
                        .toFloats())
                .containsExactly(2, 4, 2, 3);
        assertThat(Stencil.maxPool(x, List.of(2, 1)).toFloats()).containsExactly(2, 3);
    }

    /**
     * Of x = arange(1, 9) as (1, 2, 2, 2), w = arange(1, 19) as (2, 1, 3, 3), bias [0.5, -1], groups 2: conv2d(padding=1)
     * and conv_transpose2d(stride=2, padding=1, output_padding=1); with w = [[1, 2], [3, -1]] as (2, 2, 1, 1)
     * conv_transpose2d(stride=2, output_padding=1).
     */
    @Test
    void groupedAndDoubledAreThoseOfPyTorch() {
        Tensor x = range(1, 8, 1, 2, 2, 2);
        Tensor w = range(1, 18, 2, 1, 3, 3);
        Tensor bias = Tensor.of(new float[] {0.5f, -1}, 2);
        assertThat(Stencil.grouped(x, w, bias, new Stencil.Groups(2, 1)).toFloats())
                .containsExactly(77.5f, 67.5f, 47.5f, 37.5f, 422, 396, 344, 318);
        assertThat(Stencil.grouped(x, w, bias, new Stencil.Groups(2, 2)).toFloats())
                .containsExactly(77.5f, 422);
        assertThat(Stencil.doubled(x, w, bias, 2).narrow(1, 1, 1).toFloats())
                .containsExactly(69, 152, 83, 89, 161, 349, 189, 203, 97, 208, 111, 119, 118, 253, 135, 143);
        Tensor one = Tensor.of(new float[] {1, 2, 3, -1}, 2, 2, 1, 1);
        assertThat(Stencil.doubled(x, one, bias, 1).narrow(1, 0, 1).toFloats())
                .containsExactly(
                        16.5f, 0.5f, 20.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 24.5f, 0.5f, 28.5f, 0.5f, 0.5f, 0.5f, 0.5f,
                        0.5f);
        assertThat(Stencil.ahead(range(1, 4, 1, 1, 2, 2)).toFloats()).containsExactly(0, 0, 0, 0, 1, 2, 0, 3, 4);
    }

    @Test
    void bendsAreThoseOfPyTorch() {
        Tensor x = Tensor.of(new float[] {-2, -0.5f, 0, 1, 3}, 5);
        assertThat(Bends.gelu(x).toFloats())
                .containsExactly(new float[] {-0.0455001f, -0.1542688f, 0, 0.8413447f, 2.9959502f}, within(1e-6f));
        assertThat(Bends.selu(x).toFloats())
                .containsExactly(new float[] {-1.5201665f, -0.6917582f, 0, 1.0507010f, 3.1521029f}, within(1e-6f));
        assertThat(Bends.power(Tensor.of(new float[] {4, 9}, 2), 0.5).toFloats())
                .containsExactly(2, 3);
    }

    @Test
    void slopesBelowZeroAreOfAChannelOrOfAVoxel() {
        Tensor x = Tensor.of(new float[] {-1, 2, -3, -4}, 1, 2, 1, 2);
        assertThat(Bends.prelu(x, Tensor.of(new float[] {0.5f, 2}, 2)).toFloats())
                .containsExactly(-0.5f, 2, -6, -8);
        assertThat(Bends.prelu(x, Tensor.of(new float[] {0.5f, 9, 1, 0}, 2, 1, 2))
                        .toFloats())
                .containsExactly(-0.5f, 2, -3, 0);
    }

    @Test
    void droppedChannelsAreZeroThroughoutAndTheOthersScaled() {
        Engine.seed(3);
        float[] sums =
                Bends.dropChannels(Tensor.ones(1, 64, 2, 2), 0.5).sum(0, 2, 3).toFloats();
        assertThat(sums).containsOnly(0, 8);
    }

    /** Numbers, and gradients of image, weights and bias, of kernels a channel against those of kernels over all. */
    @ParameterizedTest
    @CsvSource({"3, 1", "3, 2", "5, 1", "5, 2", "3, 0", "5, 0"})
    void oneKernelAChannelIsAKernelOverAllWithZerosElsewhere(int size, int stride) {
        try (Scope scope = new Scope()) {
            Random random = new Random(size + stride);
            int channels = 3;
            Tensor x = drawn(random, 2, channels, 6, 4, 8).channelsLast().withGradient();
            Tensor weight = drawn(random, channels, 1, size, size, size).withGradient();
            Tensor bias = drawn(random, channels).withGradient();
            Tensor y = stride == 0
                    ? Stencil.doubled(x, weight, bias, channels)
                    : Stencil.grouped(x, weight, bias, new Stencil.Groups(channels, stride));
            Tensor ahead = drawn(random, y.shape());
            y.mul(ahead).sum().backward();
            Tensor[] found = {
                y, x.grad().copy(), weight.grad().copy(), bias.grad().copy()
            };
            Gradients.clear(List.of(x, weight, bias));
            Tensor eye = Tensor.of(new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1}, channels, channels, 1, 1, 1);
            Tensor all = weight.mul(eye);
            Tensor expected = stride == 0
                    ? Stencil.doubled(x, all, bias, 1)
                    : Stencil.grouped(x, all, bias, new Stencil.Groups(1, stride));
            expected.mul(ahead).sum().backward();
            Tensor[] right = {expected, x.grad(), weight.grad(), bias.grad()};
            for (int k = 0; k < found.length; k++) {
                double largest = right[k].abs().max().item();
                assertThat(found[k].sub(right[k]).abs().max().item()).isLessThan(1e-5 * largest);
            }
        }
    }

    private static Tensor drawn(Random random, long... shape) {
        int count = 1;
        for (long length : shape) {
            count *= (int) length;
        }
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Tensor.of(values, shape);
    }
}
