package condyle.net;

import condyle.nn.Layer;
import condyle.tensor.Sketch;
import condyle.tensor.Tensor;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleSupplier;

/** How a network's first weights are drawn. */
public enum Initial {
    /** So that activations keep their variance behind a rectifier; biases 0: what all networks here have at first. */
    KAIMING,
    /** Weights normal about 0 with deviation 0.02, as GANs are begun and public VGG16 U-Nets are without pretraining. */
    NORMAL,
    /** Weights and biases even within ±1/√n, where n numbers make up one output: what PyTorch does unasked. */
    TORCH;

    private static final double DEVIATION = 0.02;

    /**
     * Draws the convolutions of a part of a network anew; same seed, same numbers.
     *
     * <p>{@link #NORMAL} leaves biases as they are. Differs from the public VGG16 U-Net: its decoder's biases are even
     * within ±1/√n even so, ours 0.
     */
    void redraw(Layer part, long seed) {
        if (this == KAIMING || Sketch.isOpen()) {
            return;
        }
        Random random = new Random(seed);
        for (Map.Entry<String, Tensor> entry : part.parameters().entrySet()) {
            Tensor tensor = entry.getValue();
            if (tensor.rank() >= 4) {
                double bound = 1 / Math.sqrt((double) tensor.count() / tensor.size(0));
                fill(tensor, this == NORMAL ? () -> DEVIATION * random.nextGaussian() : () -> even(random, bound));
            }
        }
        if (this == TORCH) {
            biases(part, random);
        }
    }

    /** A bias is even within the bounds of the weight beside it; norms, which have no such weight, keep theirs. */
    private static void biases(Layer part, Random random) {
        Map<String, Tensor> all = part.parameters();
        all.forEach((name, bias) -> {
            Tensor weight = name.endsWith(".bias") ? all.get(name.replaceFirst("bias$", "weight")) : null;
            if (weight != null && weight.rank() >= 4) {
                double bound = 1 / Math.sqrt((double) weight.count() / weight.size(0));
                fill(bias, () -> even(random, bound));
            }
        });
    }

    private static double even(Random random, double bound) {
        return bound * (2 * random.nextDouble() - 1);
    }

    private static void fill(Tensor tensor, DoubleSupplier draw) {
        float[] values = new float[Math.toIntExact(tensor.count())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) draw.getAsDouble();
        }
        tensor.assign(Tensor.of(values, tensor.shape()));
    }
}
