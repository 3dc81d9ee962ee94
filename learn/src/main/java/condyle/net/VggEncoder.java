package condyle.net;

import condyle.nn.Activation;
import condyle.nn.Convolution;
import condyle.nn.Convolution.Bias;
import condyle.nn.Convolution.Shape;
import condyle.nn.Draw;
import condyle.nn.Layer;
import condyle.nn.MaxPool;
import condyle.nn.Sequential;
import condyle.tensor.Scope;
import condyle.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The convolutions of VGG networks: stages of kernel 3 with ReLU, the grid halved between two stages.
 *
 * <p>Simonyan and Zisserman, ICLR 2015, arXiv:1409.1556. Names are those of torchvision's vgg16 and vgg19, {@code features.0.weight}
 * on, so that their weights fit. The last pooling is left out.
 */
final class VggEncoder implements Encoder {
    static final List<Integer> VGG16 = List.of(2, 2, 3, 3, 3);
    static final List<Integer> VGG19 = List.of(2, 2, 4, 4, 4);

    private final List<Sequential> stages = new ArrayList<>();
    private final List<Integer> channels;
    private final Map<String, Layer> children = new LinkedHashMap<>();

    /**
     * Makes the encoder.
     *
     * @param convolutions of each stage
     * @param channels of each stage
     */
    VggEncoder(int inputs, List<Integer> channels, List<Integer> convolutions, Draw draw) {
        this.channels = List.copyOf(channels);
        int from = inputs;
        int number = 0;
        for (int stage = 0; stage < convolutions.size(); stage++) {
            List<Layer> layers = new ArrayList<>();
            for (int k = 0; k < convolutions.get(stage); k++) {
                Layer convolution = Convolution.of(new Shape(2, from, channels.get(stage), 3, 1, Bias.ADDED), draw);
                layers.add(convolution);
                // torchvision counts the ReLU after each convolution and the pooling after each stage.
                children.put("features." + number, convolution);
                number += 2;
                from = channels.get(stage);
            }
            number++;
            stages.add(new Sequential(layers));
        }
    }

    /** Channels of five stages that begin with so many. */
    static List<Integer> channels(int width) {
        return List.of(width, 2 * width, 4 * width, 8 * width, 8 * width);
    }

    @Override
    public List<Tensor> levels(Tensor x) {
        List<Tensor> levels = new ArrayList<>();
        for (Sequential stage : stages) {
            Tensor from = levels.isEmpty() ? Encoder.colours(x) : new MaxPool(2).forward(levels.get(levels.size() - 1));
            levels.add(run(stage, from));
        }
        return levels;
    }

    private static Tensor run(Sequential stage, Tensor x) {
        return Scope.only(() -> {
            Tensor y = x;
            for (Layer convolution : stage.children().values()) {
                y = Activation.RELU.overwrite(convolution.forward(y));
            }
            return y;
        });
    }

    @Override
    public List<Integer> channels() {
        return channels;
    }

    @Override
    public Map<String, Layer> children() {
        return children;
    }
}
