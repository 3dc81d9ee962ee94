package condyle.net;

import condyle.nn.Draw;

/**
 * The R2 Attention U-Net in 2-D and 3-D: recurrent residual convolutions, and skips weighed by gates.
 *
 * <p>The parts are those of {@link R2UNet} and {@link AttentionUNet}; the whole is of the knee code of Imperial College,
 * 2020, whose gates {@code asPublished} gives.
 */
public final class R2AttentionUNet {
    private R2AttentionUNet() {}

    /** Makes the network. */
    public static Network of(LadderForm form, Task task) {
        Draw draw = new Draw(task.seed());
        LadderPlan plan = form.plan();
        Ladder ladder = plan.build(
                task,
                draw,
                (from, to) -> new RecurrentBlock(plan, from, to, draw),
                channels -> new AttentionGate(plan, channels, form.asPublished(), draw));
        return new PlainNetwork(plan.input("r2-attention-unet", task), ladder, R2UNet.PAPER + " with gates");
    }
}
