package condyle.net;

import condyle.config.Check;
import condyle.nn.Activation;
import condyle.nn.Convolution;
import condyle.nn.Draw;
import condyle.nn.InstanceNorm;
import condyle.nn.Layer;
import condyle.tensor.Operators;
import condyle.tensor.Scope;
import condyle.tensor.Stencil;
import condyle.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The residual-encoder U-Net of nnU-Net's presets, in 2-D and 3-D: many residual blocks down, one convolution a level up.
 *
 * <p>Isensee et al., MICCAI 2024, doi:10.1007/978-3-031-72114-4_47, arXiv:2404.09556; blocks of He et al., CVPR 2016,
 * doi:10.1109/CVPR.2016.90, with the average pooling of He et al., CVPR 2019, arXiv:1812.01187, where the grid is halved.
 * Names of parameters are those of its package dynamic-network-architectures. Differs from it: one head instead of one
 * for each level of the decoder, and the grid is halved along all axes.
 */
public final class ResidualUNet implements Layer {
    /**
     * The shape of the network.
     *
     * @param dimensions 2 or 3
     * @param channels of each level from the finest down
     * @param blocks residual blocks of each level of the encoder
     * @param convolutions of each level of the decoder
     */
    public record Config(int dimensions, List<Integer> channels, List<Integer> blocks, int convolutions) {
        /** What stands where a file says nothing: nnU-Net's medium preset. */
        public static final Config DEFAULTS =
                new Config(3, List.of(32, 64, 128, 256, 320, 320), List.of(1, 3, 4, 6, 6, 6), 1);

        public static final Config TINY = new Config(3, List.of(4, 8), List.of(1, 2), 1);

        public Config {
            channels = List.copyOf(channels);
            blocks = List.copyOf(blocks);
            LadderPlan.check(dimensions, channels);
            if (channels.size() < 2) {
                throw new IllegalArgumentException("channels: " + channels + "; expected at least two levels");
            }
            if (blocks.size() != channels.size() || blocks.stream().anyMatch(b -> b < 1)) {
                throw new IllegalArgumentException("blocks: " + blocks + "; expected " + channels.size()
                        + " numbers of at least 1, one for each level");
            }
            Check.atLeast("convolutions", convolutions, 1);
        }
    }

    private static final String PAPER = "Isensee et al., 2024, arXiv:2404.09556";

    private final Config config;
    private final Map<String, Layer> children = new LinkedHashMap<>();

    /** Makes the network. */
    public static Network of(Config config, Task task) {
        Input input = new Input("residual-unet", config.dimensions, task.inputs(), config.channels.size() - 1);
        return new PlainNetwork(input, new ResidualUNet(config, task), PAPER);
    }

    private ResidualUNet(Config config, Task task) {
        this.config = config;
        Draw draw = new Draw(task.seed());
        int levels = config.channels.size();
        int from = config.channels.get(0);
        children.put("encoder.stem.convs.0", new Unit(shape(task.inputs(), from, 3, 1), draw));
        for (int level = 0; level < levels; level++) {
            for (int i = 0; i < config.blocks.get(level); i++) {
                int stride = level > 0 && i == 0 ? 2 : 1;
                int to = config.channels.get(level);
                children.put("encoder.stages." + level + ".blocks." + i, new Block(shape(from, to, 3, stride), draw));
                from = to;
            }
        }
        for (int i = 0; i < levels - 1; i++) {
            int to = config.channels.get(levels - 2 - i);
            children.put("decoder.transpconvs." + i, Convolution.transposed(shape(from, to, 2, 2), draw));
            for (int j = 0; j < config.convolutions; j++) {
                children.put(
                        "decoder.stages." + i + ".convs." + j, new Unit(shape(j == 0 ? 2 * to : to, to, 3, 1), draw));
            }
            from = to;
        }
        children.put(head(), Convolution.of(shape(from, task.classes(), 1, 1), draw));
    }

    private String head() {
        return "decoder.seg_layers." + (config.channels.size() - 2);
    }

    private Convolution.Shape shape(int from, int to, int kernel, int stride) {
        return new Convolution.Shape(config.dimensions, from, to, kernel, stride, Convolution.Bias.ADDED);
    }

    /** A convolution and its norm; {@link #forward} bends the result too. */
    private static final class Unit implements Layer {
        private final Convolution convolution;
        private final InstanceNorm norm;

        Unit(Convolution.Shape shape, Draw draw) {
            convolution = Convolution.of(shape, draw);
            norm = new InstanceNorm(shape.to());
        }

        Tensor straight(Tensor x) {
            return norm.forward(convolution.forward(x));
        }

        @Override
        public Tensor forward(Tensor x) {
            return Scope.only(() -> Activation.LEAKY_RELU.overwrite(straight(x)));
        }

        @Override
        public Map<String, Layer> children() {
            return Map.of("conv", convolution, "norm", norm);
        }
    }

    /** Two convolutions whose input, brought to their grid and channels, is added before the last bend. */
    private static final class Block implements Layer {
        private final Unit first;
        private final Unit second;
        private final List<Integer> stride;
        private final Map<String, Layer> children = new LinkedHashMap<>();
        private final Unit skip;

        Block(Convolution.Shape shape, Draw draw) {
            Convolution.Bias bias = shape.bias();
            first = new Unit(shape, draw);
            second = new Unit(
                    new Convolution.Shape(shape.dimensions(), shape.to(), shape.to(), shape.kernel(), 1, bias), draw);
            stride = Collections.nCopies(shape.dimensions(), shape.stride());
            children.put("conv1", first);
            children.put("conv2", second);
            skip = shape.from() == shape.to()
                    ? null
                    : new Unit(
                            new Convolution.Shape(
                                    shape.dimensions(), shape.from(), shape.to(), 1, 1, Convolution.Bias.NONE),
                            draw);
            if (skip != null) {
                // In PyTorch the pooling, which has no parameters, comes first.
                children.put(halves() ? "skip.1" : "skip.0", skip);
            }
        }

        private boolean halves() {
            return stride.get(0) > 1;
        }

        @Override
        public Tensor forward(Tensor x) {
            return Scope.only(() -> {
                Tensor y = second.straight(first.forward(x));
                Tensor same = halves() ? Stencil.meanPool(x, stride) : x;
                return y.add(skip == null ? same : skip.straight(same)).leakyRelu(Activation.SLOPE);
            });
        }

        @Override
        public Map<String, Layer> children() {
            return children;
        }
    }

    @Override
    public Tensor forward(Tensor x) {
        Deque<Tensor> skips = new ArrayDeque<>();
        Tensor y = children.get("encoder.stem.convs.0").forward(x);
        int levels = config.channels.size();
        for (int level = 0; level < levels; level++) {
            if (level > 0) {
                skips.push(y);
            }
            for (int i = 0; i < config.blocks.get(level); i++) {
                y = children.get("encoder.stages." + level + ".blocks." + i).forward(y);
            }
        }
        for (int i = 0; i < levels - 1; i++) {
            y = Operators.joinChannels(children.get("decoder.transpconvs." + i).forward(y), skips.pop());
            for (int j = 0; j < config.convolutions; j++) {
                y = children.get("decoder.stages." + i + ".convs." + j).forward(y);
            }
        }
        return children.get(head()).forward(y);
    }

    @Override
    public Map<String, Layer> children() {
        return children;
    }
}
