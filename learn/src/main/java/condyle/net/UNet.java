package condyle.net;

import condyle.nn.Activation;
import condyle.nn.Convolution;
import condyle.nn.ConvolutionBlock;
import condyle.nn.ConvolutionUnit;
import condyle.nn.Draw;
import condyle.nn.Dropout;
import condyle.nn.Layer;
import condyle.nn.MaxPool;
import condyle.nn.Norm;
import condyle.nn.Sequential;
import condyle.nn.Upsample;
import condyle.tensor.Operators;
import condyle.tensor.Scope;
import condyle.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The U-Net in 2-D and 3-D: an encoder that halves the grid, a decoder that doubles it, and skips between them.
 *
 * <p>Ronneberger et al., MICCAI 2015, doi:10.1007/978-3-319-24574-4_28; in 3-D Çiçek et al., MICCAI 2016,
 * doi:10.1007/978-3-319-46723-8_49. Differs from them: convolutions are padded, so the grid stays; the norm, the way
 * down and the way up are chosen, those of Isensee et al., 2021, doi:10.1038/s41592-020-01008-z by default.
 */
public final class UNet implements Layer {
    /** How the grid is halved: by the stride of the next convolution, or by the largest of each block. */
    public enum Down {
        STRIDED,
        POOLED
    }

    /**
     * How the grid is doubled: by a transposed convolution; linearly after a convolution of kernel 1; or by repeating
     * voxels before a convolution of kernel 2, its norm and activation.
     */
    public enum Up {
        TRANSPOSED,
        LINEAR,
        NEAREST
    }

    /**
     * The shape of the network.
     *
     * @param dimensions 2 or 3
     * @param channels of each level from the finest down; the grid is halved between two levels; 32 to 512 in 2-D stands
     *     for the baseline of Salvi's report on signed distances, which does not say its own
     * @param norm after each convolution
     * @param down how the grid is halved
     * @param up how it is doubled
     * @param activation after each norm
     * @param dropout probability that a number is set to zero in training; 0 for none
     * @param asPublished biases before the norms too, which the norms cancel, as the knee code of Imperial College has
     *     them: with 64 to 1024 channels, batch norm, pooled, nearest and ReLU it is that network
     */
    public record Config(
            int dimensions,
            List<Integer> channels,
            Norm norm,
            Down down,
            Up up,
            Activation activation,
            double dropout,
            boolean asPublished) {
        /** What stands where a file says nothing. */
        public static final Config DEFAULTS = new Config(
                3, List.of(16, 32, 64, 128), Norm.INSTANCE, Down.STRIDED, Up.TRANSPOSED, Activation.LEAKY_RELU, 0);

        public static final Config TINY =
                new Config(3, List.of(4, 8), Norm.INSTANCE, Down.STRIDED, Up.TRANSPOSED, Activation.LEAKY_RELU, 0);

        /** The standard form. */
        public Config(
                int dimensions,
                List<Integer> channels,
                Norm norm,
                Down down,
                Up up,
                Activation activation,
                double dropout) {
            this(dimensions, channels, norm, down, up, activation, dropout, false);
        }

        public Config {
            channels = List.copyOf(channels);
            LadderPlan.check(dimensions, channels);
            Dropout.check(dropout);
        }
    }

    private static final String PAPER = "Ronneberger et al., 2015, doi:10.1007/978-3-319-24574-4_28";

    private final Config config;
    private final List<Layer> encoder = new ArrayList<>();
    private final List<Layer> ups = new ArrayList<>();
    private final List<Layer> decoder = new ArrayList<>();
    private final Layer head;

    /** Makes the network. */
    public static Network of(Config config, Task task) {
        Input input = new Input("unet", config.dimensions, task.inputs(), config.channels.size() - 1);
        return new PlainNetwork(input, new UNet(config, task), PAPER);
    }

    /** Made as part of another network, which checks its own images. */
    UNet(Config config, Task task) {
        this.config = config;
        Draw draw = new Draw(task.seed());
        List<Integer> channels = config.channels;
        for (int level = 0; level < channels.size(); level++) {
            encoder.add(stage(level == 0 ? task.inputs() : channels.get(level - 1), level, draw));
        }
        for (int level = channels.size() - 2; level >= 0; level--) {
            ups.add(up(channels.get(level + 1), channels.get(level), draw));
            decoder.add(new ConvolutionBlock(shape(2 * channels.get(level), channels.get(level), 1), style(), draw));
        }
        head = Convolution.of(
                new Convolution.Shape(config.dimensions, channels.get(0), task.classes(), 1, 1, Convolution.Bias.ADDED),
                draw);
    }

    private Layer stage(int from, int level, Draw draw) {
        boolean strided = level > 0 && config.down == Down.STRIDED;
        return new ConvolutionBlock(shape(from, config.channels.get(level), strided ? 2 : 1), style(), draw);
    }

    private Layer up(int from, int to, Draw draw) {
        return switch (config.up) {
            case TRANSPOSED ->
                Convolution.transposed(
                        new Convolution.Shape(config.dimensions, from, to, 2, 2, Convolution.Bias.NONE), draw);
            case LINEAR ->
                new Sequential(List.of(
                        Convolution.of(
                                new Convolution.Shape(config.dimensions, from, to, 1, 1, Convolution.Bias.ADDED), draw),
                        new Upsample(2, Upsample.Between.LINEAR)));
            case NEAREST ->
                new Sequential(List.of(
                        new Upsample(2, Upsample.Between.NEAREST),
                        new ConvolutionUnit(
                                new Convolution.Shape(config.dimensions, from, to, 2, 1, bias()),
                                config.norm,
                                config.activation,
                                draw)));
        };
    }

    private Convolution.Shape shape(int from, int to, int stride) {
        return new Convolution.Shape(config.dimensions, from, to, 3, stride, bias());
    }

    private Convolution.Bias bias() {
        return LadderPlan.bias(config.asPublished);
    }

    private ConvolutionBlock.Style style() {
        return new ConvolutionBlock.Style(config.norm, config.activation, config.dropout);
    }

    @Override
    public Tensor forward(Tensor x) {
        MaxPool pool = new MaxPool(2);
        Deque<Tensor> skips = new ArrayDeque<>();
        Tensor y = x.channelsLast();
        for (int level = 0; level < encoder.size(); level++) {
            if (level > 0) {
                skips.push(y);
                y = config.down == Down.POOLED ? pool.forward(y) : y;
            }
            y = encoder.get(level).forward(y);
        }
        for (int i = 0; i < decoder.size(); i++) {
            y = decode(i, y, skips.pop());
        }
        return head.forward(y);
    }

    private Tensor decode(int i, Tensor coarse, Tensor skip) {
        return Scope.only(
                () -> decoder.get(i).forward(Operators.joinChannels(ups.get(i).forward(coarse), skip)));
    }

    @Override
    public Map<String, Layer> children() {
        Map<String, Layer> children = new LinkedHashMap<>();
        for (int i = 0; i < encoder.size(); i++) {
            children.put("encoder." + i, encoder.get(i));
        }
        for (int i = 0; i < decoder.size(); i++) {
            children.put("up." + i, ups.get(i));
            children.put("decoder." + i, decoder.get(i));
        }
        children.put("head", head);
        return children;
    }
}
