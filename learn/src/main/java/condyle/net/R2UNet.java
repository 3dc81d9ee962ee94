package condyle.net;

import condyle.nn.Draw;
import condyle.nn.Norm;
import java.util.List;

/**
 * The R2 U-Net in 2-D and 3-D: a U-Net of recurrent residual convolutions.
 *
 * <p>Alom et al., 2018, arXiv:1802.06955. Differs from it: the grid is doubled by repeating voxels and a convolution of kernel
 * 2.
 */
public final class R2UNet {
    static final String PAPER = "Alom et al., 2018, arXiv:1802.06955";

    private R2UNet() {}

    /**
     * The shape of the network.
     *
     * @param dimensions 2 or 3
     * @param channels of each level from the finest down
     * @param norm after each recurrent convolution
     * @param asPublished biases before the norms too, as in the knee code of Imperial College (2020)
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
                task, draw, (from, to) -> new RecurrentBlock(plan, from, to, draw), channels -> Ladder.Joint.PLAIN);
        return new PlainNetwork(plan.input("r2-unet", task), ladder, PAPER);
    }
}
