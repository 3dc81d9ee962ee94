package condyle.net;

import condyle.nn.Draw;
import java.util.List;

/**
 * The 3-D U-Net, the one without skips ("highwayless") and the V-Net of Imperial College, 2020, first generation.
 *
 * <p>Repository 3D-MRI-Tissue-Segmentation/knee-segmentation; the blocks and what differs from its code are described at
 * {@link ImperialBody}. {@code {kind: unet}} is its "3D UNet", {@code {kind: unet, skips: none}} its "Highwayless 3D
 * UNet", {@code {kind: vnet}} its "VNet", each tiny, small or large.
 */
public final class ImperialNet {
    /** @param form kind, depth, width and the rest */
    public record Config(ImperialForm form) {
        /** What stands where a file says nothing. */
        public static final Config DEFAULTS = new Config(ImperialForm.DEFAULTS);

        public static final Config TINY = new Config(ImperialForm.TINY);
    }

    private ImperialNet() {}

    /** Makes the network. */
    public static Network of(Config config, Task task) {
        ImperialForm form = config.form;
        ImperialBody.Plan plan = new ImperialBody.Plan(form, List.of(2, 2, 2), 2, 2, ImperialBody.First.RESIDUAL);
        Input input = new Input("imperial", 3, task.inputs(), form.depth().halvings);
        return new PlainNetwork(input, new ImperialBody(plan, task, new Draw(task.seed())), ImperialForm.PAPER);
    }
}
