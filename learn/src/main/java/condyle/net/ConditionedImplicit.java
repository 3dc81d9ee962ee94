package condyle.net;

import condyle.config.Check;
import condyle.image.Size;
import condyle.nn.Activation;
import condyle.nn.Convolution;
import condyle.nn.ConvolutionUnit;
import condyle.nn.Draw;
import condyle.nn.Layer;
import condyle.nn.Norm;
import condyle.tensor.Gather;
import condyle.tensor.NoGradient;
import condyle.tensor.Resizing;
import condyle.tensor.Scope;
import condyle.tensor.Sketch;
import condyle.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A function of place that sees the image: features of convolutions, read at the point asked for, and a small network.
 *
 * <p>A U-Net on a grid half as fine tells what lies where; one convolution at full resolution tells what exactly is seen.
 * Both are read linearly at the point, the place within its cell is added, and a few layers turn the sum into distances.
 * After the convolutional occupancy networks of Peng et al., ECCV 2020, doi:10.1007/978-3-030-58580-8_31, and the cells of
 * LIIF (Chen et al., CVPR 2021, doi:10.1109/CVPR46437.2021.00852). Differs from them: images instead of clouds of points,
 * signed distances to every class instead of occupancy, a second map at full resolution, and the sum instead of the
 * concatenation, which is the same to the layer after it and lets features be read after they are narrowed.
 */
public final class ConditionedImplicit implements PointNetwork {
    /**
     * The shape of the network.
     *
     * @param stem channels of the first convolution, which halves the grid
     * @param channels of the U-Net's levels, the finest first
     * @param detail channels of the convolution at full resolution
     * @param width numbers of a point in each layer
     * @param layers of the small network before its last
     * @param norm after convolutions
     */
    public record Config(int stem, List<Integer> channels, int detail, int width, int layers, Norm norm) {
        public static final Config DEFAULTS = new Config(24, List.of(32, 64, 128, 192), 12, 64, 2, Norm.INSTANCE);

        public static final Config TINY = new Config(4, List.of(6, 8), 4, 12, 1, Norm.INSTANCE);

        public Config {
            channels = List.copyOf(channels);
            Check.within("stem", stem, 1, 1024);
            Check.within("detail", detail, 1, 1024);
            Check.within("width", width, 1, 4096);
            Check.within("layers", layers, 0, 16);
        }
    }

    private static final String NAME = "conditioned-implicit";
    /** Voxels from the middle of an image that count as 1. */
    private static final double REACH = 64;
    /** Numbers that tell a place along an axis: wave and counter-wave within a cell, and offset. */
    private static final int TOLD = 3;

    private static final int POINTS = 1 << 17;

    private final Config config;
    private final Task task;
    private final UNet trunk;
    private final Tensor offset;
    private final Tensor place;
    private final Map<String, Layer> children = new LinkedHashMap<>();
    private final List<Layer> hidden = new ArrayList<>();

    public ConditionedImplicit(Config config, Task task) {
        this.config = config;
        this.task = task;
        Draw draw = new Draw(task.seed());
        trunk = new UNet(
                new UNet.Config(
                        3,
                        config.channels,
                        config.norm,
                        UNet.Down.STRIDED,
                        UNet.Up.TRANSPOSED,
                        Activation.LEAKY_RELU,
                        0),
                new Task(config.stem, Math.max(2, config.width), task.seed() + 1));
        children.put("stem", unit(task.inputs(), config.stem, 2, draw));
        children.put("trunk", trunk);
        children.put("detail.0", unit(task.inputs(), config.detail, 1, draw));
        children.put("detail.1", point(config.detail, config.width, Convolution.Bias.NONE, draw));
        for (int i = 0; i < config.layers; i++) {
            Layer layer = point(config.width, config.width, Convolution.Bias.ADDED, draw);
            hidden.add(layer);
            children.put("hidden." + i, layer);
        }
        children.put("head", point(config.width, task.classes(), Convolution.Bias.ADDED, draw));
        offset = draw.kaiming(3L * TOLD, config.width, 3L * TOLD);
        place = draw.kaiming(3, config.width, 3);
    }

    private Layer unit(int from, int to, int stride, Draw draw) {
        return new ConvolutionUnit(
                new Convolution.Shape(3, from, to, 3, stride, Convolution.Bias.NONE),
                config.norm,
                Activation.LEAKY_RELU,
                draw);
    }

    private static Layer point(int from, int to, Convolution.Bias bias, Draw draw) {
        return Convolution.of(new Convolution.Shape(3, from, to, 1, 1, bias), draw);
    }

    @Override
    public Maps maps(Tensor images, Tensor places) {
        Patches.require(NAME, 3, task.inputs(), images);
        requirePatch(Patches.of(images));
        Tensor x = images.channelsLast();
        Tensor coarse = Scope.only(() -> trunk.forward(children.get("stem").forward(x)));
        Tensor detail = Scope.only(
                () -> children.get("detail.1").forward(children.get("detail.0").forward(x)));
        return new Maps(coarse, detail, places);
    }

    @Override
    public Tensor forward(Tensor x) {
        return forward(x, Tensor.zeros(x.size(0), 3).to(x.device()));
    }

