package condyle.implicit;

import condyle.nn.Draw;
import condyle.nn.Layer;
import condyle.tensor.Tensor;
import java.util.Map;

/**
 * A sine of a linear map: sin(ω(Wx + b)), weights at first within √(6/n) ÷ ω for n numbers in.
 *
 * <p>SIREN: Sitzmann et al., NeurIPS 2020, arXiv:2006.09661. Differs from it: the first layer starts like the others, as
 * in the code of NISF.
 */
final class SineLayer implements PointLayer {
    /** @param frequency ω */
    record Config(double frequency) {
        static final Config DEFAULTS = new Config(30);
    }

    private final Config config;
    private final Linear linear;

    SineLayer(Config config, Linear.Span span, int width, Draw draw) {
        this.config = config;
        linear = new Linear(span, width, Math.sqrt(6.0 / span.count()) / config.frequency, draw);
    }

    @Override
    public Tensor of(Tensor coordinates, Tensor features) {
        return linear.of(coordinates, features).mul(config.frequency).sin();
    }

    @Override
    public Map<String, Layer> children() {
        return Map.of("linear", linear);
    }
}
