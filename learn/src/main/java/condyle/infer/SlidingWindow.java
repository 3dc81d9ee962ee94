package condyle.infer;

import condyle.config.Check;
import condyle.data.Context;
import condyle.data.Intensity;
import condyle.data.Position;
import condyle.data.Sample;
import condyle.image.Box;
import condyle.image.Geometry;
import condyle.image.LabelSet;
import condyle.image.Probabilities;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.image.Volume;
import condyle.net.Network;
import condyle.net.PointNetwork;
import condyle.tensor.Autocast;
import condyle.tensor.Device;
import condyle.tensor.Gather;
import condyle.tensor.Kind;
import condyle.tensor.NoGradient;
import condyle.tensor.Precision;
import condyle.tensor.Scope;
import condyle.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;

/**
 * Runs a network over a volume window by window and blends the class probabilities where windows overlap.
 *
 * <p>Memory: the probabilities on the volume's grid, and one window. Windows in which the coarse pass saw nothing are
 * background without a look.
 */
public final class SlidingWindow {
    /**
     * How the windows lie.
     *
     * @param window voxels along x, y, z; made smaller where the volume is smaller
     * @param overlap share that neighbours have in common, 0 to below 1
     * @param weights by which the loss favoured each class, background first, to be taken back: log w is subtracted from
     *     the logits (doi:10.48550/arXiv.2007.07314, section 4.1); empty for none
     * @param blend weights of a window's voxels where windows overlap
     * @param more windows along each axis beyond those that the overlap asks for, where there is room
     * @param mirror axes, of x, y and z, along which windows are looked at mirrored too; all of it is averaged
     */
    public record Settings(
            Size window, double overlap, List<Double> weights, Blend blend, int more, List<String> mirror) {
        public static final Settings DEFAULTS = new Settings(null, 0.5, List.of());

        /** Gaussian weights, no more windows than the overlap asks for, nothing mirrored. */
        public Settings(Size window, double overlap, List<Double> weights) {
            this(window, overlap, weights, Blend.GAUSSIAN, 0, List.of());
        }

        public Settings {
            Check.belowOne("overlap", overlap);
            weights = List.copyOf(weights);
            if (weights.stream().anyMatch(w -> !(w > 0))) {
                throw new IllegalArgumentException("weights: " + weights + "; expected numbers above 0");
            }
            Check.within("more", more, 0, 8);
            mirror = List.copyOf(mirror);
            if (!List.of("x", "y", "z").containsAll(mirror)
                    || mirror.stream().distinct().count() < mirror.size()) {
                throw new IllegalArgumentException("mirror: " + mirror + "; expected some of x, y, z, each once");
            }
        }
    }

    private final Network network;
    private final Settings settings;
    private final Precision precision;
    private final Device device;
    private final Optional<Intensity> scale;
    private final MirroredPasses passes;

    /**
     * Prepares; the network must be on the device ({@link Network#on}) and in {@linkplain condyle.nn.Mode#USE use}.
     *
     * @param settings their window must be given
     */
    public SlidingWindow(Network network, Settings settings, Precision precision, Device device) {
        this(network, settings, precision, device, Optional.empty());
    }

    private SlidingWindow(
            Network network, Settings settings, Precision precision, Device device, Optional<Intensity> scale) {
        this.network = network;
        this.settings = settings;
        this.precision = precision;
        this.device = device;
        this.scale = scale;
        this.passes = new MirroredPasses(network, settings, precision, device);
    }

    /** The same, which brings each window by itself to a scale of brightness, if one is given. */
    public SlidingWindow scaling(Optional<Intensity> each) {
        return new SlidingWindow(network, settings, precision, device, each);
    }

    /**
     * Class probabilities of an image on the network's scale, or on any where windows are scaled one by one.
     *
     * @param context may be null where the network takes none
     * @param progress is told the share done, 0–1, after each window
     */
    public Probabilities apply(Volume image, Context context, LabelSet outputs, DoubleConsumer progress) {
        Geometry whole = context == null ? image.geometry() : context.geometry();
        // Beyond the volume lies air, as the standardised image has it at its darkest.
        return apply(new Scene(image, context, whole, image.least()), outputs, progress);
    }

    /**
     * Class probabilities of the slices of a standardised image one after the other, for a window with one voxel across: one
     * array a class, the slice's first axis fastest. Memory: one slice.
     *
     * @param progress is told the share done, 0–1, after each slice
     */
    public void slices(Volume image, LabelSet outputs, Consumer<float[][]> to, DoubleConsumer progress) {
        int across = settings.window().across();
        if (across < 0) {
            throw new IllegalArgumentException(
                    "window " + settings.window() + " is a block; expected slices, one voxel along an axis");
        }
        float air = image.least();
        Size n = image.size();
        for (int k = 0; k < n.along(across); k++) {
            Volume slice = image.crop(new Box(
                    across == 0 ? k : 0,
                    across == 1 ? k : 0,
                    across == 2 ? k : 0,
                    across == 0 ? k + 1 : n.x(),
                    across == 1 ? k + 1 : n.y(),
                    across == 2 ? k + 1 : n.z()));
            to.accept(apply(new Scene(slice, null, image.geometry(), air), outputs, done -> {})
                    .classes());
            progress.accept((k + 1.0) / n.along(across));
        }
    }

    /**
     * What is looked at.
     *
     * @param whole grid of the knee, by which patches are told where they lie
     * @param air brightness beyond the image
     */
    private record Scene(Volume image, Context context, Geometry whole, float air) {}

