package condyle.net;

import condyle.config.Check;
import condyle.nn.Activation;
import condyle.nn.Convolution;
import condyle.nn.ConvolutionUnit;
import condyle.nn.Draw;
import condyle.nn.Layer;
import condyle.nn.Norm;
import condyle.nn.Sequential;
import condyle.tensor.Scope;
import condyle.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * DeconvNet in 2-D and 3-D: a deep encoder with two wide layers at its end, mirrored by unpooling and deconvolutions.
 *
 * <p>Noh et al., ICCV 2015, doi:10.1109/ICCV.2015.178. Differs from it: the wide layers are padded convolutions, so that any grid goes
 * in, and the network sees whole patches, not boxes around objects.
 */
public final class DeconvNet {
    private static final String PAPER = "Noh et al., 2015, doi:10.1109/ICCV.2015.178";

    private DeconvNet() {}

    /**
     * The shape of the network.
     *
     * @param dimensions 2 or 3
     * @param channels of each stage from the finest down; the grid is halved after each
     * @param convolutions of each stage
     * @param width channels of the wide layers
     * @param norm after each convolution and deconvolution
     */
    public record Config(int dimensions, List<Integer> channels, List<Integer> convolutions, int width, Norm norm) {
        /** What stands where a file says nothing. */
        public static final Config DEFAULTS =
                new Config(2, List.of(64, 128, 256, 512, 512), List.of(2, 2, 3, 3, 3), 4096, Norm.BATCH);

        public static final Config TINY = new Config(2, List.of(6, 8), List.of(2, 2), 8, Norm.BATCH);

        public Config {
            channels = List.copyOf(channels);
            convolutions = List.copyOf(convolutions);
            LadderPlan.check(dimensions, channels);
            Check.atLeast("width", width, 1);
            new Unpooled.Stages(channels, convolutions);
        }
    }

    /** Makes the network. */
    public static Network of(Config config, Task task) {
        Draw draw = new Draw(task.seed());
        LadderPlan plan = new LadderPlan(config.dimensions, config.channels, config.norm, Convolution.Bias.NONE);
        Unpooled.Stages stages = new Unpooled.Stages(config.channels, config.convolutions);
        Layer body = new Unpooled(
                stages.encoder(task.inputs(), (from, to) -> unit(plan, from, to, draw)),
                new Sequential(List.of(
                        new ConvolutionUnit(
                                plan.shape(stages.last(), config.width, 7), config.norm, Activation.RELU, draw),
                        unit1(plan, config.width, draw),
                        new Deconvolution(plan, plan.shape(config.width, stages.last(), 7), draw))),
                stages.decoder((from, to) -> new Deconvolution(plan, plan.shape(from, to, 3), draw)),
                plan.head(config.channels.get(0), task.classes(), draw));
        Input input = new Input("deconvnet", config.dimensions, task.inputs(), config.channels.size());
        return new PlainNetwork(input, body, PAPER, input.divisor());
    }

    private static Layer unit(LadderPlan plan, int from, int to, Draw draw) {
        return new ConvolutionUnit(plan.shape(from, to, 3), plan.norm(), Activation.RELU, draw);
    }

    private static Layer unit1(LadderPlan plan, int width, Draw draw) {
        return new ConvolutionUnit(plan.shape(width, width, 1), plan.norm(), Activation.RELU, draw);
    }

    /** A transposed convolution that keeps the grid, its norm and ReLU. */
    private static final class Deconvolution implements Layer {
        private final Map<String, Layer> children = new LinkedHashMap<>();

        Deconvolution(LadderPlan plan, Convolution.Shape shape, Draw draw) {
            boolean bare = plan.norm() == Norm.NONE;
            children.put("deconv", Convolution.transposed(bare ? shape.biased(Convolution.Bias.ADDED) : shape, draw));
            if (!bare) {
                children.put("norm", plan.norm().layer(shape.to()));
            }
        }

        @Override
        public Tensor forward(Tensor x) {
            return Scope.only(() -> {
                Tensor y = x;
                for (Layer layer : children.values()) {
                    y = layer.forward(y);
                }
                return Activation.RELU.overwrite(y);
            });
        }

        @Override
        public Map<String, Layer> children() {
            return children;
        }
    }
}
