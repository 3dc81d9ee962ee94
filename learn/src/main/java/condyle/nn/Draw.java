package condyle.nn;

import condyle.tensor.Sketch;
import condyle.tensor.Tensor;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleSupplier;

/** Draws first weights from a seed: the same seed gives the same bits on every machine. */
public final class Draw {
    private final Random random;

    public Draw(long seed) {
        random = new Random(seed);
    }

    /**
     * Normal numbers that keep the variance of activations through a leaky rectifier.
     *
     * <p>He et al., ICCV 2015, doi:10.1109/ICCV.2015.123.
     *
     * @param fan numbers that one output sums up
     * @param shape of the weights
     */
    public Tensor kaiming(long fan, long... shape) {
        if (Sketch.isOpen()) {
            return Sketch.weights(shape);
        }
        double deviation = Math.sqrt(2.0 / fan);
        float[] values = new float[Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact))];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        // Channels-last weights let the engine run channels-last throughout.
        return Tensor.of(values, shape).channelsLast().withGradient();
    }

    /** Numbers of equal chance from −{@code bound} to {@code bound}. */
    public Tensor uniform(double bound, long... shape) {
        return drawn(() -> bound * (2 * random.nextDouble() - 1), shape);
    }

    /** Normal numbers of mean 0. */
    public Tensor normal(double deviation, long... shape) {
        return drawn(() -> deviation * random.nextGaussian(), shape);
    }

    private static Tensor drawn(DoubleSupplier next, long... shape) {
        float[] values = new float[Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact))];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) next.getAsDouble();
        }
        return Tensor.of(values, shape).withGradient();
    }
}
