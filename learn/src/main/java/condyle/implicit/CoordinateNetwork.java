package condyle.implicit;

import condyle.config.Check;
import condyle.config.Choice;
import condyle.nn.Draw;
import condyle.nn.Layer;
import condyle.tensor.NoGradient;
import condyle.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A function from places, and a latent code that says whose, to what lies there: a number for each class, and brightness.
 *
 * <p>NISF: Stolt-Ansó et al., MICCAI 2023, doi:10.1007/978-3-031-43901-8_70. Each layer adds a bend of what the one
 * before gave; the first one, which sees the place and the code, adds to the code itself, so a code is as long as a layer
 * is wide. A code of length 0 is none: one function for everybody.
 *
 * @see Config#NISF
 */
public final class CoordinateNetwork implements Layer {
    /** Which layers are told the place. */
    public enum Coordinates {
        FIRST,
        ALL
    }

    /** Whether the classes and the brightness share their layers, or have layers of their own for each. */
    public enum Layers {
        SHARED,
        SEPARATE
    }

    /** Whether a layer adds to what came before, or replaces it. */
    public enum Skip {
        RESIDUAL,
        NONE
    }

    /**
     * The shape of the network.
     *
     * @param axes of a place: 2 or 3 in space, 4 in space and time
     * @param layers hidden layers
     * @param width numbers of each
     * @param latent length of a code: the width where layers are residual, or 0
     */
    public record Config(
            int axes,
            int layers,
            int width,
            int latent,
            Coordinates coordinates,
            Layers heads,
            Skip skip,
            Choice activation,
            Choice encoding) {
        /** As published, for space without time. */
        public static final Config NISF = new Config(
                3,
                8,
                128,
                128,
                Coordinates.FIRST,
                Layers.SHARED,
                Skip.RESIDUAL,
                new Choice("gabor", GaborLayer.Config.DEFAULTS),
                new Choice("plain", Encodings.Plain.DEFAULTS));

        public static final Config DEFAULTS = NISF;

        public Config {
            Check.within("axes", axes, 2, 4);
            Check.within("layers", layers, 1, 64);
            Check.within("width", width, 1, 4096);
            if (latent < 0 || latent > 0 && skip == Skip.RESIDUAL && latent != width) {
                throw new IllegalArgumentException("latent: " + latent + " numbers beside layers of " + width
                        + "; the first layer adds to the code, so expected " + width + ", or 0 for no code");
            }
        }

        /** The same for another number of axes. */
        public Config along(int axes) {
            return new Config(axes, layers, width, latent, coordinates, heads, skip, activation, encoding);
        }

        Activations.Kind kind() {
            return Activations.KINDS.make(activation, null);
        }
    }

    /**
     * What is asked of the network.
     *
     * @param classes numbers that say what lies at a place
     * @param brightness 1 where the brightness is asked for too, else 0
     */
    public record Outputs(int classes, int brightness) {
        public int count() {
            return classes + brightness;
        }
    }

    private final Config config;
    private final Encodings.Encoding encoding;
    private final Map<String, Layer> children = new LinkedHashMap<>();
    private final Backbone backbone;
    private final Backbone imaging;
    private final Linear seg;
    private final Linear rec;

    /** Draws first weights; the same seed gives the same. */
    public CoordinateNetwork(Config config, Outputs outputs, long seed) {
        this.config = config;
        Draw draw = new Draw(seed);
        encoding = Encodings.KINDS.make(config.encoding, new Encodings.Place(config.axes, draw));
        backbone = new Backbone(config, encoding.count(), draw);
        Linear.Span last = new Linear.Span(0, config.width);
        seg = new Linear(last, outputs.classes, draw);
        children.put("encoding", encoding);
        children.put("backbone", backbone);
        children.put("seg", seg);
        if (outputs.brightness == 0) {
            imaging = null;
            rec = null;
            return;
        }
        imaging = config.heads == Layers.SHARED ? backbone : new Backbone(config, encoding.count(), draw);
        rec = new Linear(last, 1, draw);
        if (imaging != backbone) {
            children.put("imaging", imaging);
        }
        children.put("rec", rec);
    }

    /** Its shape. */
    public Config config() {
        return config;
    }

    /**
     * What lies at points.
     *
     * @param points (P, axes)
     * @param code (1, latent) for all points, or (P, latent), or null where there is none
     * @return (P, outputs): the classes, then the brightness where it is asked for, neither squashed
     */
    public Tensor of(Tensor points, Tensor code) {
        requireFit(points, code);
        Tensor told = encoding.forward(points);
        Tensor inner = inner(points, told, code);
        Tensor classes = seg.forward(real(inner));
        if (rec == null) {
            return classes;
        }
        Tensor brightness = rec.forward(real(imaging == backbone ? inner : imaging.of(told, code)));
        return Tensor.cat(1, classes, brightness);
    }

    /** Numbers of the last layer; without a way back, Gabor layers are worked out in place. */
    private Tensor inner(Tensor points, Tensor told, Tensor code) {
        Optional<List<GaborLayer>> plain =
                NoGradient.holds() && code != null && code.size(0) == 1 ? backbone.plainGabor() : Optional.empty();
        return plain.isPresent()
                ? new StillGabor(new StillGabor.Layered(encoding, plain.get(), null)).inner(points, code)
                : backbone.of(told, code);
    }

    /** The brightness alone, (P, 1), not squashed. */
    public Tensor brightness(Tensor points, Tensor code) {
        requireFit(points, code);
        return rec.forward(real(imaging.of(encoding.forward(points), code)));
    }

    /** The way to the brightness with weights that stay, where it is a kind that is worked out by hand; nothing else. */
    Optional<StillGabor> still() {
        return rec == null
                ? Optional.empty()
                : imaging.plainGabor().map(layers -> new StillGabor(new StillGabor.Layered(encoding, layers, rec)));
    }

    private Tensor real(Tensor x) {
        return x.size(1) == config.width ? x : x.narrow(1, 0, config.width);
    }

    private void requireFit(Tensor points, Tensor code) {
        if (points.rank() != 2 || points.size(1) != config.axes) {
            throw new IllegalArgumentException(
                    "coordinate network: points " + points + "; expected (P, " + config.axes + ")");
        }
        long length = code == null ? 0 : code.size(1);
        if (length != config.latent) {
            throw new IllegalArgumentException("coordinate network: a latent code of " + length + " numbers; expected "
                    + config.latent + ", the code of another network?");
        }
    }

    /** As {@link #of}, places and codes side by side: (P, axes + latent). */
    @Override
    public Tensor forward(Tensor x) {
        Tensor code = config.latent == 0 ? null : x.narrow(1, config.axes, config.latent);
        return of(x.narrow(1, 0, config.axes), code);
    }

    @Override
    public Map<String, Layer> children() {
        return children;
    }

    /** Sum of the squares of what the layers before the heads have learnt. */
    Tensor squares() {
        Tensor sum = squares(backbone);
        return imaging == null || imaging == backbone ? sum : sum.add(squares(imaging));
    }

    private static Tensor squares(Layer layer) {
        return layer.parameters().values().stream()
                .map(p -> p.square().sum())
                .reduce(Tensor::add)
                .orElseThrow();
    }
}
