package condyle.experiment;

import condyle.config.Check;
import condyle.data.ClassMap;
import condyle.image.LabelSet;
import condyle.tensor.Device;
import condyle.tensor.Precision;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The root of an experiment file: what is trained, on what, how.
 *
 * @param name name of the model that comes out, and of its folder unless another is given
 * @param seed everything random follows from it
 * @param precision auto, bf16 or fp32
 * @param device auto, cpu or cuda
 * @param threads background threads that make patches
 * @param classes tissues or groups, in the order of the network's outputs after background
 * @param phantoms synthetic knees to train on
 * @param cases annotated knees to train on
 * @param stages networks, coarse to fine
 * @param implicit a function of place instead of them
 */
public record Experiment(
        String name,
        long seed,
        String precision,
        String device,
        int threads,
        List<String> classes,
        Optional<Phantoms> phantoms,
        Optional<Cases> cases,
        List<Stage> stages,
        Optional<Implicit> implicit) {
    public static final Experiment DEFAULTS = new Experiment(
            null, 1, "auto", "auto", 2, null, Optional.empty(), Optional.empty(), List.of(), Optional.empty());

    public Experiment {
        if (threads < 1) {
            throw new IllegalArgumentException("threads: " + threads + " is out of range, expected at least 1");
        }
        requireKnown("precision", precision, Precision.NAMES);
        requireKnown("device", device, Device.NAMES);
        requireClasses(classes);
        boolean isDefault = name == null;
        if (!isDefault && stages.isEmpty() == implicit.isEmpty()) {
            throw new IllegalArgumentException(
                    stages.isEmpty()
                            ? "stages: missing, and so is implicit; expected one of them"
                            : "implicit: stands beside stages; expected one of them");
        }
        if (!isDefault) {
            Check.fileName("name", name);
            requireOwnNames(stages);
            for (Stage late : stages.subList(Math.min(1, stages.size()), stages.size())) {
                if (late.preprocessing().crop().isPresent()
                        || late.preprocessing().letterbox().isPresent()) {
                    throw new IllegalArgumentException(
                            "stages: stage " + late.name() + " has a crop or a letterbox; only "
                                    + "the first stage can, the others look around what it found");
                }
            }
            requireKnees(phantoms, cases);
        }
    }

    /** Names of tensors begin with their stage's name and a dot; some file systems know no capitals. */
    private static void requireOwnNames(List<Stage> stages) {
        for (int i = 0; i < stages.size(); i++) {
            for (int k = 0; k < i; k++) {
                String late = stages.get(i).name().toLowerCase(Locale.ROOT) + ".";
                String early = stages.get(k).name().toLowerCase(Locale.ROOT) + ".";
                if (late.startsWith(early) || early.startsWith(late)) {
                    throw new IllegalArgumentException(
                            "stages." + i + ".name: '" + stages.get(i).name() + "' cannot be told from stages." + k
                                    + ".name, '" + stages.get(k).name() + "'; expected a name of its own for each");
                }
            }
        }
    }

    private static void requireKnown(String key, String name, List<String> known) {
        if (!known.contains(name)) {
            throw new IllegalArgumentException(
                    key + ": unknown value '" + name + "'; known: " + String.join(", ", known));
        }
    }

    private static void requireClasses(List<String> classes) {
        if (classes != null && classes.isEmpty()) {
            throw new IllegalArgumentException(
                    "classes: the list is empty; expected some of " + String.join(", ", LabelSet.CONDYLE.names()));
        }
        if (classes != null) {
            ClassMap.of(LabelSet.CONDYLE, classes);
        }
    }

    private static void requireKnees(Optional<Phantoms> phantoms, Optional<Cases> cases) {
        if (phantoms.isEmpty() && cases.isEmpty()) {
            throw new IllegalArgumentException("phantoms: missing, and so is cases; expected one of them, or both");
        }
        if (cases.isEmpty() && phantoms.get().count() == 0) {
            throw new IllegalArgumentException("phantoms: count is 0 and there are no cases; nothing to train on");
        }
    }

    /** The same with the cases' table and pretrained weights as absolute paths, relative ones starting from a folder. */
    Experiment at(Path folder) {
        return new Experiment(
                name,
                seed,
                precision,
                device,
                threads,
                classes,
                phantoms,
                cases.map(c -> c.withTable(
                        folder.toAbsolutePath().resolve(c.table()).normalize().toString())),
                stages.stream().map(s -> s.at(folder.toAbsolutePath())).toList(),
                implicit);
    }

    /** The same with another seed and other cases. */
    public Experiment with(long other, Cases knees) {
        return new Experiment(
                name, other, precision, device, threads, classes, phantoms, Optional.of(knees), stages, implicit);
    }

    /** Whether all but the places of the cases' table and of pretrained weights is the same. */
    public boolean sameAs(Experiment other) {
        return placeless().equals(other.placeless());
    }

    private Experiment placeless() {
        return new Experiment(
                name,
                seed,
                precision,
                device,
                threads,
                classes,
                phantoms,
                cases.map(c -> c.withTable("")),
                stages.stream().map(Stage::placeless).toList(),
                implicit);
    }
}
