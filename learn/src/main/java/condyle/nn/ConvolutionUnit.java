package condyle.nn;

import condyle.tensor.Scope;
import condyle.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** A convolution, a normalization and an activation, one after the other. */
public final class ConvolutionUnit implements Layer {
    private final Map<String, Layer> children = new LinkedHashMap<>();
    private final Activation activation;

    /**
     * Makes the layers {@code conv} and {@code norm}.
     *
     * @param shape of the convolution; without a norm it gets a bias in any case
     * @param activation at the end; null for none
     */
    public ConvolutionUnit(Convolution.Shape shape, Norm norm, Activation activation, Draw draw) {
        this.activation = activation;
        boolean bare = norm == Norm.NONE;
        children.put("conv", Convolution.of(bare ? shape.biased(Convolution.Bias.ADDED) : shape, draw));
        if (!bare) {
            children.put("norm", norm.layer(shape.to()));
        }
    }

    @Override
    public Tensor forward(Tensor x) {
        return Scope.only(() -> {
            Tensor y = x;
            for (Layer layer : children.values()) {
                y = layer.forward(y);
            }
            return activation == null ? y : activation.overwrite(y);
        });
    }

    @Override
    public Map<String, Layer> children() {
        return children;
    }
}
