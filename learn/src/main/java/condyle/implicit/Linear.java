package condyle.implicit;

import condyle.nn.Draw;
import condyle.nn.Layer;
import condyle.tensor.Tensor;
import java.util.Map;

/**
 * A matrix times each point's numbers, plus a bias; the numbers come in two parts, which are never copied side by side.
 *
 * <p>What PyTorch calls {@code Linear} on {@code cat([coordinates, features], 1)}, with its names. Features that are the
 * same for all points are given once.
 */
final class Linear implements Layer {
    private final int coordinates;
    private final Tensor weight;
    private final Tensor bias;

    /**
     * Draws first weights.
     *
     * @param span numbers in
     * @param to numbers out
     * @param bound of the weights; PyTorch's own is 1 ÷ √(numbers in), as the bias always has it
     */
    Linear(Span span, int to, double bound, Draw draw) {
        coordinates = span.coordinates();
        weight = draw.uniform(bound, to, span.count());
        bias = draw.uniform(span.standard(), to);
    }

    private Linear(int coordinates, Tensor weight, Tensor bias) {
        this.coordinates = coordinates;
        this.weight = weight;
        this.bias = bias;
    }

    /** PyTorch's first weights. */
    Linear(Span span, int to, Draw draw) {
        this(span, to, span.standard(), draw);
    }

    /**
     * Numbers in of a layer.
     *
     * @param coordinates how many of them are coordinates, which stand first
     * @param features how many come from the layer before, or from the latent code
     */
    record Span(int coordinates, int features) {
        int count() {
            return coordinates + features;
        }

        double standard() {
            return 1 / Math.sqrt(count());
        }
    }

    @Override
    public Tensor forward(Tensor x) {
        return x.affine(weight, bias);
    }

    /**
     * The product for points.
     *
     * @param at coordinates (P, coordinates), or null where this layer takes none
     * @param features (P, features), or (1, features) for all points the same, or null where there are none
     * @return (P, to), or (1, to) where only features are given that are the same for all points
     */
    Tensor of(Tensor at, Tensor features) {
        if (coordinates == 0) {
            return forward(features);
        }
        if (features == null) {
            return forward(at);
        }
        return at.affine(ofPlaces(), features.affine(ofFeatures(), bias));
    }

    /** The same, weights and bias scaled by a factor: the product scaled, without a pass over its numbers. */
    Tensor of(Tensor at, Tensor features, double factor) {
        return new Linear(coordinates, weight.mul(factor), bias.mul(factor)).of(at, features);
    }

    /** Columns of the weights that meet coordinates. */
    Tensor ofPlaces() {
        return weight.narrow(1, 0, coordinates);
    }

    /** Columns of the weights that meet features. */
    Tensor ofFeatures() {
        return weight.narrow(1, coordinates, weight.size(1) - coordinates);
    }

    Tensor bias() {
        return bias;
    }

    /** The features' share of the product, without coordinates and bias. */
    Tensor features(Tensor features) {
        return features.affine(ofFeatures(), null);
    }

    @Override
    public Map<String, Tensor> ownParameters() {
        return Map.of("weight", weight, "bias", bias);
    }
}
