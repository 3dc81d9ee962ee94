package condyle.net;

import condyle.nn.AxialConvolution;
import condyle.nn.Convolution;
import condyle.nn.Draw;
import condyle.nn.Layer;
import condyle.nn.Norm;
import condyle.nn.PRelu;
import condyle.tensor.Operators;
import condyle.tensor.Scope;
import condyle.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The V-Net in 2-D and 3-D: stages of convolutions of kernel 5 that learn a residual, with strided convolutions between.
 *
 * <p>Milletari et al., 3DV 2016, doi:10.1109/3DV.2016.79. Each stage adds its input to its last convolution and bends
 * the sum. The decoder's stages have twice the channels of the encoder's at the same level, since the skip is joined to
 * what comes from below. Differs from it: a norm follows each convolution unless {@code norm: none}; where the image has
 * more than one channel, a convolution of kernel 1 brings it to the channels of the first stage.
 */
public final class VNet implements Layer {
    /**
     * The shape of the network.
     *
     * @param dimensions 2 or 3
     * @param channels of each level from the finest down
     * @param convolutions of each level's stage, in the encoder as in the decoder
     * @param norm after each convolution; published none
     */
    public record Config(int dimensions, List<Integer> channels, List<Integer> convolutions, Norm norm) {
        /** What stands where a file says nothing. */
        public static final Config DEFAULTS =
                new Config(3, List.of(16, 32, 64, 128, 256), List.of(1, 2, 3, 3, 3), Norm.INSTANCE);

        public static final Config TINY = new Config(3, List.of(4, 8), List.of(1, 2), Norm.INSTANCE);

        public Config {
            channels = List.copyOf(channels);
            convolutions = List.copyOf(convolutions);
            LadderPlan.check(dimensions, channels);
            if (convolutions.size() != channels.size() || convolutions.stream().anyMatch(c -> c < 1)) {
                throw new IllegalArgumentException("convolutions: " + convolutions + "; expected " + channels.size()
                        + " numbers of at least 1, one for each level");
            }
        }
    }

    private static final String PAPER = "Milletari et al., 2016, doi:10.1109/3DV.2016.79";
    private static final double SLOPE = 0.25;

    private final Config config;
    private final Map<String, Layer> children = new LinkedHashMap<>();

    /** Makes the network. */
    public static Network of(Config config, Task task) {
        Input input = new Input("vnet", config.dimensions, task.inputs(), config.channels.size() - 1);
        return new PlainNetwork(input, new VNet(config, task), PAPER);
    }

    private VNet(Config config, Task task) {
        this.config = config;
        Draw draw = new Draw(task.seed());
        for (int level = 0; level < config.channels.size(); level++) {
            int to = config.channels.get(level);
            if (level > 0) {
                int from = config.channels.get(level - 1);
                put("down", level - 1, new Bent(halving(from, to, draw), to));
            }
            put("encoder", level, new Stage(level == 0 ? task.inputs() : to, to, config.convolutions.get(level), draw));
        }
        if (task.inputs() > 1) {
            Convolution.Shape one = new Convolution.Shape(
                    config.dimensions, task.inputs(), config.channels.get(0), 1, 1, Convolution.Bias.NONE);
            children.put("project", Convolution.of(one, draw));
        }
        int below = config.channels.get(config.channels.size() - 1);
        for (int level = config.channels.size() - 2; level >= 0; level--) {
            int c = config.channels.get(level);
            put("up", level, new Bent(Convolution.transposed(shape(below, c, 2, 2), draw), c));
            put("decoder", level, new Stage(2 * c, 2 * c, config.convolutions.get(level), draw));
            below = 2 * c;
        }
        children.put(
                "head",
                Convolution.of(
                        new Convolution.Shape(config.dimensions, below, task.classes(), 1, 1, Convolution.Bias.ADDED),
                        draw));
    }

    private Convolution.Shape shape(int from, int to, int kernel, int stride) {
        return new Convolution.Shape(config.dimensions, from, to, kernel, stride, bias());
    }

    /** A convolution of kernel and stride 2, whose blocks do not overlap. */
    private Layer halving(int from, int to, Draw draw) {
        List<Integer> two = Collections.nCopies(config.dimensions, 2);
        return new AxialConvolution(
                AxialConvolution.Shape.of(from, to, two)
                        .strided(two)
                        .biased(bias())
                        .padded(AxialConvolution.Padding.VALID),
                draw);
    }

    private Convolution.Bias bias() {
        return config.norm == Norm.NONE ? Convolution.Bias.ADDED : Convolution.Bias.NONE;
    }

    private void put(String what, int level, Layer layer) {
        children.put(what + "." + level, layer);
    }

    /** A convolution, its norm and its bend. */
    private final class Bent implements Layer {
        private final Map<String, Layer> parts = new LinkedHashMap<>();

        Bent(Layer convolution, int channels) {
            parts.put("conv", convolution);
            if (config.norm != Norm.NONE) {
                parts.put("norm", config.norm.layer(channels));
            }
            parts.put("act", PRelu.of(channels, SLOPE));
        }

        @Override
        public Tensor forward(Tensor x) {
            return Scope.only(() -> parts.get("act").forward(straight(x)));
        }

        Tensor straight(Tensor x) {
            Tensor y = parts.get("conv").forward(x);
            return config.norm == Norm.NONE ? y : parts.get("norm").forward(y);
        }

        @Override
        public Map<String, Layer> children() {
            return parts;
        }
    }

    /** Convolutions of kernel 5; what is added to the last one is the stage's input, or what stands for it. */
    private final class Stage implements Layer {
        private final Map<String, Layer> parts = new LinkedHashMap<>();

        Stage(int from, int to, int convolutions, Draw draw) {
            for (int i = 0; i < convolutions; i++) {
                Convolution one = Convolution.of(shape(i == 0 ? from : to, to, 5, 1), draw);
                parts.put(Integer.toString(i), new Bent(one, to));
            }
        }

        @Override
        public Tensor forward(Tensor x) {
            return forward(x, x);
        }

        Tensor forward(Tensor x, Tensor added) {
            return Scope.only(() -> {
                Tensor y = x;
                int last = parts.size() - 1;
                for (int i = 0; i < last; i++) {
                    y = parts.get(Integer.toString(i)).forward(y);
                }
                Bent end = (Bent) parts.get(Integer.toString(last));
                return end.parts.get("act").forward(end.straight(y).add(added));
            });
        }

        @Override
        public Map<String, Layer> children() {
            return parts;
        }
    }

    @Override
    public Tensor forward(Tensor x) {
        Deque<Tensor> skips = new ArrayDeque<>();
        Tensor y = x;
        // One channel is added to all, as the published code repeats it.
        Layer project = children.get("project");
        Tensor added = project == null ? y : project.forward(y);
        for (int level = 0; level < config.channels.size(); level++) {
            if (level > 0) {
                skips.push(y);
                y = children.get("down." + (level - 1)).forward(y);
                added = y;
            }
            y = ((Stage) children.get("encoder." + level)).forward(y, added);
        }
        for (int level = config.channels.size() - 2; level >= 0; level--) {
            Tensor up = children.get("up." + level).forward(y);
            y = children.get("decoder." + level).forward(Operators.joinChannels(up, skips.pop()));
        }
        return children.get("head").forward(y);
    }

    @Override
    public Map<String, Layer> children() {
        return children;
    }
}
