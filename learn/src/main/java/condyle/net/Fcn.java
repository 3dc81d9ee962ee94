package condyle.net;

import condyle.config.Check;
import condyle.nn.Activation;
import condyle.nn.Convolution;
import condyle.nn.Convolution.Bias;
import condyle.nn.Convolution.Shape;
import condyle.nn.Draw;
import condyle.nn.Dropout;
import condyle.nn.Layer;
import condyle.nn.MaxPool;
import condyle.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The fully convolutional network FCN-8s in 2-D: scores of three grids of a VGG encoder, added up and enlarged.
 *
 * <p>Long et al., CVPR 2015, doi:10.1109/CVPR.2015.7298965. Differs from it: convolutions are padded by what they need, not by 100 voxels with
 * a crop at the end; all of it learns at one rate.
 */
public final class Fcn {
    private static final String PAPER = "Long et al., 2015, doi:10.1109/CVPR.2015.7298965";

    private Fcn() {}

    /**
     * The shape of the network.
     *
     * @param channels of each stage of the encoder, at least three
     * @param convolutions of each stage
     * @param width channels of the two wide layers
     * @param dropout probability that a number of the wide layers is set to zero in training; 0 for none
     */
    public record Config(List<Integer> channels, List<Integer> convolutions, int width, double dropout) {
        /** What stands where a file says nothing. */
        public static final Config DEFAULTS = new Config(VggEncoder.channels(64), VggEncoder.VGG16, 4096, 0.5);

        public static final Config TINY = new Config(List.of(6, 8, 8), List.of(1, 1, 1), 12, 0);

        public Config {
            channels = List.copyOf(channels);
            convolutions = List.copyOf(convolutions);
            LadderPlan.check(2, channels);
            new Unpooled.Stages(channels, convolutions);
            Check.atLeast("channels", channels.size(), 3);
            Check.atLeast("width", width, 1);
            Dropout.check(dropout);
        }
    }

    /** Makes the network. */
    public static Network of(Config config, Task task) {
        Input input = new Input("fcn", 2, task.inputs(), config.channels.size());
        return new PlainNetwork(input, new Body(config, task), PAPER, 1 << (config.channels.size() - 2));
    }

    private static final class Body implements Layer {
        private final Map<String, Layer> children = new LinkedHashMap<>();
        private final VggEncoder encoder;
        private final Dropout dropout;

        Body(Config config, Task task) {
            Draw draw = new Draw(task.seed());
            encoder = new VggEncoder(Encoder.inputs(task), config.channels, config.convolutions, draw);
            dropout = new Dropout(config.dropout);
            int stages = config.channels.size();
            int classes = task.classes();
            children.put("encoder", encoder);
            children.put("fc6", convolution(config.channels.get(stages - 1), config.width, 7, draw));
            children.put("fc7", convolution(config.width, config.width, 1, draw));
            children.put("dropout", dropout);
            children.put("score", convolution(config.width, classes, 1, draw));
            children.put("score4", convolution(config.channels.get(stages - 2), classes, 1, draw));
            children.put("score3", convolution(config.channels.get(stages - 3), classes, 1, draw));
            children.put("up4", enlarging(classes, 2, draw));
            children.put("up3", enlarging(classes, 2, draw));
            children.put("up1", enlarging(classes, 1 << (stages - 2), draw));
        }

        private static Layer convolution(int from, int to, int kernel, Draw draw) {
            return Convolution.of(new Shape(2, from, to, kernel, 1, Bias.ADDED), draw);
        }

        /** A transposed convolution that begins as linear interpolation of each class. */
        private static Layer enlarging(int classes, int factor, Draw draw) {
            Layer layer = Convolution.transposed(new Shape(2, classes, classes, 2 * factor, factor, Bias.NONE), draw);
            int kernel = 2 * factor;
            float[] weights = new float[classes * classes * kernel * kernel];
            for (int c = 0; c < classes; c++) {
                for (int i = 0; i < kernel * kernel; i++) {
                    weights[(c * classes + c) * kernel * kernel + i] =
                            tent(i / kernel, factor) * tent(i % kernel, factor);
                }
            }
            layer.ownParameters().get("weight").assign(Tensor.of(weights, classes, classes, kernel, kernel));
            return layer;
        }

        private static float tent(int i, int factor) {
            return 1 - Math.abs(i + 0.5f - factor) / factor;
        }

        @Override
        public Tensor forward(Tensor x) {
            List<Tensor> levels = encoder.levels(x);
            int last = levels.size() - 1;
            MaxPool pool = new MaxPool(2);
            Tensor wide = bent("fc7", bent("fc6", pool.forward(levels.get(last))));
            Tensor four = children.get("score4").forward(pool.forward(levels.get(last - 1)));
            Tensor three = children.get("score3").forward(pool.forward(levels.get(last - 2)));
            Tensor sum = children.get("up4")
                    .forward(children.get("score").forward(wide))
                    .add(four);
            return children.get("up1").forward(children.get("up3").forward(sum).add(three));
        }

        private Tensor bent(String name, Tensor x) {
            return dropout.forward(Activation.RELU.overwrite(children.get(name).forward(x)));
        }

        @Override
        public Map<String, Layer> children() {
            return children;
        }
    }
}
