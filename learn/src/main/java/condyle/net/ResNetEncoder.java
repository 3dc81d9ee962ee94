package condyle.net;

import condyle.nn.Activation;
import condyle.nn.BatchNorm;
import condyle.nn.Convolution;
import condyle.nn.Convolution.Bias;
import condyle.nn.Convolution.Shape;
import condyle.nn.Draw;
import condyle.nn.Layer;
import condyle.nn.Sequential;
import condyle.tensor.Operators;
import condyle.tensor.Pooling;
import condyle.tensor.Scope;
import condyle.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The residual convolutions of ResNets with bottlenecks, the last stages dilated instead of halving the grid where asked.
 *
 * <p>He et al., CVPR 2016, doi:10.1109/CVPR.2016.90. Names are those of torchvision's resnet50, {@code conv1.weight} on, so that its weights
 * fit; as there, the convolution of kernel 3 halves the grid.
 */
final class ResNetEncoder implements Encoder {
    static final List<Integer> RESNET50 = List.of(3, 4, 6, 3);
    private static final int EXPANSION = 4;

    /**
     * The shape of the encoder.
     *
     * @param width channels of the first convolution, 64 in the paper
     * @param blocks of each of the four stages
     * @param stride voxels of the image to one of the coarsest grid: 32, 16 or 8
     */
    record Form(int width, List<Integer> blocks, int stride) {
        Form {
            blocks = List.copyOf(blocks);
            if (width < 1) {
                throw new IllegalArgumentException("width: " + width + "; expected at least 1");
            }
            if (blocks.size() != 4 || blocks.stream().anyMatch(b -> b < 1)) {
                throw new IllegalArgumentException("blocks: " + blocks + "; expected four numbers of at least 1");
            }
            if (stride != 8 && stride != 16 && stride != 32) {
                throw new IllegalArgumentException("stride: " + stride + "; expected 8, 16 or 32");
            }
        }
    }

    private final Map<String, Layer> children = new LinkedHashMap<>();
    private final List<Integer> channels = new ArrayList<>();

    ResNetEncoder(Form form, int inputs, Draw draw) {
        children.put("conv1", Convolution.of(new Shape(2, inputs, form.width, 7, 2, Bias.NONE), draw));
        children.put("bn1", new BatchNorm(form.width));
        channels.add(form.width);
        int halved = 4;
        int dilation = 1;
        for (int stage = 0; stage < 4; stage++) {
            int stride = stage == 0 || halved == form.stride ? 1 : 2;
            int before = dilation;
            dilation *= stage > 0 && stride == 1 ? 2 : 1;
            halved *= stride;
            List<Layer> blocks = new ArrayList<>();
            for (int i = 0; i < form.blocks.get(stage); i++) {
                int from = i > 0 ? EXPANSION * (form.width << stage) : channels.get(stage);
                // As in torchvision the first block of a stage still has the dilation of the stage before.
                Shape inner = new Shape(2, from, form.width << stage, 3, i == 0 ? stride : 1, Bias.NONE);
                blocks.add(new Bottleneck(inner.dilated(i == 0 ? before : dilation), draw));
            }
            children.put("layer" + (stage + 1), new Sequential(blocks));
            channels.add(EXPANSION * (form.width << stage));
        }
    }

    @Override
    public List<Tensor> levels(Tensor x) {
        List<Tensor> levels = new ArrayList<>();
        Tensor stem = Scope.only(() -> {
            Tensor y = children.get("conv1").forward(Encoder.colours(x));
            return Activation.RELU.overwrite(children.get("bn1").forward(y));
        });
        levels.add(stem);
        Tensor y = Pooling.max(stem, 3, new Operators.Walk(2, 1));
        for (int stage = 1; stage <= 4; stage++) {
            y = children.get("layer" + stage).forward(y);
            levels.add(y);
        }
        return levels;
    }

    @Override
    public List<Integer> channels() {
        return channels;
    }

    @Override
    public Map<String, Layer> children() {
        return children;
    }

    /** Kernels 1, 3 and 1 with batch norms, and a residual around them. */
    private static final class Bottleneck implements Layer {
        private final Map<String, Layer> children = new LinkedHashMap<>();

        /** @param inner the convolution of kernel 3, from the channels of the input to the inner ones */
        Bottleneck(Shape inner, Draw draw) {
            int from = inner.from();
            int width = inner.to();
            int to = EXPANSION * width;
            Shape middle = new Shape(2, width, width, 3, inner.stride(), Bias.NONE).dilated(inner.dilation());
            put(1, new Shape(2, from, width, 1, 1, Bias.NONE), draw);
            put(2, middle, draw);
            put(3, new Shape(2, width, to, 1, 1, Bias.NONE), draw);
            if (inner.stride() > 1 || from != to) {
                Shape shortcut = new Shape(2, from, to, 1, inner.stride(), Bias.NONE);
                children.put("downsample", new Sequential(List.of(Convolution.of(shortcut, draw), new BatchNorm(to))));
            }
        }

        private void put(int i, Shape shape, Draw draw) {
            children.put("conv" + i, Convolution.of(shape, draw));
            children.put("bn" + i, new BatchNorm(shape.to()));
        }

        @Override
        public Tensor forward(Tensor x) {
            return Scope.only(() -> {
                Tensor y = Activation.RELU.overwrite(half(x, 1));
                y = half(Activation.RELU.overwrite(half(y, 2)), 3);
                Layer shortcut = children.get("downsample");
                return y.add(shortcut == null ? x : shortcut.forward(x)).relu();
            });
        }

        private Tensor half(Tensor x, int i) {
            return children.get("bn" + i).forward(children.get("conv" + i).forward(x));
        }

        @Override
        public Map<String, Layer> children() {
            return children;
        }
    }
}
