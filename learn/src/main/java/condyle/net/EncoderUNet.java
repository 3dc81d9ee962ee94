package condyle.net;

import condyle.config.Check;
import condyle.nn.Activation;
import condyle.nn.Convolution;
import condyle.nn.Convolution.Bias;
import condyle.nn.Convolution.Shape;
import condyle.nn.ConvolutionUnit;
import condyle.nn.Draw;
import condyle.nn.Layer;
import condyle.nn.Norm;
import condyle.nn.Sequential;
import condyle.nn.Upsample;
import condyle.tensor.Operators;
import condyle.tensor.Resizing;
import condyle.tensor.Scope;
import condyle.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A 2-D U-Net whose encoder is a network for classification, so that ImageNet's weights fit it.
 *
 * <p>Its encoder's names are torchvision's after {@code encoder.}: VGG16 and VGG19 (Simonyan and Zisserman, 2015,
 * arXiv:1409.1556), ResNet50 (He et al., 2016, doi:10.1109/CVPR.2016.90). An image of one channel is repeated to three. With VGG16
 * and the linear decoder it is the network of Luan et al., 2025, doi:10.54254/2755-2721/2025.TJ28452.
 */
public final class EncoderUNet {
    private static final String PAPER = "Luan et al., 2025, doi:10.54254/2755-2721/2025.TJ28452";

    private EncoderUNet() {}

    /** Which network for classification the encoder is. */
    public enum Backbone {
        VGG16,
        VGG19,
        RESNET50
    }

    /**
     * How the decoder doubles the grid: linearly with corners aligned, as Luan et al.; or by repeating voxels before a
     * convolution of kernel 2, as in the knee code of Imperial College (2020).
     */
    public enum Decoder {
        LINEAR,
        CONVOLVED
    }

    /**
     * The shape of the network.
     *
     * @param encoder which network for classification
     * @param width channels of its first convolution, 64 in the papers
     * @param decoder how the grid is doubled
     * @param norm after each convolution of the decoder
     * @param init first weights; Luan et al.'s base code has {@code normal} throughout where nothing is pretrained, and
     *     {@code torch} in the decoder where the encoder is; a stage's {@code pretrained} comes after it
     */
    public record Config(Backbone encoder, int width, Decoder decoder, Norm norm, Initial init) {
        /** What stands where a file says nothing. */
        public static final Config DEFAULTS = new Config(Backbone.VGG16, 64, Decoder.LINEAR, Norm.NONE);

        public static final Config TINY = new Config(Backbone.VGG16, 4, Decoder.LINEAR, Norm.BATCH);

        public Config {
            Check.atLeast("width", width, 1);
        }

        /** First weights as in all networks here. */
        public Config(Backbone encoder, int width, Decoder decoder, Norm norm) {
            this(encoder, width, decoder, norm, Initial.KAIMING);
        }

        /** Whether the finest level of the encoder lies on half the grid of the image. */
        private boolean halved() {
            return encoder == Backbone.RESNET50;
        }
    }

    /** Makes the network. */
    public static Network of(Config config, Task task) {
        Draw draw = new Draw(task.seed());
        int levels = config.halved() ? 5 : 4;
        Layer body = new Body(config, task, draw);
        config.init.redraw(body, task.seed());
        Input input = new Input("encoder-unet", 2, task.inputs(), levels);
        return new PlainNetwork(input, body, PAPER, config.halved() ? 2 : 1);
    }

    private static Encoder encoder(Config config, int inputs, Draw draw) {
        List<Integer> vgg = VggEncoder.channels(config.width);
        return switch (config.encoder) {
            case VGG16 -> new VggEncoder(inputs, vgg, VggEncoder.VGG16, draw);
            case VGG19 -> new VggEncoder(inputs, vgg, VggEncoder.VGG19, draw);
            case RESNET50 ->
                new ResNetEncoder(new ResNetEncoder.Form(config.width, ResNetEncoder.RESNET50, 32), inputs, draw);
        };
    }

    private static final class Body implements Layer {
        private final Config config;
        private final Encoder encoder;
        private final List<Layer> ups = new ArrayList<>();
        private final List<Layer> decoder = new ArrayList<>();
        private final Layer last;
        private final Layer head;

        Body(Config config, Task task, Draw draw) {
            this.config = config;
            encoder = encoder(config, Encoder.inputs(task), draw);
            List<Integer> channels = encoder.channels();
            int from = channels.get(channels.size() - 1);
            for (int level = channels.size() - 2; level >= 0; level--) {
                int to = config.width << level;
                ups.add(up(from, to, draw));
                int doubled = config.decoder == Decoder.LINEAR ? from : to;
                decoder.add(pair(channels.get(level) + doubled, to, draw));
                from = to;
            }
            last = config.halved() ? pair(from, from, draw) : null;
            head = Convolution.of(new Shape(2, from, task.classes(), 1, 1, Bias.ADDED), draw);
        }

        private Layer up(int from, int to, Draw draw) {
            return config.decoder == Decoder.LINEAR
                    ? new Sequential(List.of())
                    : new Sequential(List.of(new Upsample(2, Upsample.Between.NEAREST), unit(from, to, 2, draw)));
        }

        private Layer pair(int from, int to, Draw draw) {
            return new Sequential(List.of(unit(from, to, 3, draw), unit(to, to, 3, draw)));
        }

        private Layer unit(int from, int to, int kernel, Draw draw) {
            Shape shape = new Shape(2, from, to, kernel, 1, Bias.NONE);
            return new ConvolutionUnit(shape, config.norm, Activation.RELU, draw);
        }

        @Override
        public Tensor forward(Tensor x) {
            List<Tensor> levels = encoder.levels(x);
            Tensor y = levels.get(levels.size() - 1);
            for (int i = 0; i < decoder.size(); i++) {
                y = decode(i, y, levels.get(levels.size() - 2 - i));
            }
            return head.forward(last == null ? y : last.forward(doubled(y)));
        }

        private Tensor decode(int i, Tensor below, Tensor skip) {
            return Scope.only(() -> {
                Tensor up = config.decoder == Decoder.LINEAR
                        ? doubled(below)
                        : ups.get(i).forward(below);
                return decoder.get(i).forward(Operators.joinChannels(skip, up));
            });
        }

        private static Tensor doubled(Tensor x) {
            return Resizing.linear(x, new long[] {2 * x.size(2), 2 * x.size(3)}, Resizing.Corners.ALIGNED);
        }

        @Override
        public Map<String, Layer> children() {
            Map<String, Layer> children = new LinkedHashMap<>();
            children.put("encoder", encoder);
            for (int i = 0; i < decoder.size(); i++) {
                children.put("up." + i, ups.get(i));
                children.put("decoder." + i, decoder.get(i));
            }
            if (last != null) {
                children.put("last", last);
            }
            children.put("head", head);
            return children;
        }
    }
}
