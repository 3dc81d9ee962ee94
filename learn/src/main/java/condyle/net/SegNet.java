package condyle.net;

import condyle.nn.Activation;
import condyle.nn.ConvolutionUnit;
import condyle.nn.Draw;
import condyle.nn.Layer;
import condyle.nn.MaxPool;
import condyle.nn.Norm;
import condyle.nn.Sequential;
import condyle.nn.Upsample;
import java.util.ArrayList;
import java.util.List;

/**
 * SegNet in 2-D and 3-D: the decoder puts numbers back where the encoder found its largest ones, and has no skips.
 *
 * <p>Badrinarayanan et al., TPAMI 39, 2017, doi:10.1109/TPAMI.2016.2644615. Differs from it: a convolution of kernel 1 gives the
 * classes.
 */
public final class SegNet {
    private static final String PAPER = "Badrinarayanan et al., 2017, doi:10.1109/TPAMI.2016.2644615";

    private SegNet() {}

    /**
     * The shape of the network.
     *
     * @param dimensions 2 or 3
     * @param channels of each stage from the finest down; the grid is halved after each
     * @param convolutions of each stage
     * @param norm after each convolution
     * @param asPublished as in the knee code of Imperial College (2020): voxels are repeated on the way up, nothing is put
     *     back; the decoder's kernels have length 2 and all of a stage the same channels; biases before the norms
     */
    public record Config(
            int dimensions, List<Integer> channels, List<Integer> convolutions, Norm norm, boolean asPublished) {
        /** What stands where a file says nothing. */
        public static final Config DEFAULTS =
                new Config(2, List.of(64, 128, 256, 512, 512), List.of(2, 2, 3, 3, 3), Norm.BATCH, false);

        public static final Config TINY = new Config(2, List.of(6, 8), List.of(2, 2), Norm.BATCH, false);

        public Config {
            channels = List.copyOf(channels);
            convolutions = List.copyOf(convolutions);
            LadderPlan.check(dimensions, channels);
            new Unpooled.Stages(channels, convolutions);
        }
    }

    /** Makes the network. */
    public static Network of(Config config, Task task) {
        Draw draw = new Draw(task.seed());
        LadderPlan plan =
                new LadderPlan(config.dimensions, config.channels, config.norm, LadderPlan.bias(config.asPublished));
        Unpooled.Maker maker = unit(plan, 3, draw);
        Unpooled.Stages stages = new Unpooled.Stages(config.channels, config.convolutions);
        List<Layer> encoder = stages.encoder(task.inputs(), maker);
        List<Layer> decoder = config.asPublished ? published(config, unit(plan, 2, draw)) : stages.decoder(maker);
        Layer head = plan.head(config.channels.get(0), task.classes(), draw);
        Layer body = config.asPublished ? pooled(encoder, decoder, head) : new Unpooled(encoder, null, decoder, head);
        Input input = new Input("segnet", config.dimensions, task.inputs(), config.channels.size());
        return new PlainNetwork(input, body, PAPER, input.divisor());
    }

    private static Unpooled.Maker unit(LadderPlan plan, int kernel, Draw draw) {
        return (from, to) -> new ConvolutionUnit(plan.shape(from, to, kernel), plan.norm(), Activation.RELU, draw);
    }

    /** Stages whose first convolution takes the channels of the stage below. */
    private static List<Layer> published(Config config, Unpooled.Maker maker) {
        List<Layer> stages = new ArrayList<>();
        int from = config.channels.get(config.channels.size() - 1);
        for (int i = config.channels.size() - 1; i >= 0; i--) {
            List<Layer> layers = new ArrayList<>(List.of(new Upsample(2, Upsample.Between.NEAREST)));
            for (int k = 0; k < config.convolutions.get(i); k++) {
                layers.add(maker.of(from, config.channels.get(i)));
                from = config.channels.get(i);
            }
            stages.add(new Sequential(layers));
        }
        return stages;
    }

    private static Layer pooled(List<Layer> encoder, List<Layer> decoder, Layer head) {
        List<Layer> all = new ArrayList<>();
        for (Layer stage : encoder) {
            all.add(stage);
            all.add(new MaxPool(2));
        }
        all.addAll(decoder);
        all.add(head);
        return new Sequential(all);
    }
}
