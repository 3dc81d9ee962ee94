package condyle.experiment;

import condyle.config.Check;
import condyle.config.Choice;
import condyle.data.Augmentation;
import condyle.data.Preprocessing;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.infer.SlidingWindow;
import condyle.loss.MapHead;
import condyle.net.Network;
import condyle.net.Sliced;
import condyle.net.Task;
import condyle.net.TwoHeaded;
import condyle.train.Phase;
import condyle.train.Plan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One pass over the knee: a network at one spacing. Every stage after the first sees what the one before it found.
 *
 * @param name names its tensors in weights.safetensors, its rows in log.csv, its checkpoint and pictures
 * @param spacing mm, one number or one for each of x, y, z
 * @param margin mm kept around what the stage before found; beyond it this stage does not look
 * @param preprocessing axes, part and brightness that the network sees; the model keeps it
 * @param pretrained somebody else's weights that a part of the network starts from; none unless it is given
 * @param head a second head, which regresses a map beside the segmentation; none unless it is given
 */
public record Stage(
        String name,
        Vec spacing,
        double margin,
        Preprocessing preprocessing,
        Choice network,
        Optional<Pretrained> pretrained,
        Optional<MapHead> head,
        Augmentation augmentation,
        Plan train,
        SlidingWindow.Settings infer) {
    public static final Stage DEFAULTS = new Stage(
            null,
            null,
            10,
            Preprocessing.DEFAULTS,
            null,
            Optional.empty(),
            Optional.empty(),
            Augmentation.DEFAULTS,
            null,
            null);

    public Stage {
        if (name != null) {
            Check.fileName("name", name);
        }
        requireSpacing(spacing);
        if (!(margin >= 0)) {
            throw new IllegalArgumentException("margin: " + margin + " is out of range, expected at least 0 mm");
        }
    }

    /** The same with the file of pretrained weights as an absolute path, a relative one starting from a folder. */
    Stage at(Path folder) {
        return with(pretrained.map(p -> p.at(folder)));
    }

    /** The same with the file of pretrained weights by its name alone. */
    Stage placeless() {
        return with(pretrained.map(Pretrained::placeless));
    }

    private Stage with(Optional<Pretrained> other) {
        return new Stage(name, spacing, margin, preprocessing, network, other, head, augmentation, train, infer);
    }

    /**
     * Its network for a task without the second head's maps.
     *
     * @throws IllegalArgumentException if a 2-D network would learn from or look at blocks, or slices of two planes
     */
    Network network(Task task) {
        Network made = network(network, head, task);
        if (made.dimensions() == 2) {
            requireOnePlane();
        }
        return Sliced.of(made, infer.window());
    }

    private void requireOnePlane() {
        Size window = infer.window();
        int across = window.across();
        List<Phase> phases = train.phases();
        if (across < 0) {
            throw new IllegalArgumentException("infer.window: a 2-D network takes slices, not a block of " + window
                    + "; expected 1 along one axis, such as " + new Size(1, window.y(), window.z())
                    + ", and the same axis in train.phases.0.patch, "
                    + phases.get(0).patch() + "; or a 3-D network");
        }
        for (int i = 0; i < phases.size(); i++) {
            Size patch = phases.get(i).patch();
            if (patch.along(across) != 1) {
                throw new IllegalArgumentException("train.phases." + i + ".patch: " + patch + " has "
                        + patch.along(across) + " voxels along " + "xyz".charAt(across) + ", but infer.window, "
                        + window
                        + ", has 1; a 2-D network learns from slices of the plane that it looks at; expected 1 along "
                        + "the same axis in both");
            }
        }
    }

    /** A network, with the second head where there is one. */
    static Network network(Choice network, Optional<MapHead> head, Task task) {
        return TwoHeaded.of(
                network, task, head.map(h -> h.channels(task.classes())).orElse(0));
    }

    /** Checks that use takes back a weight for each class, background included, or none. */
    void requireWeights(int classes) {
        int count = infer.weights().size();
        if (count > 0 && count != classes) {
            throw new IllegalArgumentException("infer: weights: " + count + " numbers for " + classes
                    + " classes, background included; expected one for each, or none");
        }
    }

    static void requireSpacing(Vec spacing) {
        for (int k = 0; k < 3 && spacing != null; k++) {
            double mm = spacing.along(k);
            if (!(mm >= 0.2 && mm <= 10)) {
                throw new IllegalArgumentException("spacing: " + mm + " is out of range, expected 0.2–10 mm");
            }
        }
    }
}
