package condyle.experiment;

import condyle.config.Choice;
import condyle.data.Augmentation;
import condyle.infer.SlidingWindow;
import condyle.loss.MapHead;
import condyle.net.Network;
import condyle.net.Task;
import condyle.net.TwoHeaded;
import condyle.train.Plan;
import java.util.Optional;

/**
 * One pass over the knee: a network at one spacing. Every stage after the first sees what the one before it found.
 *
 * @param name names its tensors in weights.safetensors and its rows in log.csv
 * @param spacing mm, the same along all axes
 * @param margin mm kept around what the stage before found; beyond it this stage does not look
 * @param head a second head, which regresses a map beside the segmentation; none unless it is given
 */
public record Stage(
        String name,
        Double spacing,
        double margin,
        Choice network,
        Optional<MapHead> head,
        Augmentation augmentation,
        Plan train,
        SlidingWindow.Settings infer) {
    public static final Stage DEFAULTS =
            new Stage(null, null, 10, null, Optional.empty(), Augmentation.DEFAULTS, null, null);

    public Stage {
        if (spacing != null && !(spacing >= 0.2 && spacing <= 10)) {
            throw new IllegalArgumentException("spacing: " + spacing + " is out of range, expected 0.2–10 mm");
        }
        if (!(margin >= 0)) {
            throw new IllegalArgumentException("margin: " + margin + " is out of range, expected at least 0 mm");
        }
    }

    /** Its network for a task without the second head's maps. */
    Network network(Task task) {
        return network(network, head, task);
    }

    /** A network, with the second head where there is one. */
    static Network network(Choice network, Optional<MapHead> head, Task task) {
        return TwoHeaded.of(
                network, task, head.map(h -> h.channels(task.classes())).orElse(0));
    }
}
