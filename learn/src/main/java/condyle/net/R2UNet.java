package condyle.net;

import condyle.nn.Draw;

/**
 * The R2 U-Net in 2-D and 3-D: a U-Net of recurrent residual convolutions.
 *
 * <p>Alom et al., 2018, arXiv:1802.06955. Differs from it: the grid is doubled by repeating voxels and a convolution of kernel
 * 2.
 */
public final class R2UNet {
    static final String PAPER = "Alom et al., 2018, arXiv:1802.06955";

    private R2UNet() {}

    /** Makes the network. */
    public static Network of(LadderForm form, Task task) {
        Draw draw = new Draw(task.seed());
        LadderPlan plan = form.plan();
        Ladder ladder = plan.build(
                task, draw, (from, to) -> new RecurrentBlock(plan, from, to, draw), channels -> Ladder.Joint.PLAIN);
        return new PlainNetwork(plan.input("r2-unet", task), ladder, PAPER);
    }
}
