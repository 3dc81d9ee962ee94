package condyle.net;

import condyle.nn.Activation;
import condyle.nn.Convolution;
import condyle.nn.Convolution.Bias;
import condyle.nn.Convolution.Shape;
import condyle.nn.ConvolutionUnit;
import condyle.nn.Draw;
import condyle.nn.Layer;
import condyle.nn.Norm;
import condyle.nn.Sequential;
import condyle.tensor.Operators;
import condyle.tensor.Resizing;
import condyle.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * DeepLabv3+ in 2-D: DeepLabv3 with a small decoder that also sees the encoder's finer features.
 *
 * <p>Chen et al., ECCV 2018, doi:10.1007/978-3-030-01234-2_49. Differs from it: plain convolutions, not separable ones, and a ResNet with
 * torchvision's names.
 */
public final class DeepLabV3Plus {
    private static final String PAPER = "Chen et al., 2018, doi:10.1007/978-3-030-01234-2_49";

    private DeepLabV3Plus() {}

    /**
     * The shape of the network.
     *
     * @param width channels of the encoder's first convolution; 64 in the paper
     * @param blocks of each of its four stages; 3, 4, 6, 3 is ResNet50
     * @param rates dilations of the pyramid
     * @param dropout probability that a number is set to zero in training, behind the pyramid; 0 for none
     * @param asPublished the smaller network of the knee code of Imperial College (2020), {@link PreActivatedDeepLab}, of
     *     which only {@code width} applies, 64 there
     */
    public record Config(int width, List<Integer> blocks, List<Integer> rates, double dropout, boolean asPublished) {
        /** What stands where a file says nothing. */
        public static final Config DEFAULTS = new Config(64, ResNetEncoder.RESNET50, List.of(6, 12, 18), 0.5, false);

        public static final Config TINY = new Config(4, List.of(1, 1, 1, 1), List.of(1, 2), 0, false);

        public Config {
            new ResNetEncoder.Form(width, blocks, 16);
            blocks = List.copyOf(blocks);
            rates = List.copyOf(rates);
            AtrousPyramid.check(rates, dropout);
        }
    }

    /** Makes the network. */
    public static Network of(Config config, Task task) {
        Draw draw = new Draw(task.seed());
        Layer body =
                config.asPublished ? PreActivatedDeepLab.plus(config.width, task, draw) : new Body(config, task, draw);
        return new PlainNetwork(
                new Input("deeplab-v3-plus", 2, task.inputs(), config.asPublished ? 3 : 4), body, PAPER, 4);
    }

    private static final class Body implements Layer {
        private final Map<String, Layer> children = new LinkedHashMap<>();
        private final ResNetEncoder backbone;

        Body(Config config, Task task, Draw draw) {
            backbone = new ResNetEncoder(
                    new ResNetEncoder.Form(config.width, config.blocks, 16), Encoder.inputs(task), draw);
            int inner = 4 * config.width;
            int low = Math.max(1, 3 * config.width / 4);
            children.put("backbone", backbone);
            children.put(
                    "pyramid",
                    new AtrousPyramid(
                            new Shape(2, backbone.channels().get(4), inner, 1, 1, Bias.NONE),
                            config.rates,
                            config.dropout,
                            draw));
            children.put("low", unit(backbone.channels().get(1), low, 1, draw));
            children.put(
                    "refine", new Sequential(List.of(unit(inner + low, inner, 3, draw), unit(inner, inner, 3, draw))));
            children.put("head", Convolution.of(new Shape(2, inner, task.classes(), 1, 1, Bias.ADDED), draw));
        }

        private static Layer unit(int from, int to, int kernel, Draw draw) {
            return new ConvolutionUnit(new Shape(2, from, to, kernel, 1, Bias.NONE), Norm.BATCH, Activation.RELU, draw);
        }

        @Override
        public Tensor forward(Tensor x) {
            List<Tensor> levels = backbone.levels(x);
            Tensor low = children.get("low").forward(levels.get(1));
            Tensor high = children.get("pyramid").forward(levels.get(4));
            high = Resizing.linearLike(high, low, Resizing.Corners.FREE);
            Tensor refined = children.get("refine").forward(Operators.joinChannels(high, low));
            return Resizing.linearLike(children.get("head").forward(refined), x, Resizing.Corners.FREE);
        }

        @Override
        public Map<String, Layer> children() {
            return children;
        }
    }
}
