package condyle.experiment;

import condyle.config.Choice;
import condyle.data.ClassMap;
import condyle.data.Preprocessing;
import condyle.image.LabelSet;
import condyle.image.Vec;
import condyle.infer.SlidingWindow;
import condyle.loss.MapHead;
import condyle.net.Network;
import condyle.net.Sliced;
import condyle.net.Task;
import java.util.List;
import java.util.Optional;

/**
 * What a model folder's model.yaml says: all that is needed to use the weights beside it.
 *
 * @param classes tissues or groups, in the order of the network's outputs after background
 * @param passes networks from coarse to fine; none where the model is a function of place
 * @param implicit the function of place, where the model is one
 * @param fused networks in folders of their own and how they answer as one, where the model is that
 * @param weights SHA-256 of weights.safetensors, lower-case hexadecimal; of a fused model that of the lines which its
 *     members' model.yaml have
 * @param training what it was trained on and how, for people
 * @param accuracy measured results, for people; empty where none were measured
 */
public record Model(
        String name,
        List<String> classes,
        List<Pass> passes,
        Optional<Implicit.Use> implicit,
        Optional<Fused> fused,
        String weights,
        List<String> training,
        List<Accuracy> accuracy) {
    public static final Model DEFAULTS =
            new Model(null, null, List.of(), Optional.empty(), Optional.empty(), null, List.of(), List.of());

    /** Networks of blocks or slices, or a function of place. */
    public Model(
            String name,
            List<String> classes,
            List<Pass> passes,
            Optional<Implicit.Use> implicit,
            String weights,
            List<String> training,
            List<Accuracy> accuracy) {
        this(name, classes, passes, implicit, Optional.empty(), weights, training, accuracy);
    }

    public Model {
        int kinds = (passes.isEmpty() ? 0 : 1) + (implicit.isEmpty() ? 0 : 1) + (fused.isEmpty() ? 0 : 1);
        if (name != null && kinds != 1) {
            throw new IllegalArgumentException("passes: " + passes.size() + " and "
                    + (implicit.isEmpty() ? "no implicit" : "an implicit") + " and "
                    + (fused.isEmpty() ? "nothing fused" : "something fused") + "; expected one of the three");
        }
    }

    /** Voxel spacings at which it works, mm along x, y, z; of a fused model its members know them. */
    public List<Vec> spacings() {
        return implicit.map(i -> List.of(i.spacing()))
                .orElseGet(() -> passes.stream().map(Pass::spacing).toList());
    }

    /** Whether it says that it learnt from annotated knees, as {@link CaseKnees#story} has it. */
    public boolean sawAnnotated() {
        return training.stream().anyMatch(line -> line.contains(" annotated knee"));
    }

    /** Which output belongs to which label. */
    public ClassMap classMap() {
        return ClassMap.of(LabelSet.CONDYLE, classes);
    }

    /** One pass over the knee, as {@link Stage} without its training. */
    public record Pass(
            String name,
            Vec spacing,
            double margin,
            Preprocessing preprocessing,
            Choice network,
            Optional<MapHead> head,
            SlidingWindow.Settings infer) {
        public static final Pass DEFAULTS =
                new Pass(null, null, 10, Preprocessing.DEFAULTS, null, Optional.empty(), null);

        static Pass of(Stage stage) {
            return new Pass(
                    stage.name(),
                    stage.spacing(),
                    stage.margin(),
                    stage.preprocessing(),
                    stage.network(),
                    stage.head(),
                    stage.infer());
        }

        /** Its network; of a second head only the tensors are kept, nobody asks it. */
        Network network(Task task) {
            return Sliced.of(Stage.network(network, head, task), infer.window());
        }
    }

    /** A measured mean: on what, which tissue or group, Dice, ASSD in mm, number of cases. */
    public record Accuracy(String data, String tissue, Double dice, Double assd, Integer cases) {}
}
