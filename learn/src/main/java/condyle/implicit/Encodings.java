package condyle.implicit;

import condyle.config.Check;
import condyle.config.Registry;
import condyle.nn.Draw;
import condyle.nn.Layer;
import condyle.tensor.Tensor;
import java.util.Map;

/** What a coordinate network is told of a place: the coordinates (P, axes), and waves of them. */
public final class Encodings {
    /** The coordinates as they are. */
    record Plain() {
        static final Plain DEFAULTS = new Plain();
    }

    /**
     * The coordinates c, and sin and cos of 2^k π c for k = 0, 1, … below {@code octaves}.
     *
     * <p>NeRF: Mildenhall et al., ECCV 2020, doi:10.1007/978-3-030-58452-8_24.
     */
    record Octaves(int octaves) {
        static final Octaves DEFAULTS = new Octaves(6);

        Octaves {
            Check.within("octaves", octaves, 1, 16);
        }
    }

    /**
     * The coordinates c, and sin and cos of 2πBc, the rows of B normal.
     *
     * <p>Fourier features: Tancik et al., NeurIPS 2020, arXiv:2006.10739.
     *
     * @param rows of B
     * @param deviation of its numbers, in waves across the knee
     */
    record Fourier(int rows, double deviation) {
        static final Fourier DEFAULTS = new Fourier(64, 4);

        Fourier {
            Check.within("rows", rows, 1, 1024);
            Check.above("deviation", deviation, 0);
        }
    }

    /** An encoding to be made: for so many axes, drawn from. */
    record Place(int axes, Draw draw) {}

    /** An encoding of points. */
    interface Encoding extends Layer {
        /** Numbers that it gives for each point. */
        int count();
    }

    static final Registry<Place, Encoding> KINDS = Registry.<Place, Encoding>of("encoding")
            .add("fourier", Fourier.DEFAULTS, (c, p) -> Waves.random(c, p))
            .add("octaves", Octaves.DEFAULTS, (c, p) -> Waves.octaves(c, p.axes))
            .add("plain", Plain.DEFAULTS, (c, p) -> new Same(p.axes));

    /** For files of settings. */
    public static final Registry<?, ?> ALL = KINDS;

    private Encodings() {}

    private record Same(int count) implements Encoding {
        @Override
        public Tensor forward(Tensor x) {
            return x;
        }
    }

    /** Points, and the sine and cosine of a matrix (waves, axes) times them; the matrix is kept with the weights. */
    private record Waves(int count, Tensor waves) implements Encoding {
        static Waves random(Fourier config, Place place) {
            Tensor b = place.draw.normal(2 * Math.PI * config.deviation, config.rows, place.axes);
            return new Waves(place.axes + 2 * config.rows, b.detach());
        }

        static Waves octaves(Octaves config, int axes) {
            float[] matrix = new float[config.octaves * axes * axes];
            for (int k = 0; k < config.octaves; k++) {
                for (int a = 0; a < axes; a++) {
                    matrix[(k * axes + a) * axes + a] = (float) (Math.PI * (1 << k));
                }
            }
            return new Waves(axes + 2 * config.octaves * axes, Tensor.of(matrix, (long) config.octaves * axes, axes));
        }

        @Override
        public Tensor forward(Tensor x) {
            Tensor phase = x.affine(waves, null);
            return Tensor.cat(1, x, phase.sin(), phase.cos());
        }

        @Override
        public Map<String, Tensor> ownBuffers() {
            return Map.of("waves", waves);
        }
    }
}
