package condyle.net;

import condyle.nn.Draw;

/**
 * The Attention U-Net in 2-D and 3-D: a U-Net whose skips are weighed by gates.
 *
 * <p>Oktay et al., MIDL 2018, arXiv:1804.03999. Differs from it: the grid is doubled by repeating voxels and a convolution
 * of kernel 2, gates see both signals on the grid of the skip, and there is no deep supervision. As
 * published in the knee code of Imperial College (2020), the weighed skip replaces what comes from below.
 */
public final class AttentionUNet {
    private static final String PAPER = "Oktay et al., 2018, arXiv:1804.03999";

    private AttentionUNet() {}

    /** Makes the network. */
    public static Network of(LadderForm form, Task task) {
        Draw draw = new Draw(task.seed());
        LadderPlan plan = form.plan();
        Ladder ladder = plan.build(
                task,
                draw,
                (from, to) -> plan.block(from, to, draw),
                channels -> new AttentionGate(plan, channels, form.asPublished(), draw));
        return new PlainNetwork(plan.input("attention-unet", task), ladder, PAPER);
    }
}
