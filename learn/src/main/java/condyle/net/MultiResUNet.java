package condyle.net;

import condyle.nn.Activation;
import condyle.nn.Convolution;
import condyle.nn.Convolution.Bias;
import condyle.nn.Convolution.Shape;
import condyle.nn.ConvolutionUnit;
import condyle.nn.Draw;
import condyle.nn.Layer;
import condyle.nn.Norm;
import condyle.tensor.Operators;
import condyle.tensor.Scope;
import condyle.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The MultiRes U-Net in 2-D and 3-D: blocks whose three chained convolutions see 3, 5 and 7 voxels, and skips with
 * residual convolutions on their way.
 *
 * <p>Ibtehaz and Rahman, Neural Networks 121, 2020, doi:10.1016/j.neunet.2019.08.025. Differs from it: its norms have a scale, and
 * classes are told apart by logits, one each.
 */
public final class MultiResUNet {
    private static final String PAPER = "Ibtehaz and Rahman, 2020, doi:10.1016/j.neunet.2019.08.025";
    private static final double ALPHA = 1.67;

    private MultiResUNet() {}

    /**
     * The shape of the network.
     *
     * @param dimensions 2 or 3
     * @param channels that a plain U-Net would have on each level, from the finest down; blocks have about 1.67 times as
     *     many; at least 4
     */
    public record Config(int dimensions, List<Integer> channels) {
        /** What stands where a file says nothing. */
        public static final Config DEFAULTS = new Config(2, List.of(32, 64, 128, 256, 512));

        public static final Config TINY = new Config(2, List.of(4, 8));

        public Config {
            channels = List.copyOf(channels);
            LadderPlan.check(dimensions, channels);
            if (channels.stream().anyMatch(c -> c < 4)) {
                throw new IllegalArgumentException(
                        "channels: " + channels + "; expected at least 4, so that each sixth of a block has one");
            }
        }
    }

    /** Makes the network. */
    public static Network of(Config config, Task task) {
        Draw draw = new Draw(task.seed());
        LadderPlan plan = new LadderPlan(config.dimensions, config.channels, Norm.BATCH, Bias.NONE);
        List<Integer> channels = config.channels;
        List<Layer> encoder = new ArrayList<>();
        for (int level = 0; level < channels.size(); level++) {
            int from = level == 0 ? task.inputs() : width(channels.get(level - 1));
            encoder.add(new Block(plan, from, channels.get(level), draw));
        }
        List<Ladder.Rung> rungs = new ArrayList<>();
        for (int level = channels.size() - 2; level >= 0; level--) {
            int to = channels.get(level);
            Shape up = new Shape(config.dimensions, width(channels.get(level + 1)), to, 2, 2, Bias.ADDED);
            rungs.add(new Ladder.Rung(
                    Convolution.transposed(up, draw), new Path(plan, level, draw), new Block(plan, 2 * to, to, draw)));
        }
        Ladder ladder = new Ladder(encoder, rungs, plan.head(width(channels.get(0)), task.classes(), draw));
        return new PlainNetwork(plan.input("multires-unet", task), ladder, PAPER);
    }

    private static int[] parts(int channels) {
        double width = ALPHA * channels;
        return new int[] {(int) (width * 0.167), (int) (width * 0.333), (int) (width * 0.5)};
    }

    /** Channels of a block in place of so many. */
    static int width(int channels) {
        int[] parts = parts(channels);
        return parts[0] + parts[1] + parts[2];
    }

    /** Three chained convolutions side by side, and a residual around them. */
    private static final class Block implements Layer {
        private final Map<String, Layer> children = new LinkedHashMap<>();

        Block(LadderPlan plan, int from, int channels, Draw draw) {
            int to = width(channels);
            children.put("residual", new ConvolutionUnit(plan.shape(from, to, 1), plan.norm(), null, draw));
            int before = from;
            int[] parts = parts(channels);
            for (int i = 0; i < parts.length; i++) {
                children.put(
                        "conv" + (i + 1),
                        new ConvolutionUnit(plan.shape(before, parts[i], 3), plan.norm(), Activation.RELU, draw));
                before = parts[i];
            }
            children.put("norm1", plan.norm().layer(to));
            children.put("norm2", plan.norm().layer(to));
        }

        @Override
        public Tensor forward(Tensor x) {
            return Scope.only(() -> {
                Tensor three = children.get("conv1").forward(x);
                Tensor five = children.get("conv2").forward(three);
                Tensor seven = children.get("conv3").forward(five);
                Tensor all = children.get("norm1").forward(Operators.joinChannels(three, five, seven));
                Tensor sum = children.get("residual").forward(x).add(all).relu();
                return children.get("norm2").forward(sum);
            });
        }

        @Override
        public Map<String, Layer> children() {
            return children;
        }
    }

    /** Residual convolutions on the way of a skip: as many as levels lie below it. */
    private static final class Path implements Ladder.Joint {
        private final Map<String, Layer> children = new LinkedHashMap<>();
        private final int length;

        Path(LadderPlan plan, int level, Draw draw) {
            length = plan.channels().size() - 1 - level;
            int to = plan.channels().get(level);
            for (int i = 0; i < length; i++) {
                int from = i == 0 ? width(to) : to;
                children.put(i + ".residual", new ConvolutionUnit(plan.shape(from, to, 1), plan.norm(), null, draw));
                children.put(
                        i + ".conv", new ConvolutionUnit(plan.shape(from, to, 3), plan.norm(), Activation.RELU, draw));
                children.put(i + ".norm", plan.norm().layer(to));
            }
        }

        @Override
        public Tensor join(Tensor below, Tensor skip) {
            Tensor y = skip;
            for (int i = 0; i < length; i++) {
                Tensor sum = children.get(i + ".residual")
                        .forward(y)
                        .add(children.get(i + ".conv").forward(y));
                y = children.get(i + ".norm").forward(sum.relu());
            }
            return Operators.joinChannels(below, y);
        }

        @Override
        public Map<String, Layer> children() {
            return children;
        }
    }
}
