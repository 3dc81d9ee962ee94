package condyle.net;

import condyle.nn.BatchNorm;
import condyle.nn.Convolution;
import condyle.nn.Convolution.Bias;
import condyle.nn.Convolution.Shape;
import condyle.nn.Draw;
import condyle.nn.Layer;
import condyle.tensor.Operators;
import condyle.tensor.Resizing;
import condyle.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * DeepLabv3 in 2-D: a dilated ResNet, a pyramid of dilated convolutions, and logits enlarged linearly.
 *
 * <p>Chen et al., 2017, arXiv:1706.05587. Names and numbers are those of torchvision's deeplabv3_resnet50, without its auxiliary
 * classifier, so that its weights fit.
 */
public final class DeepLabV3 {
    private static final String PAPER = "Chen et al., 2017, arXiv:1706.05587";

    private DeepLabV3() {}

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
        public static final Config DEFAULTS = new Config(64, ResNetEncoder.RESNET50, List.of(12, 24, 36), 0.5, false);

        public static final Config TINY = new Config(4, List.of(1, 1, 1, 1), List.of(1, 2), 0, false);

        public Config {
            new ResNetEncoder.Form(width, blocks, 8);
            blocks = List.copyOf(blocks);
            rates = List.copyOf(rates);
            AtrousPyramid.check(rates, dropout);
        }
    }

    /** Makes the network. */
    public static Network of(Config config, Task task) {
        Draw draw = new Draw(task.seed());
        Layer body =
                config.asPublished ? PreActivatedDeepLab.third(config.width, task, draw) : new Body(config, task, draw);
        return new PlainNetwork(new Input("deeplab-v3", 2, task.inputs(), 3), body, PAPER, 8);
    }

    private static final class Body implements Layer {
        private final Map<String, Layer> children = new LinkedHashMap<>();

        Body(Config config, Task task, Draw draw) {
            ResNetEncoder backbone = new ResNetEncoder(
                    new ResNetEncoder.Form(config.width, config.blocks, 8), Encoder.inputs(task), draw);
            int inner = 4 * config.width;
            children.put("backbone", backbone);
            children.put(
                    "classifier.0",
                    new AtrousPyramid(
                            new Shape(2, backbone.channels().get(4), inner, 1, 1, Bias.NONE),
                            config.rates,
                            config.dropout,
                            draw));
            children.put("classifier.1", Convolution.of(new Shape(2, inner, inner, 3, 1, Bias.NONE), draw));
            children.put("classifier.2", new BatchNorm(inner));
            children.put("classifier.4", Convolution.of(new Shape(2, inner, task.classes(), 1, 1, Bias.ADDED), draw));
        }

        @Override
        public Tensor forward(Tensor x) {
            Tensor y = children.get("classifier.0")
                    .forward(children.get("backbone").forward(x));
            y = children.get("classifier.2")
                    .forward(children.get("classifier.1").forward(y));
            Tensor logits = children.get("classifier.4").forward(Operators.reluInPlace(y));
            return Resizing.linearLike(logits, x, Resizing.Corners.FREE);
        }

        @Override
        public Map<String, Layer> children() {
            return children;
        }
    }
}
