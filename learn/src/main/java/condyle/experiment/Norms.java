package condyle.experiment;

import condyle.image.Size;
import condyle.net.Network;
import condyle.net.Task;
import condyle.nn.Mode;
import condyle.tensor.NoGradient;
import condyle.tensor.Scope;
import condyle.tensor.Sketch;
import condyle.train.Phase;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a phase's patches leave the norms of its network something to take a deviation of.
 *
 * <p>One number has none: a batch norm would remember that its variance is no number, and an instance norm make zero of
 * every image.
 */
final class Norms {
    private Norms() {}

    /**
     * Checks a phase.
     *
     * @throws IllegalArgumentException saying whether a larger batch or patch would do
     */
    static void require(Stage stage, Task task, Phase phase) {
        if (fewest(stage, task, phase.patch(), phase.batch()) > 1) {
            return;
        }
        List<String> remedies = new ArrayList<>();
        if (wouldDo(stage, task, phase.patch(), phase.batch() + 1)) {
            remedies.add("batch: " + (phase.batch() + 1) + " or more");
        }
        if (wouldDo(stage, task, doubled(phase.patch()), phase.batch())) {
            remedies.add("a larger patch, or a network of fewer levels");
        }
        if (remedies.isEmpty()) {
            remedies.add("another network");
        }
        throw new IllegalArgumentException("patch " + phase.patch() + " with batch " + phase.batch()
                + " leaves a norm of " + stage.network().type() + " one number a channel, which has no deviation; "
                + "expected " + String.join(", or ", remedies));
    }

    private static Size doubled(Size patch) {
        int[] twice = new int[3];
        for (int k = 0; k < 3; k++) {
            twice[k] = patch.along(k) == 1 ? 1 : 2 * patch.along(k);
        }
        return Size.of(twice);
    }

    private static boolean wouldDo(Stage stage, Task task, Size patch, int batch) {
        try {
            return fewest(stage, task, patch, batch) > 1;
        } catch (IllegalArgumentException noPatchOfIt) {
            return false;
        }
    }

    private static long fewest(Stage stage, Task task, Size patch, int batch) {
        try (Scope scope = new Scope();
                NoGradient off = new NoGradient();
                Sketch sketch = new Sketch(Sketch.Kind.SHAPES)) {
            Network network = stage.network(task);
            network.mode(Mode.USE);
            network.forward(Sketch.image(batch, task.inputs(), patch.z(), patch.y(), patch.x()));
            return sketch.fewestNormed();
        }
    }
}
