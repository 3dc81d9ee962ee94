package condyle.nn;

import condyle.tensor.Scope;
import condyle.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** Two convolutions of kernel 3, each followed by a normalization, an activation and, if asked for, dropout. */
public final class ConvolutionBlock implements Layer {
    /**
     * What follows each convolution.
     *
     * @param norm the normalization
     * @param activation the bend
     * @param dropout probability that a number is set to zero in training
     */
    public record Style(Norm norm, Activation activation, double dropout) {}

    private final Map<String, Layer> children = new LinkedHashMap<>();
    private final Activation activation;
    private final Dropout dropout;

    /**
     * The first convolution goes from {@code shape.from} to {@code shape.to} with its stride, the second stays.
     *
     * @param shape of the first; without a norm both get a bias in any case
     */
    public ConvolutionBlock(Convolution.Shape shape, Style style, Draw draw) {
        activation = style.activation;
        dropout = new Dropout(style.dropout);
        Convolution.Bias bias = style.norm == Norm.NONE ? Convolution.Bias.ADDED : shape.bias();
        for (int i = 1; i <= 2; i++) {
            Convolution.Shape one = new Convolution.Shape(
                    shape.dimensions(),
                    i == 1 ? shape.from() : shape.to(),
                    shape.to(),
                    3,
                    i == 1 ? shape.stride() : 1,
                    bias);
            children.put("conv" + i, Convolution.of(one, draw));
            if (style.norm != Norm.NONE) {
                children.put("norm" + i, style.norm.layer(shape.to()));
            }
        }
    }

    @Override
    public Tensor forward(Tensor x) {
        return Scope.only(() -> half(Scope.only(() -> half(x, 1)), 2));
    }

    private Tensor half(Tensor x, int i) {
        Tensor y = children.get("conv" + i).forward(x);
        Layer norm = children.get("norm" + i);
        y = norm instanceof InstanceNorm instance
                ? instance.forward(y, activation)
                : activation.overwrite(norm == null ? y : norm.forward(y));
        return dropout.forward(y);
    }

    @Override
    public Map<String, Layer> children() {
        return children;
    }

    @Override
    public void mode(Mode mode) {
        Layer.super.mode(mode);
        dropout.mode(mode);
    }
}
