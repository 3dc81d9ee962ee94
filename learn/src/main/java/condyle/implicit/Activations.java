package condyle.implicit;

import condyle.config.Registry;
import condyle.nn.Draw;

/** The bends of coordinate networks, by name. */
public final class Activations {
    /** A layer to be made: its numbers in and out, and where first weights come from. */
    record Place(Linear.Span span, int width, Draw draw) {}

    /** A kind of layer. */
    interface Kind {
        PointLayer layer(Place place);

        /** How many numbers stand for each of a layer's: 2 where they are complex. */
        default int parts() {
            return 1;
        }
    }

    private record Complex(ComplexGaborLayer.Config config) implements Kind {
        @Override
        public PointLayer layer(Place p) {
            return new ComplexGaborLayer(config, p.span, p.width, p.draw);
        }

        @Override
        public int parts() {
            return 2;
        }
    }

    static final Registry<Void, Kind> KINDS = Registry.<Void, Kind>of("activation")
            .add("complex-gabor", ComplexGaborLayer.Config.DEFAULTS, (c, v) -> new Complex(c))
            .add("gabor", GaborLayer.Config.DEFAULTS, (c, v) -> p -> new GaborLayer(c, p.span, p.width, p.draw))
            .add("relu", RectifiedLayer.Config.DEFAULTS, (c, v) -> p -> new RectifiedLayer(p.span, p.width, p.draw))
            .add("sine", SineLayer.Config.DEFAULTS, (c, v) -> p -> new SineLayer(c, p.span, p.width, p.draw));

    /** For files of settings. */
    public static final Registry<?, ?> ALL = KINDS;

    private Activations() {}
}
