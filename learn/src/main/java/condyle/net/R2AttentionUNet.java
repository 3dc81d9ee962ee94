package condyle.net;

import condyle.nn.Draw;
import condyle.nn.Norm;
import java.util.List;

/**
 * The R2 Attention U-Net in 2-D and 3-D: recurrent residual convolutions, and skips weighed by gates.
 *
 * <p>The parts are those of {@link R2UNet} and {@link AttentionUNet}; the whole is of the knee code of Imperial College, 2020.
 */
public final class R2AttentionUNet {
    private R2AttentionUNet() {}

    /**
     * The shape of the network.
     *
     * @param dimensions 2 or 3
     * @param channels of each level from the finest down
     * @param norm after each recurrent convolution
     * @param asPublished gates and biases as in {@link AttentionUNet.Config}
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
                (from, to) -> new RecurrentBlock(plan, from, to, draw),
                channels -> new AttentionGate(plan, channels, config.asPublished, draw));
        return new PlainNetwork(plan.input("r2-attention-unet", task), ladder, R2UNet.PAPER + " with gates");
    }
}
