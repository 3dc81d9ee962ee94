package condyle.net;

import condyle.image.Size;
import condyle.nn.Draw;
import condyle.nn.Layer;
import condyle.nn.Shell;
import condyle.tensor.Tensor;
import java.util.List;

/**
 * The 3-D U-Net, the one without skips ("highwayless") and the V-Net of Imperial College, 2020, first generation.
 *
 * <p>Repository 3D-MRI-Tissue-Segmentation/knee-segmentation; the blocks and what differs from its code are described at
 * {@link ImperialBody}. {@code {kind: unet}} is its "3D UNet", {@code {kind: unet, skips: none}} its "Highwayless 3D
 * UNet", {@code {kind: vnet}} its "VNet", each tiny, small or large.
 */
public final class ImperialNet implements Network, Shell {
    /** @param form kind, depth, width and the rest */
    public record Config(ImperialForm form) {
        /** What stands where a file says nothing. */
        public static final Config DEFAULTS = new Config(ImperialForm.DEFAULTS);

        public static final Config TINY = new Config(ImperialForm.TINY);
    }

    private static final String NAME = "imperial";

    private final ImperialForm form;
    private final Task task;
    private final ImperialBody body;

    public ImperialNet(Config config, Task task) {
        form = config.form;
        this.task = task;
        ImperialBody.Plan plan = new ImperialBody.Plan(form, List.of(2, 2, 2), 2, 2, ImperialBody.First.RESIDUAL);
        body = new ImperialBody(plan, task, new Draw(task.seed()));
    }

    @Override
    public Tensor forward(Tensor x) {
        Patches.require(NAME, 3, task.inputs(), x);
        requirePatch(Patches.of(x));
        return body.forward(x);
    }

    @Override
    public Layer body() {
        return body;
    }

    @Override
    public String paper() {
        return "Knee code of Imperial College, 2020";
    }

    @Override
    public int dimensions() {
        return 3;
    }

    @Override
    public int divisor() {
        return 1 << form.depth().halvings;
    }

    @Override
    public void requirePatch(Size patch) {
        Patches.require(NAME, 3, form.depth().halvings, patch);
    }
}
