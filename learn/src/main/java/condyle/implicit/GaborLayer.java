package condyle.implicit;

import condyle.nn.Draw;
import condyle.nn.Layer;
import condyle.tensor.Tensor;
import condyle.tensor.Wavelets;
import java.util.Map;

/**
 * A wave under a bell: cos(ω f(x)) · exp(−(σ s(x))²), f and s two linear maps of the same numbers.
 *
 * <p>The real Gabor wavelet of WIRE (Saragadam et al., CVPR 2023, arXiv:2301.05187) as NISF uses it (Stolt-Ansó et al.,
 * MICCAI 2023, doi:10.1007/978-3-031-43901-8_70).
 */
final class GaborLayer implements PointLayer {
    /**
     * @param frequency ω
     * @param scale σ
     */
    record Config(double frequency, double scale) {
        static final Config DEFAULTS = new Config(10, 10);
    }

    private final Config config;
    private final Linear freqs;
    private final Linear scale;

    GaborLayer(Config config, Linear.Span span, int width, Draw draw) {
        this.config = config;
        freqs = new Linear(span, width, draw);
        scale = new Linear(span, width, draw);
    }

    @Override
    public Tensor of(Tensor coordinates, Tensor features) {
        Tensor wave = freqs.of(coordinates, features, config.frequency).cos();
        Tensor bell = scale.of(coordinates, features, config.scale)
                .square()
                .neg()
                .clamp(Wavelets.LEAST, 0)
                .exp();
        return wave.mul(bell);
    }

    /** The maps with their factors, as numbers that stay. */
    Still still() {
        return new Still(Half.of(freqs, config.frequency), Half.of(scale, config.scale));
    }

    /** Both maps of a layer that learns no more. */
    record Still(Half wave, Half bell) {}

    /**
     * A linear map that learns no more.
     *
     * @param places columns that meet coordinates; none but in the first layer
     * @param features columns that meet features, (width, features)
     * @param bias (1, width)
     */
    record Half(Tensor places, Tensor features, Tensor bias) {
        private static Half of(Linear map, double factor) {
            return new Half(
                    map.ofPlaces().detach().mul(factor),
                    map.ofFeatures().detach().mul(factor),
                    map.bias().detach().mul(factor).unsqueeze(0));
        }
    }

    @Override
    public Map<String, Layer> children() {
        return Map.of("freqs", freqs, "scale", scale);
    }
}
