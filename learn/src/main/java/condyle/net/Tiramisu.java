package condyle.net;

import condyle.config.Check;
import condyle.nn.Convolution;
import condyle.nn.Convolution.Bias;
import condyle.nn.Convolution.Shape;
import condyle.nn.Draw;
import condyle.nn.Dropout;
import condyle.nn.Layer;
import condyle.nn.MaxPool;
import condyle.tensor.Operators;
import condyle.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The 100-layer Tiramisu in 2-D and 3-D: a ladder of dense blocks, in which each layer sees all before it.
 *
 * <p>Jégou et al., CVPR Workshops 2017, doi:10.1109/CVPRW.2017.156: its FC-DenseNet103 by default. Differs from it: no biases but the
 * head's: norms cancel the others.
 */
public final class Tiramisu {
    private static final String PAPER = "Jégou et al., 2017, doi:10.1109/CVPRW.2017.156";

    private Tiramisu() {}

    /**
     * The shape of the network.
     *
     * @param dimensions 2 or 3
     * @param first channels of the first convolution
     * @param growth channels that each layer adds
     * @param layers of each dense block from the finest level down, the last being the bottleneck
     * @param dropout probability that a number is set to zero in training, after each convolution; 0 for none
     * @param asPublished as in the knee code of Imperial College (2020): a skip is joined after the dense block of its
     *     level, not before it; the bottleneck hands on its input too; biases everywhere
     */
    public record Config(
            int dimensions, int first, int growth, List<Integer> layers, double dropout, boolean asPublished) {
        /** What stands where a file says nothing. */
        public static final Config DEFAULTS = new Config(2, 48, 16, List.of(4, 5, 7, 10, 12, 15), 0.2, false);

        public static final Config TINY = new Config(2, 8, 4, List.of(2, 2, 2), 0, false);

        public Config {
            layers = List.copyOf(layers);
            LadderPlan.check(dimensions, layers);
            Check.atLeast("first", first, 1);
            Check.atLeast("growth", growth, 1);
            Dropout.check(dropout);
        }
    }

    /** Makes the network. */
    public static Network of(Config config, Task task) {
        Input input = new Input("tiramisu", config.dimensions, task.inputs(), config.layers.size() - 1);
        return new PlainNetwork(input, new Layers(config, task), PAPER);
    }

    private static final class Layers implements Layer {
        private final Map<String, Layer> children = new LinkedHashMap<>();
        private final Config config;
        private final int levels;

        Layers(Config config, Task task) {
            this.config = config;
            levels = config.layers.size() - 1;
            Draw draw = new Draw(task.seed());
            children.put("first", Convolution.of(shape(task.inputs(), config.first, 3, bias()), draw));
            int channels = config.first;
            Deque<Integer> skips = new ArrayDeque<>();
            for (int level = 0; level <= levels; level++) {
                DenseBlock block = block(channels, level, draw);
                children.put("down." + level, block);
                if (level < levels) {
                    channels = block.all();
                    skips.push(channels);
                    children.put(
                            "transition." + level,
                            new PreActivated(shape(channels, channels, 1, bias()), config.dropout, draw));
                } else {
                    channels = config.asPublished ? block.all() : block.added();
                }
            }
            for (int level = levels - 1; level >= 0; level--) {
                channels = addStep(channels, skips.pop(), level, draw);
            }
            children.put("head", Convolution.of(shape(channels, task.classes(), 1, Bias.ADDED), draw));
        }

        /** One step up; gives its channels. */
        private int addStep(int from, int skip, int level, Draw draw) {
            int doubled = config.growth * config.layers.get(config.asPublished ? level : level + 1);
            children.put(
                    "up." + level,
                    Convolution.transposed(new Shape(config.dimensions, from, doubled, 3, 2, bias()), draw));
            DenseBlock block = block(config.asPublished ? doubled : doubled + skip, level, draw);
            children.put("dense." + level, block);
            return config.asPublished ? block.added() + skip : level == 0 ? block.all() : block.added();
        }

        private DenseBlock block(int from, int level, Draw draw) {
            return new DenseBlock(
                    shape(from, config.growth, 3, bias()), config.layers.get(level), config.dropout, draw);
        }

        private Bias bias() {
            return LadderPlan.bias(config.asPublished);
        }

        private Shape shape(int from, int to, int kernel, Bias bias) {
            return new Shape(config.dimensions, from, to, kernel, 1, bias);
        }

        @Override
        public Tensor forward(Tensor x) {
            MaxPool pool = new MaxPool(2);
            Deque<Tensor> skips = new ArrayDeque<>();
            Tensor y = children.get("first").forward(x);
            for (int level = 0; level < levels; level++) {
                Tensor all =
                        Operators.joinChannels(y, children.get("down." + level).forward(y));
                skips.push(all);
                y = pool.forward(children.get("transition." + level).forward(all));
            }
            Tensor added = children.get("down." + levels).forward(y);
            y = config.asPublished ? Operators.joinChannels(y, added) : added;
            for (int level = levels - 1; level >= 0; level--) {
                y = step(children.get("up." + level).forward(y), skips.pop(), level);
            }
            return children.get("head").forward(y);
        }

        private Tensor step(Tensor doubled, Tensor skip, int level) {
            Layer block = children.get("dense." + level);
            if (config.asPublished) {
                return Operators.joinChannels(block.forward(doubled), skip);
            }
            Tensor joined = Operators.joinChannels(doubled, skip);
            Tensor added = block.forward(joined);
            return level == 0 ? Operators.joinChannels(joined, added) : added;
        }

        @Override
        public Map<String, Layer> children() {
            return children;
        }
    }

    /** Layers of which each sees the input and what all before it added; gives what they added. */
    private static final class DenseBlock implements Layer {
        private final Map<String, Layer> children = new LinkedHashMap<>();
        private final int from;
        private final int added;

        /** @param first from the channels of the input to those that each layer adds */
        DenseBlock(Shape first, int layers, double dropout, Draw draw) {
            from = first.from();
            added = layers * first.to();
            for (int i = 0; i < layers; i++) {
                Shape shape = new Shape(
                        first.dimensions(), from + i * first.to(), first.to(), first.kernel(), 1, first.bias());
                children.put(Integer.toString(i), new PreActivated(shape, dropout, draw));
            }
        }

        int added() {
            return added;
        }

        int all() {
            return from + added;
        }

        @Override
        public Tensor forward(Tensor x) {
            List<Tensor> seen = new ArrayList<>(List.of(x));
            for (Layer layer : children.values()) {
                seen.add(layer.forward(join(seen)));
            }
            return join(seen.subList(1, seen.size()));
        }

        private static Tensor join(List<Tensor> parts) {
            return parts.size() == 1 ? parts.get(0) : Operators.joinChannels(parts.toArray(Tensor[]::new));
        }

        @Override
        public Map<String, Layer> children() {
            return children;
        }
    }
}
