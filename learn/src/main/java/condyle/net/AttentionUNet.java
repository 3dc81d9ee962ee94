package condyle.net;

import condyle.nn.Draw;
import condyle.nn.Norm;
import java.util.List;

/**
 * The Attention U-Net in 2-D and 3-D: a U-Net whose skips are weighed by gates.
 *
 * <p>Oktay et al., MIDL 2018, arXiv:1804.03999. Differs from it: the grid is doubled by repeating voxels and a convolution
 * of kernel 2, gates see both signals on the grid of the skip, and there is no deep supervision.
 */
public final class AttentionUNet {
    private static final String PAPER = "Oktay et al., 2018, arXiv:1804.03999";

    private AttentionUNet() {}

    /**
     * The shape of the network.
     *
     * @param dimensions 2 or 3
     * @param channels of each level from the finest down
     * @param norm after each convolution
     * @param asPublished gates as in the knee code of Imperial College (2020), whose weighed skip replaces what comes from
     *     below, and biases before the norms
     */
    public record Config(int dimensions, List<Integer> channels, Norm norm, boolean asPublished) {
        /** What stands where a file says nothing. */
        public static final Config DEFAULTS = new Config(2, List.of(64, 128, 256, 512, 1024), Norm.BATCH, false);

        public static final Config TINY = new Config(2, List.of(4, 8), Norm.BATCH, false);

        public Config {
            channels = List.copyOf(channels);
            LadderPlan.check(dimensions, channels);
        }
    }

    /** Makes the network. */
    public static Network of(Config config, Task task) {
        Draw draw = new Draw(task.seed());
        LadderPlan plan =
                new LadderPlan(config.dimensions, config.channels, config.norm, LadderPlan.bias(config.asPublished));
        Ladder ladder = plan.build(
                task,
                draw,
                (from, to) -> plan.block(from, to, draw),
                channels -> new AttentionGate(plan, channels, config.asPublished, draw));
        return new PlainNetwork(plan.input("attention-unet", task), ladder, PAPER);
    }
}
