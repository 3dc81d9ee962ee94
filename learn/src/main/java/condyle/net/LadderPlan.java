package condyle.net;

import condyle.nn.Activation;
import condyle.nn.Convolution;
import condyle.nn.Convolution.Bias;
import condyle.nn.Convolution.Shape;
import condyle.nn.ConvolutionBlock;
import condyle.nn.ConvolutionUnit;
import condyle.nn.Draw;
import condyle.nn.Layer;
import condyle.nn.Norm;
import condyle.nn.Sequential;
import condyle.nn.Upsample;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * What the layers of a {@link Ladder} share.
 *
 * @param dimensions 2 or 3
 * @param channels of each level from the finest down
 * @param norm after each convolution
 * @param bias before the norms
 */
record LadderPlan(int dimensions, List<Integer> channels, Norm norm, Bias bias) {
    /** Makes a layer from so many channels to so many. */
    interface Maker {
        Layer of(int from, int to);
    }

    /** Checks settings that many networks have. */
    static void check(int dimensions, List<Integer> channels) {
        if (dimensions != 2 && dimensions != 3) {
            throw new IllegalArgumentException("dimensions: " + dimensions + "; expected 2 or 3");
        }
        if (channels.isEmpty() || channels.stream().anyMatch(c -> c < 1)) {
            throw new IllegalArgumentException(
                    "channels: " + channels + "; expected one number of at least 1 for each level");
        }
    }

    /** The plan of a network as published, with biases before the norms too, or of its standard form without. */
    static Bias bias(boolean asPublished) {
        return asPublished ? Bias.ADDED : Bias.NONE;
    }

    Shape shape(int from, int to, int kernel) {
        return new Shape(dimensions, from, to, kernel, 1, bias);
    }

    /** Two convolutions of kernel 3, each with its norm and ReLU. */
    Layer block(int from, int to, Draw draw) {
        return new ConvolutionBlock(shape(from, to, 3), new ConvolutionBlock.Style(norm, Activation.RELU, 0), draw);
    }

    /** Voxels repeated, then a convolution of kernel 2 with its norm and ReLU. */
    Layer up(int from, int to, Draw draw) {
        return new Sequential(List.of(
                new Upsample(2, Upsample.Between.NEAREST),
                new ConvolutionUnit(shape(from, to, 2), norm, Activation.RELU, draw)));
    }

    /** A convolution of kernel 1 to logits. */
    Layer head(int from, int classes, Draw draw) {
        return Convolution.of(shape(from, classes, 1).biased(Bias.ADDED), draw);
    }

    /** The whole, with blocks and joints of one's own; a joint gives as many channels as its level has, twice. */
    Ladder build(Task task, Draw draw, Maker block, IntFunction<Ladder.Joint> joint) {
        List<Layer> encoder = new ArrayList<>();
        for (int level = 0; level < channels.size(); level++) {
            encoder.add(block.of(level == 0 ? task.inputs() : channels.get(level - 1), channels.get(level)));
        }
        List<Ladder.Rung> rungs = new ArrayList<>();
        for (int level = channels.size() - 2; level >= 0; level--) {
            int to = channels.get(level);
            rungs.add(new Ladder.Rung(up(channels.get(level + 1), to, draw), joint.apply(to), block.of(2 * to, to)));
        }
        return new Ladder(encoder, rungs, head(channels.get(0), task.classes(), draw));
    }

    /** What the network takes; each level but the last halves the grid. */
    Input input(String network, Task task) {
        return new Input(network, dimensions, task.inputs(), channels.size() - 1);
    }
}
