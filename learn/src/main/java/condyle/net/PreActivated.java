package condyle.net;

import condyle.nn.Activation;
import condyle.nn.Convolution;
import condyle.nn.Draw;
import condyle.nn.Dropout;
import condyle.nn.Layer;
import condyle.nn.Norm;
import condyle.tensor.Scope;
import condyle.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** A batch norm, a ReLU, a convolution and dropout, one after the other. */
final class PreActivated implements Layer {
    private final Map<String, Layer> children = new LinkedHashMap<>();

    PreActivated(Convolution.Shape shape, double dropout, Draw draw) {
        children.put("norm", Norm.BATCH.layer(shape.from()));
        children.put("conv", Convolution.of(shape, draw));
        children.put("dropout", new Dropout(dropout));
    }

    @Override
    public Tensor forward(Tensor x) {
        return Scope.only(() -> {
            Tensor y = Activation.RELU.overwrite(children.get("norm").forward(x));
            return children.get("dropout").forward(children.get("conv").forward(y));
        });
    }

    @Override
    public Map<String, Layer> children() {
        return children;
    }
}
