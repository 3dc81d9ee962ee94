package condyle.implicit;

import condyle.config.Check;
import condyle.loss.Grouping;
import condyle.tensor.Entropies;
import condyle.tensor.Operators;
import condyle.tensor.Tensor;

/**
 * What an auto-decoder makes smaller: errors of the image and of the labels at points, and the size of code and layers.
 *
 * <p>Stolt-Ansó et al., MICCAI 2023, doi:10.1007/978-3-031-43901-8_70, in their code's form: cross-entropy of each class
 * for itself, MONAI's Dice with background. Where labels are coarser than the classes, probabilities of a group's classes
 * are summed.
 *
 * @param image factor of the image's cross-entropy, the paper's α
 * @param code factor of the mean square of the code's numbers
 * @param layers factor of the sum of squares of the layers' parameters, heads left out
 */
public record AutoDecoderLoss(double image, double code, double layers) {
    /** As published. */
    public static final AutoDecoderLoss DEFAULTS = new AutoDecoderLoss(10, 1e-4, 1e-4);

    private static final double SMOOTH = 1e-5;

    public AutoDecoderLoss {
        Check.atLeast("image", image, 0);
        Check.atLeast("code", code, 0);
        Check.atLeast("layers", layers, 0);
    }

    /**
     * Points of one knee.
     *
     * @param places (P, axes)
     * @param brightness (P, 1), from 0 to 1
     * @param labels (P), groups of {@code grouping}
     */
    public record Points(Tensor places, Tensor brightness, Tensor labels, Grouping grouping) {}

    /** Loss of a training step. */
    Tensor training(CoordinateNetwork network, Points points, Tensor latent) {
        int classes = points.grouping.classes();
        Tensor out = network.of(points.places, latent);
        Tensor p = points.grouping.merge(out.narrow(1, 0, classes)).softmax(1);
        Tensor truth = Operators.oneHot(points.labels, points.grouping.count());
        Tensor both = p.mul(truth).sum(0).mul(2).add(SMOOTH);
        Tensor each = p.sum(0).add(truth.sum(0)).add(SMOOTH);
        Tensor dice = both.div(each).mean().neg().add(1);
        Tensor labels = Entropies.binary(p, truth).add(dice);
        return ofImage(out.narrow(1, classes, 1), points, latent)
                .add(labels)
                .add(network.squares().mul(layers));
    }

    /** Loss of a fit, which knows the image alone and moves the code alone. */
    Tensor fitting(CoordinateNetwork network, Points points, Tensor latent) {
        return ofImage(network.brightness(points.places, latent), points, latent);
    }

    private Tensor ofImage(Tensor logits, Points points, Tensor latent) {
        Tensor seen = Entropies.binaryOfLogits(logits, points.brightness).mul(image);
        return seen.add(latent.square().mean().mul(code));
    }
}
