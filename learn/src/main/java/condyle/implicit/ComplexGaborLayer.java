package condyle.implicit;

import condyle.nn.Draw;
import condyle.nn.Layer;
import condyle.tensor.Tensor;
import java.util.Map;

/**
 * The complex Gabor wavelet exp(jωz − |σz|²) of a complex linear map z, its real parts and then its imaginary parts.
 *
 * <p>WIRE: Saragadam et al., CVPR 2023, arXiv:2301.05187. Coordinates and the latent code are real. With z = a + jb it is
 * exp(−ωb − σ²(a² + b²)) times cos(ωa) and sin(ωa), so real arithmetic does.
 */
final class ComplexGaborLayer implements PointLayer {
    /**
     * @param frequency ω
     * @param scale σ
     */
    record Config(double frequency, double scale) {
        static final Config DEFAULTS = new Config(10, 40);
    }

    private final Config config;
    private final int width;
    private final boolean first;
    private final Linear real;
    private final Linear imag;

    /** @param span features count real and imaginary parts together, in the first layer real parts alone */
    ComplexGaborLayer(Config config, Linear.Span span, int width, Draw draw) {
        this.config = config;
        this.width = width;
        this.first = span.features() != 2 * width;
        int features = first ? span.features() : width;
        real = new Linear(new Linear.Span(span.coordinates(), features), width, draw);
        imag = new Linear(new Linear.Span(span.coordinates(), features), width, draw);
    }

    @Override
    public Tensor of(Tensor coordinates, Tensor features) {
        Tensor a;
        Tensor b;
        if (first) {
            a = real.of(coordinates, features);
            b = imag.of(coordinates, features);
        } else {
            Tensor u = features.narrow(1, 0, width);
            Tensor v = features.narrow(1, width, width);
            a = real.of(coordinates, u).sub(imag.features(v));
            b = imag.of(coordinates, u).add(real.features(v));
        }
        double squared = config.scale * config.scale;
        Tensor size = b.mul(-config.frequency)
                .sub(a.square().add(b.square()).mul(squared))
                .exp();
        Tensor turn = a.mul(config.frequency);
        return Tensor.cat(1, size.mul(turn.cos()), size.mul(turn.sin()));
    }

    @Override
    public Map<String, Layer> children() {
        return Map.of("linear.real", real, "linear.imag", imag);
    }
}
