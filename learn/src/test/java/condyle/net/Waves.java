package condyle.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import condyle.nn.Mode;
import condyle.tensor.Tensor;
import java.util.function.IntToDoubleFunction;
import java.util.stream.LongStream;

/**
 * Networks with weights that another program can make too.
 *
 * <p>Each parameter holds 0.3 sin(1 + i + 7 × length of its name), the image cos(0.37 i), and the one place is (−1, 0.5,
 * 0.25). Golden logits are those of the same networks written in PyTorch 1.13 with torch.nn.functional, in double
 * precision, with running statistics as at the start.
 */
final class Waves {
    private Waves() {}

    /** Logits of a network filled with waves, in use, of an image of the shape. */
    static float[] logits(Network network, long... shape) {
        network.parameters()
                .forEach((name, tensor) -> tensor.assign(Tensor.of(
                        wave((int) tensor.count(), i -> 0.3 * Math.sin(1 + i + 7 * name.length())), tensor.shape())));
        network.mode(Mode.USE);
        int count = (int) LongStream.of(shape).reduce(1, (a, b) -> a * b);
        Tensor place = Tensor.of(new float[] {-1, 0.5f, 0.25f}, 1, 3);
        return network.forward(Tensor.of(wave(count, i -> Math.cos(0.37 * i)), shape), place)
                .toFloats();
    }

    private static float[] wave(int count, IntToDoubleFunction of) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) of.applyAsDouble(i);
        }
        return values;
    }

    /** Requires the sum of the magnitudes, to a millionth, and the first logits. */
    static void requireLogits(float[] logits, double sum, double... first) {
        double all = 0;
        for (float v : logits) {
            all += Math.abs(v);
        }
        assertThat(all).isCloseTo(sum, within(1e-4 + 2e-6 * sum));
        for (int i = 0; i < first.length; i++) {
            assertThat((double) logits[i]).isCloseTo(first[i], within(1e-5));
        }
    }
}
