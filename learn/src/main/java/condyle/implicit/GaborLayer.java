package condyle.implicit;

import condyle.nn.Draw;
import condyle.nn.Layer;
import condyle.tensor.Tensor;
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
        Tensor wave = freqs.of(coordinates, features).mul(config.frequency).cos();
        Tensor bell =
                scale.of(coordinates, features).mul(config.scale).square().neg().exp();
        return wave.mul(bell);
    }

    @Override
    public Map<String, Layer> children() {
        return Map.of("freqs", freqs, "scale", scale);
    }
}
