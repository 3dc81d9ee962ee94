package condyle.implicit;

import condyle.nn.Draw;
import condyle.nn.Layer;
import condyle.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The layers of a coordinate network, before its heads. */
final class Backbone implements Layer {
    private final CoordinateNetwork.Config config;
    private final Activations.Kind kind;
    private final List<PointLayer> layers = new ArrayList<>();

    /** @param encoded numbers that stand for a place */
    Backbone(CoordinateNetwork.Config config, int encoded, Draw draw) {
        this.config = config;
        kind = config.kind();
        for (int i = 0; i < config.layers(); i++) {
            int coordinates = i == 0 || config.coordinates() == CoordinateNetwork.Coordinates.ALL ? encoded : 0;
            int features = i == 0 ? config.latent() : config.width() * kind.parts();
            Linear.Span span = new Linear.Span(coordinates, features);
            layers.add(kind.layer(new Activations.Place(span, config.width(), draw)));
        }
    }

    /** Numbers of each point (P, width), of which the first {@code width} are real. */
    Tensor of(Tensor encoded, Tensor code) {
        Tensor x = code;
        for (int i = 0; i < layers.size(); i++) {
            boolean told = i == 0 || config.coordinates() == CoordinateNetwork.Coordinates.ALL;
            Tensor y = layers.get(i).of(told ? encoded : null, x);
            x = x == null || config.skip() == CoordinateNetwork.Skip.NONE ? y : y.add(i == 0 ? wide(x) : x);
        }
        return x;
    }

    /** Its layers, where all are Gabor's, residual, and told the place in the first alone; nothing else. */
    Optional<List<GaborLayer>> plainGabor() {
        boolean plain = config.skip() == CoordinateNetwork.Skip.RESIDUAL
                && config.coordinates() == CoordinateNetwork.Coordinates.FIRST
                && config.latent() > 0
                && layers.stream().allMatch(GaborLayer.class::isInstance);
        return plain ? Optional.of(layers.stream().map(GaborLayer.class::cast).toList()) : Optional.empty();
    }

    /** The code as what the first layer gives: complex layers get no imaginary part. */
    private Tensor wide(Tensor code) {
        return kind.parts() == 1 ? code : Tensor.cat(1, code, code.zerosLike());
    }

    @Override
    public Tensor forward(Tensor x) {
        throw new UnsupportedOperationException("a backbone takes places and codes apart");
    }

    @Override
    public Map<String, Layer> children() {
        Map<String, Layer> children = new LinkedHashMap<>();
        for (int i = 0; i < layers.size(); i++) {
            children.put(Integer.toString(i), layers.get(i));
        }
        return children;
    }
}
