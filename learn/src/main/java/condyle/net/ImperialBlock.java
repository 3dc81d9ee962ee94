package condyle.net;

import condyle.nn.Activation;
import condyle.nn.AxialConvolution;
import condyle.nn.ChannelDropout;
import condyle.nn.Convolution;
import condyle.nn.Draw;
import condyle.nn.Layer;
import condyle.nn.Mode;
import condyle.nn.Norm;
import condyle.tensor.Scope;
import condyle.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Convolutions, each followed by a norm, a rectifier and dropout of channels. */
final class ImperialBlock implements Layer {
    /**
     * What the block is made of.
     *
     * @param from channels in
     * @param to channels out
     * @param kernel voxels along Z, Y and X
     * @param convolutions how many
     * @param dropout probability that a channel is set to zero after each convolution in training
     */
    record Shape(int from, int to, List<Integer> kernel, int convolutions, double dropout) {}

    private final Map<String, Layer> children = new LinkedHashMap<>();
    private final int convolutions;
    private final ChannelDropout dropout;

    /** As published, one norm serves all convolutions, which have biases; else each has its own. */
    ImperialBlock(Shape shape, ImperialForm form, Draw draw) {
        convolutions = shape.convolutions;
        dropout = new ChannelDropout(shape.dropout);
        boolean biased = form.asPublished() || form.norm() == Norm.NONE;
        Layer shared = form.asPublished() ? form.norm().layer(shape.to) : null;
        for (int i = 1; i <= convolutions; i++) {
            AxialConvolution.Shape one = AxialConvolution.Shape.of(
                            i == 1 ? shape.from : shape.to, shape.to, shape.kernel)
                    .biased(biased ? Convolution.Bias.ADDED : Convolution.Bias.NONE);
            children.put("conv" + i, new AxialConvolution(one, draw));
            if (shared == null && form.norm() != Norm.NONE) {
                children.put("norm" + i, form.norm().layer(shape.to));
            }
        }
        if (shared != null) {
            children.put("norm", shared);
        }
    }

    @Override
    public Tensor forward(Tensor x) {
        return Scope.only(() -> {
            Tensor y = x;
            for (int i = 1; i <= convolutions; i++) {
                y = children.get("conv" + i).forward(y);
                Layer norm = children.getOrDefault("norm" + i, children.get("norm"));
                y = norm == null ? y : norm.forward(y);
                y = dropout.forward(Activation.RELU.overwrite(y));
            }
            return y;
        });
    }

    @Override
    public Map<String, Layer> children() {
        return children;
    }

    @Override
    public void mode(Mode mode) {
        Layer.super.mode(mode);
        dropout.mode(mode);
    }
}
