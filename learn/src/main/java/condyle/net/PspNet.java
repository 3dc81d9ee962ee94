package condyle.net;

import condyle.config.Check;
import condyle.nn.Activation;
import condyle.nn.Convolution;
import condyle.nn.Convolution.Bias;
import condyle.nn.Convolution.Shape;
import condyle.nn.ConvolutionUnit;
import condyle.nn.Draw;
import condyle.nn.Dropout;
import condyle.nn.Layer;
import condyle.nn.Norm;
import condyle.tensor.Operators;
import condyle.tensor.Pooling;
import condyle.tensor.Resizing;
import condyle.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * PSPNet in 2-D: a dilated ResNet, and means over the whole image and its parts beside each voxel's features.
 *
 * <p>Zhao et al., CVPR 2017, doi:10.1109/CVPR.2017.660. Differs from it: the first convolution is torchvision's one of kernel 7, not three of
 * kernel 3, and there is no auxiliary loss.
 */
public final class PspNet {
    private static final String PAPER = "Zhao et al., 2017, doi:10.1109/CVPR.2017.660";
    private static final int STRIDE = 8;

    private PspNet() {}

    /**
     * The shape of the network.
     *
     * @param width channels of the encoder's first convolution; 64 in the paper
     * @param blocks of each of its four stages; 3, 4, 6, 3 is ResNet50
     * @param bins into how many parts of each axis the image is drawn together
     * @param dropout probability that a number is set to zero in training, before the classes; 0 for none
     */
    public record Config(int width, List<Integer> blocks, List<Integer> bins, double dropout) {
        /** What stands where a file says nothing. */
        public static final Config DEFAULTS = new Config(64, ResNetEncoder.RESNET50, List.of(1, 2, 3, 6), 0.1);

        public static final Config TINY = new Config(4, List.of(1, 1, 1, 1), List.of(1, 2), 0);

        public Config {
            new ResNetEncoder.Form(width, blocks, STRIDE);
            blocks = List.copyOf(blocks);
            bins = List.copyOf(bins);
            Check.atLeast("bins", bins.stream().mapToInt(b -> b).min().orElse(0), 1);
            Dropout.check(dropout);
        }
    }

    /** Makes the network. */
    public static Network of(Config config, Task task) {
        return new PlainNetwork(new Input("pspnet", 2, task.inputs(), 3), new Body(config, task), PAPER, STRIDE);
    }

    private static final class Body implements Layer {
        private final Map<String, Layer> children = new LinkedHashMap<>();
        private final Encoder encoder;
        private final List<Integer> bins;

        Body(Config config, Task task) {
            Draw draw = new Draw(task.seed());
            bins = config.bins;
            encoder = new ResNetEncoder(
                    new ResNetEncoder.Form(config.width, config.blocks, STRIDE), Encoder.inputs(task), draw);
            children.put("encoder", encoder);
            int features = encoder.channels().get(4);
            int part = Math.max(1, features / bins.size());
            for (int i = 0; i < bins.size(); i++) {
                children.put("pyramid." + i, unit(features, part, 1, draw));
            }
            children.put("join", unit(features + bins.size() * part, features / 4, 3, draw));
            children.put("dropout", new Dropout(config.dropout));
            children.put("head", Convolution.of(new Shape(2, features / 4, task.classes(), 1, 1, Bias.ADDED), draw));
        }

        private static Layer unit(int from, int to, int kernel, Draw draw) {
            return new ConvolutionUnit(new Shape(2, from, to, kernel, 1, Bias.NONE), Norm.BATCH, Activation.RELU, draw);
        }

        @Override
        public Tensor forward(Tensor x) {
            Tensor features = encoder.forward(x);
            List<Tensor> all = new ArrayList<>(List.of(features));
            for (int i = 0; i < bins.size(); i++) {
                Tensor part = children.get("pyramid." + i).forward(Pooling.means(features, bins.get(i)));
                all.add(Resizing.linearLike(part, features, Resizing.Corners.ALIGNED));
            }
            Tensor joined = children.get("join").forward(Operators.joinChannels(all.toArray(Tensor[]::new)));
            Tensor logits = children.get("head").forward(children.get("dropout").forward(joined));
            return Resizing.linearLike(logits, x, Resizing.Corners.ALIGNED);
        }

        @Override
        public Map<String, Layer> children() {
            return children;
        }
    }
}