    private Probabilities apply(Scene scene, LabelSet outputs, DoubleConsumer progress) {
        Volume image = scene.image;
        Context context = scene.context;
        Size n = image.size();
        Size window = fit(n);
        Box part = network.covers(window);
        Size step = part.size();
        Size padded = new Size(Math.max(n.x(), step.x()), Math.max(n.y(), step.y()), Math.max(n.z(), step.z()));
        int classes = outputs.tissues().size() + 1;
        Accumulator sum = new Accumulator(n, step, classes, settings.blend());
        List<Box> tiles = Tiles.of(padded, step, settings);
        for (int t = 0; t < tiles.size(); t++) {
            Box tile = tiles.get(t);
            Box seen = around(tile, part, window);
            float[] inputs = inputs(image, context, new View(seen, step, scene.air), classes);
            if (context != null && empty(inputs, window.length())) {
                sum.addBackground(tile);
            } else {
                Geometry grid = new Geometry(window, image.geometry().crop(seen).toWorld());
                sum.add(tile, passes.of(inputs, window, Position.of(scene.whole, grid)));
            }
            progress.accept((t + 1.0) / tiles.size());
        }
        return new Probabilities(image.geometry(), outputs, sum.normalised());
    }

    /** The network as one that names points, where it is such a one. */
    Optional<PointNetwork> points() {
        return network instanceof PointNetwork p ? Optional.of(p) : Optional.empty();
    }

    /** Windows over a grid. */
    List<Box> tiles(Size n) {
        Size window = fit(n);
        return Tiles.of(
                new Size(Math.max(n.x(), window.x()), Math.max(n.y(), window.y()), Math.max(n.z(), window.z())),
                window,
                settings);
    }

    /** What a network that names points makes of a window; it belongs to the innermost scope. */
    PointNetwork.Maps maps(Volume image, Context context, Box tile, LabelSet outputs) {
        float[] inputs = inputs(
                image,
                context,
                new View(tile, tile.size(), image.least()),
                outputs.tissues().size() + 1);
        Geometry whole = context == null ? image.geometry() : context.geometry();
        Vec at = Position.of(whole, image.geometry().crop(tile));
        Size w = tile.size();
        try (NoGradient off = new NoGradient();
                Autocast cast = Autocast.of(precision, device)) {
            Tensor x = Tensor.of(inputs, 1, inputs.length / w.length(), w.z(), w.y(), w.x())
                    .to(device);
            float[] place = {(float) at.x(), (float) at.y(), (float) at.z()};
            return points().orElseThrow().maps(x, Tensor.of(place, 1, 3).to(device));
        }
    }

    /** Weights of a lattice's points in a window, x fastest. */
    float[] weights(Gather.Lattice points, Size tile) {
        double[] x = Tiles.weights(points.x(), tile.x(), settings.blend());
        double[] y = Tiles.weights(points.y(), tile.y(), settings.blend());
        double[] z = Tiles.weights(points.z(), tile.z(), settings.blend());
        float[] out = new float[x.length * y.length * z.length];
        for (int k = 0, i = 0; k < z.length; k++) {
            for (double wy : y) {
                for (double wx : x) {
                    out[i++] = (float) (z[k] * wy * wx);
                }
            }
        }
        return out;
    }

    /** Probabilities at a lattice's points of a window, class by class, x fastest. */
    float[] at(PointNetwork.Maps maps, Gather.Lattice points) {
        try (Scope scope = new Scope();
                NoGradient off = new NoGradient();
                Autocast cast = Autocast.of(precision, device)) {
            Tensor logits = points().orElseThrow().at(maps, points).to(Kind.F32).contiguous();
            return passes.unweighted(logits).softmax(1).toFloats();
        }
    }

    /** What the network finds in one patch, made as in training, as context for the next pass. */
    public Context context(Sample patch, LabelSet outputs) {
        Box part = network.covers(patch.grid().size());
        Geometry grid = patch.grid().crop(part);
        Size n = grid.size();
        float[] probabilities = passes.of(patch.inputs(), patch.grid().size(), patch.place());
        float[][] classes = new float[outputs.tissues().size() + 1][];
        for (int c = 0; c < classes.length; c++) {
            classes[c] = Arrays.copyOfRange(probabilities, c * n.length(), (c + 1) * n.length());
        }
        return new Context(grid, new Probabilities(grid, outputs, classes).best());
    }

    /** The window, cut down to the volume's size rounded up to what the network divides by. */
    Size fit(Size n) {
        int[] w = new int[3];
        for (int k = 0; k < 3; k++) {
            w[k] = Math.min(settings.window().along(k), n.along(k));
        }
        return network.fit(Size.of(w));
    }

    /** What the network must see to name a tile. */
    private static Box around(Box tile, Box part, Size window) {
        int x = tile.x0() - part.x0();
        int y = tile.y0() - part.y0();
        int z = tile.z0() - part.z0();
        return new Box(x, y, z, x + window.x(), y + window.y(), z + window.z());
    }

    private float[] inputs(Volume image, Context context, View view, int classes) {
        float[] inputs = view.of(image, context, classes);
        scale.ifPresent(s -> rescale(s, inputs, view.box().size()));
        return inputs;
    }

    /** The image alone, which is the first channel. */
    private static void rescale(Intensity scale, float[] inputs, Size window) {
        float[] image = Arrays.copyOf(inputs, window.length());
        float[] out = scale.of(image).of(image, window, Box.of(window));
        System.arraycopy(out, 0, inputs, 0, out.length);
    }

    private static boolean empty(float[] inputs, int voxels) {
        for (int i = voxels; i < inputs.length; i++) {
            if (inputs[i] > 0) {
                return false;
            }
        }
        return true;
    }
}
