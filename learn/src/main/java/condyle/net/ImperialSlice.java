package condyle.net;

import condyle.image.Box;
import condyle.image.Size;
import condyle.nn.Draw;
import condyle.nn.Layer;
import condyle.nn.Shell;
import condyle.tensor.Operators;
import condyle.tensor.Tensor;
import java.util.List;

/**
 * The Slice U-Net and Slice V-Net of Imperial College, 2020, first generation: a few sagittal slices in, one out.
 *
 * <p>A patch is a stack of slices along x. The grid is halved along y and z only, and the mean over the slices of the
 * class probabilities names the middle slice; logits are the logarithms of those means. Repository
 * 3D-MRI-Tissue-Segmentation/knee-segmentation; its levels are those of {@link ImperialBody}.
 */
public final class ImperialSlice implements Network, Shell {
    /**
     * @param form kind, depth, width and the rest
     * @param slices of a stack, odd; published 5
     */
    public record Config(ImperialForm form, int slices) {
        /** What stands where a file says nothing. */
        public static final Config DEFAULTS = new Config(ImperialForm.DEFAULTS, 5);

        public static final Config TINY = new Config(ImperialForm.TINY, 3);

        public Config {
            SliceStack.require(slices);
        }
    }

    private static final String NAME = "imperial-slice";

    private final Config config;
    private final Task task;
    private final ImperialBody body;

    public ImperialSlice(Config config, Task task) {
        this.config = config;
        this.task = task;
        ImperialBody.Plan plan =
                new ImperialBody.Plan(config.form, List.of(2, 2, 1), 2, 2, ImperialBody.First.RESIDUAL);
        body = new ImperialBody(plan, task, new Draw(task.seed()));
    }

    @Override
    public Tensor forward(Tensor x) {
        Patches.require(NAME, 3, task.inputs(), x);
        requirePatch(Patches.of(x));
        Tensor y = body.forward(x);
        if (task.maps() == 0) {
            return merged(y);
        }
        int named = task.classes() - task.maps();
        // Maps are numbers to regress, of which the plain mean is taken.
        return Tensor.cat(
                1,
                merged(y.narrow(1, 0, named)),
                y.narrow(1, named, task.maps()).mean(4).unsqueeze(4));
    }

    /** Logarithm of the slices' mean probability. */
    private Tensor merged(Tensor logits) {
        return Operators.logSumExp(logits.logSoftmax(1), 4).sub(Math.log(config.slices));
    }

    @Override
    public Layer body() {
        return body;
    }

    @Override
    public String paper() {
        return ImperialForm.PAPER;
    }

    @Override
    public int dimensions() {
        return 3;
    }

    @Override
    public int divisor() {
        return 1 << config.form.depth().halvings;
    }

    @Override
    public Size fit(Size least) {
        return SliceStack.fit(config.slices, Network.super.fit(least));
    }

    @Override
    public Box covers(Size patch) {
        return SliceStack.middle(patch);
    }

    @Override
    public void requirePatch(Size patch) {
        Patches.requireStack(NAME, config.slices, config.form.depth().halvings, patch);
    }
}