    @Override
    public Tensor forward(Tensor x, Tensor places) {
        Maps maps = maps(x, places);
        long[] n = maps.detail().shape();
        Tensor fine = Resizing.linear(maps.coarse(), new long[] {n[2], n[3], n[4]}, Resizing.Corners.FREE);
        Maps both = new Maps(fine, maps.detail(), places);
        if (!NoGradient.holds()) {
            return slab(both, 0, n[2]);
        }
        // Slab by slab, so that no layer's numbers of all voxels stand in memory.
        long thick = Math.max(1, POINTS / (n[3] * n[4]));
        List<Tensor> parts = new ArrayList<>();
        for (long z = 0; z < n[2]; z += thick) {
            long from = z;
            long length = Math.min(thick, n[2] - z);
            parts.add(Scope.only(() -> slab(both, from, length)));
        }
        return Tensor.cat(2, parts.toArray(Tensor[]::new));
    }

    /** Logits of some slices, where both maps are on the image's grid. */
    private Tensor slab(Maps both, long from, long length) {
        long[] n = both.detail().shape();
        Tensor seen = both.coarse().narrow(2, from, length).add(both.detail().narrow(2, from, length));
        if (Sketch.isOpen()) {
            return layers(seen);
        }
        double[] z = new double[(int) length];
        for (int i = 0; i < length; i++) {
            z[i] = from + i;
        }
        Gather.Lattice lattice = new Gather.Lattice(whole(n[4]), whole(n[3]), z);
        return layers(seen.add(told(lattice, both)));
    }

    private static double[] whole(long length) {
        double[] places = new double[(int) length];
        for (int i = 0; i < length; i++) {
            places[i] = i;
        }
        return places;
    }

    @Override
    public Tensor at(Maps maps, Gather.Points points) {
        Tensor seen = Gather.at(maps.coarse(), points.coarser(2)).add(Gather.at(maps.detail(), points));
        int count = points.count();
        long[] n = maps.detail().shape();
        float[] all = new float[points.images() * count * 3 * TOLD];
        for (int i = 0; i < points.images() * count; i++) {
            for (int axis = 0; axis < 3; axis++) {
                write(points.xyz()[3 * i + axis], n[4 - axis], all, (3 * i + axis) * TOLD);
            }
        }
        Tensor told = Tensor.of(all, (long) points.images() * count, 3L * TOLD)
                .to(seen.device())
                .affine(offset, null)
                .reshape(points.images(), count, config.width)
                .transpose(1, 2)
                .unsqueeze(2)
                .unsqueeze(2);
        return layers(seen.add(told).add(knee(maps)));
    }

    @Override
    public Tensor at(Maps maps, Gather.Lattice points) {
        Tensor seen = Gather.lattice(maps.coarse(), points.coarser(2)).add(Gather.lattice(maps.detail(), points));
        return layers(seen.add(told(points, maps)));
    }

    /** What a lattice's points are told of their places: (N, width, z's, y's, x's), or of such a shape by broadcasting. */
    private Tensor told(Gather.Lattice points, Maps maps) {
        long[] n = maps.detail().shape();
        Tensor x = axis(points.x(), 0, n[4], maps).reshape(1, config.width, 1, 1, points.x().length);
        Tensor y = axis(points.y(), 1, n[3], maps).reshape(1, config.width, 1, points.y().length, 1);
        Tensor z = axis(points.z(), 2, n[2], maps).reshape(1, config.width, points.z().length, 1, 1);
        return z.add(knee(maps)).add(y).add(x);
    }

    private Tensor axis(double[] places, int axis, long length, Maps maps) {
        float[] all = new float[places.length * TOLD];
        for (int i = 0; i < places.length; i++) {
            write(places[i], length, all, i * TOLD);
        }
        Tensor told = Tensor.of(all, places.length, TOLD).to(maps.detail().device());
        return told.affine(offset.narrow(1, (long) axis * TOLD, TOLD), null).transpose(0, 1);
    }

    /** A place along an axis: where in its cell of two voxels, and how far from the middle. */
    private static void write(double place, long length, float[] to, int at) {
        double phase = Math.PI * (place + 0.5);
        to[at] = (float) Math.sin(phase);
        to[at + 1] = (float) Math.cos(phase);
        to[at + 2] = (float) ((place - (length - 1) / 2.0) / REACH);
    }

    /** Where in the knee the image lies. */
    private Tensor knee(Maps maps) {
        return maps.places().affine(place, null).reshape(maps.places().size(0), config.width, 1, 1, 1);
    }

    private Tensor layers(Tensor sum) {
        Tensor y = Activation.LEAKY_RELU.overwrite(sum);
        for (Layer layer : hidden) {
            y = Activation.LEAKY_RELU.overwrite(layer.forward(y));
        }
        return children.get("head").forward(y);
    }

    @Override
    public Map<String, Layer> children() {
        return children;
    }

    @Override
    public Map<String, Tensor> ownParameters() {
        return Map.of("offset.weight", offset, "place.weight", place);
    }

    @Override
    public String paper() {
        return "after Peng et al., 2020, doi:10.1007/978-3-030-58580-8_31";
    }

    @Override
    public int dimensions() {
        return 3;
    }

    @Override
    public int divisor() {
        return 1 << config.channels.size();
    }

    @Override
    public void requirePatch(Size patch) {
        Patches.require(NAME, 3, config.channels.size(), patch);
    }
}
