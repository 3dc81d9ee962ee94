package condyle.implicit;

import condyle.nn.Draw;
import condyle.nn.Layer;
import condyle.tensor.NoGradient;
import condyle.tensor.Operators;
import condyle.tensor.Tensor;
import java.util.Map;

/** A linear map with its negative numbers set to zero. */
final class RectifiedLayer implements PointLayer {
    /** Nothing to choose. */
    record Config() {
        static final Config DEFAULTS = new Config();
    }

    private final Linear linear;

    RectifiedLayer(Linear.Span span, int width, Draw draw) {
        linear = new Linear(span, width, draw);
    }

    @Override
    public Tensor of(Tensor coordinates, Tensor features) {
        Tensor y = linear.of(coordinates, features);
        return NoGradient.holds() ? Operators.reluInPlace(y) : y.relu();
    }

    @Override
    public Map<String, Layer> children() {
        return Map.of("linear", linear);
    }
}
