package condyle.nn;

import condyle.tensor.Sketch;
import condyle.tensor.Tensor;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;

/** Draws first weights from a seed: the same seed gives the same bits on every machine. */
public final class Draw {
    /** No Java machine makes a longer array. */
    private static final int LONGEST = Integer.MAX_VALUE - 8;

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
     * @throws IllegalArgumentException if these are more numbers than an array holds
     */
    public Tensor kaiming(long fan, long... shape) {
        if (Sketch.isOpen()) {
            return Sketch.weights(shape);
        }
        double deviation = Math.sqrt(2.0 / fan);
        float[] values = numbers(shape);
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

    /** Room for all numbers of a shape; refused where no array is so long. */
    private static float[] numbers(long... shape) {
        double count = Arrays.stream(shape).mapToDouble(n -> n).reduce(1, (a, b) -> a * b);
        if (count > LONGEST) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "weights of %s are %,.0f numbers; expected at most %,d in one tensor; choose fewer channels",
                    Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining("×")),
                    count,
                    LONGEST));
        }
        return new float[(int) count];
    }

    private static Tensor drawn(DoubleSupplier next, long... shape) {
        float[] values = numbers(shape);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) next.getAsDouble();
        }
        return Tensor.of(values, shape).withGradient();
    }
}
