package condyle.net;

import condyle.nn.AxialConvolution;
import condyle.nn.ChannelDropout;
import condyle.nn.Convolution;
import condyle.nn.Draw;
import condyle.nn.Layer;
import condyle.nn.Mode;
import condyle.nn.Norm;
import condyle.nn.PRelu;
import condyle.tensor.Scope;
import condyle.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Convolutions, each followed by a norm, a rectifier with a learnt slope and dropout of channels. */
final class PReluBlock implements Layer {
    /**
     * What the block is made of.
     *
     * @param from channels in
     * @param to channels out
     * @param kernel voxels along Z, Y and X
     * @param convolutions how many
     */
    record Shape(int from, int to, List<Integer> kernel, int convolutions) {}

    /** How many slopes there are below zero. */
    sealed interface Slopes {
        /** One for each channel of each convolution, beginning at PyTorch's 0.25. */
        record OfChannels() implements Slopes {}

        /** One for each channel and voxel of a grid (Z, Y, X), the same for all convolutions, beginning at 0. */
        record OfVoxels(List<Long> grid) implements Slopes {}
    }

    /** What follows each convolution. */
    record Style(Norm norm, double dropout, Slopes slopes) {}

    private final Map<String, Layer> children = new LinkedHashMap<>();
    private final int convolutions;
    private final ChannelDropout dropout;

    PReluBlock(Shape shape, Style style, Draw draw) {
        convolutions = shape.convolutions;
        dropout = new ChannelDropout(style.dropout);
        Convolution.Bias bias = style.norm == Norm.NONE ? Convolution.Bias.ADDED : Convolution.Bias.NONE;
        for (int i = 1; i <= convolutions; i++) {
            int from = i == 1 ? shape.from : shape.to;
            children.put(
                    "conv" + i,
                    new AxialConvolution(
                            AxialConvolution.Shape.of(from, shape.to, shape.kernel)
                                    .biased(bias),
                            draw));
            if (style.norm != Norm.NONE) {
                children.put("norm" + i, style.norm.layer(shape.to));
            }
            if (style.slopes instanceof Slopes.OfChannels) {
                children.put("act" + i, PRelu.of(shape.to, 0.25));
            }
        }
        if (style.slopes instanceof Slopes.OfVoxels voxels) {
            children.put(
                    "act",
                    PRelu.ofVoxels(
                            shape.to,
                            voxels.grid.stream().mapToLong(Long::longValue).toArray()));
        }
    }

    @Override
    public Tensor forward(Tensor x) {
        return Scope.only(() -> {
            Tensor y = x;
            for (int i = 1; i <= convolutions; i++) {
                y = children.get("conv" + i).forward(y);
                Layer norm = children.get("norm" + i);
                y = norm == null ? y : norm.forward(y);
                y = dropout.forward(
                        children.getOrDefault("act" + i, children.get("act")).forward(y));
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
