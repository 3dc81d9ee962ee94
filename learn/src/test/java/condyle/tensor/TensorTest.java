package condyle.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TensorTest {
    private final Scope scope = new Scope();

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void numbersComeOutAsTheyWentIn() {
        Tensor t = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
        assertThat(t.shape()).containsExactly(2, 3);
        assertThat(t.toFloats()).containsExactly(1, 2, 3, 4, 5, 6);
        float[] into = new float[8];
        t.copyTo(into, 2);
        assertThat(into).containsExactly(0, 0, 1, 2, 3, 4, 5, 6);
        assertThat(t.transpose(0, 1).toFloats()).containsExactly(1, 4, 2, 5, 3, 6);
    }

    @Test
    void labelsAreUnsignedBytes() {
        Tensor labels = Tensor.labels(new byte[] {0, 9, (byte) 200}, 3);
        assertThat(labels.kind()).isEqualTo(Kind.I64);
        assertThat(labels.toLongs()).containsExactly(0, 9, 200);
        assertThat(labels.toLabels()).containsExactly(0, 9, (byte) 200);
    }

    @Test
    void aCopyBeyondTheArrayIsRefusedBeforeAnythingIsWritten() {
        assertThatThrownBy(() -> Tensor.zeros(4).copyTo(new float[5], 2))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("4 values from offset 2 do not fit an array of 5");
    }

    @Test
    void aShapeThatDoesNotFitTheNumbersIsRefused() {
        assertThatThrownBy(() -> Tensor.of(new float[5], 2, 3))
                .hasMessage("tensor: 5 values for shape [2, 3], expected 6");
    }

    @Test
    void arithmeticBroadcasts() {
        Tensor a = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2);
        Tensor row = Tensor.of(new float[] {10, 20}, 2);
        assertThat(a.add(row).toFloats()).containsExactly(11, 22, 13, 24);
        assertThat(row.sub(a).toFloats()).containsExactly(9, 18, 7, 16);
        assertThat(a.mul(2).sub(1).div(0.5).neg().toFloats()).containsExactly(-2, -6, -10, -14);
        assertThat(a.clamp(2, 3).toFloats()).containsExactly(2, 2, 3, 3);
        assertThat(a.square().sqrt().sub(a).abs().sum().item()).isZero();
    }

    @Test
    void summariesDropTheirAxes() {
        Tensor a = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 1, 2, 3);
        assertThat(a.sum(0, 2).toFloats()).containsExactly(6, 15);
        assertThat(a.mean(1).toFloats()).containsExactly(2.5f, 3.5f, 4.5f);
        assertThat(a.mean().item()).isEqualTo(3.5);
        assertThat(a.argmax(2).toLongs()).containsExactly(2, 2);
        assertThat(a.max().item() - a.min().item()).isEqualTo(5);
    }

    @Test
    void shapesChangeWithoutChangingNumbers() {
        Tensor a = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
        assertThat(Tensor.cat(1, a, a.narrow(1, 0, 1)).toFloats()).containsExactly(1, 2, 3, 1, 4, 5, 6, 4);
        assertThat(a.flip(0, 1).toFloats()).containsExactly(6, 5, 4, 3, 2, 1);
        assertThat(a.reshape(3, 2).permute(1, 0).toFloats()).containsExactly(1, 3, 5, 2, 4, 6);
        assertThat(a.unsqueeze(0).shape()).containsExactly(1, 2, 3);
    }

    @Test
    void channelsLastKeepsTheNumbersAlsoOfOneChannel() {
        float[] values = new float[2 * 2 * 3 * 4];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        assertThat(Tensor.of(values, 1, 2, 1, 3, 8).channelsLast().toFloats()).containsExactly(values);
        assertThat(Tensor.of(values, 2, 1, 2, 3, 4).channelsLast().toFloats()).containsExactly(values);
        assertThat(Tensor.of(values, 2, 1, 6, 4).channelsLast().toFloats()).containsExactly(values);
    }

    @Test
    void oneHotAndPickAgree() {
        Tensor labels = Tensor.of(new long[] {2, 0, 1, 1}, 1, 2, 2);
        Tensor hot = Operators.oneHot(labels, 3);
        assertThat(hot.shape()).containsExactly(1, 3, 2, 2);
        assertThat(hot.toFloats()).containsExactly(0, 1, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0);
        assertThat(hot.pick(labels).toFloats()).containsExactly(1, 1, 1, 1);
    }

    @Test
    void softmaxSumsToOneAndItsLogAgrees() {
        Tensor a = Tensor.of(new float[] {0, 1, 2, -3, 40, 40}, 2, 3);
        assertThat(a.softmax(1).sum(1).toFloats()).containsExactly(new float[] {1, 1}, within(1e-6f));
        assertThat(a.softmax(1).log().sub(a.logSoftmax(1)).abs().max().item()).isLessThan(1e-5);
    }

    @Test
    void gradientsFlowThroughOperations() {
        Tensor x = Tensor.of(new float[] {3, -1}, 2).withGradient();
        x.square().mul(2).sum().backward();
        assertThat(x.grad().toFloats()).containsExactly(12, -4);
        x.leakyRelu(0.1).sum().backward();
        assertThat(x.grad().toFloats()).containsExactly(13, -3.9f);
    }

    @Test
    void nothingIsRecordedWithoutGradient() {
        Tensor x = Tensor.ones(1).withGradient();
        try (NoGradient off = new NoGradient()) {
            assertThat(x.mul(2).requiresGrad()).isFalse();
        }
        assertThat(x.mul(2).requiresGrad()).isTrue();
        assertThat(x.mul(2).detach().requiresGrad()).isFalse();
    }

    @Test
    void infinityAndNanAreFound() {
        assertThat(Tensor.of(new float[] {1, 3e38f, 3e38f}, 3).allFinite()).isTrue();
        assertThat(Tensor.of(new float[] {1, Float.NEGATIVE_INFINITY}, 2).allFinite())
                .isFalse();
        assertThat(Tensor.of(new float[] {Float.NaN, 1}, 2).allFinite()).isFalse();
    }

    @Test
    void autocastRunsProductsInBfloat16UntilItCloses() {
        Tensor a = Tensor.ones(4, 4);
        try (Autocast cast = Autocast.of(Precision.BF16, Device.CPU)) {
            assertThat(a.matmul(a).kind()).isEqualTo(Kind.BF16);
            try (Autocast inner = Autocast.of(Precision.FP32, Device.CPU)) {
                assertThat(a.matmul(a).kind()).isEqualTo(Kind.F32);
            }
        }
        assertThat(a.matmul(a).kind()).isEqualTo(Kind.F32);
    }

    @Test
    void autocastSeesWeightsThatChanged() {
        Tensor a = Tensor.ones(2, 2);
        Tensor weight = Tensor.ones(2, 2).withGradient();
        for (int i = 1; i <= 2; i++) {
            weight.assign(Tensor.full(i, 2, 2));
            try (Autocast cast = Autocast.of(Precision.BF16, Device.CPU)) {
                assertThat(a.matmul(weight).max().item()).isEqualTo(2.0 * i);
            }
        }
    }
}
