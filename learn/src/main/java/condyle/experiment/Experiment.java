package condyle.experiment;

import java.util.List;

/**
 * The root of an experiment file: what is trained, on what, how.
 *
 * @param name name of the model that comes out
 * @param seed everything random follows from it
 * @param precision auto, bf16 or fp32
 * @param device auto, cpu or cuda
 * @param threads background threads that make patches
 * @param classes tissues or groups, in the order of the network's outputs after background
 * @param stages coarse to fine
 */
public record Experiment(
        String name,
        long seed,
        String precision,
        String device,
        int threads,
        List<String> classes,
        Phantoms phantoms,
        List<Stage> stages) {
    public static final Experiment DEFAULTS = new Experiment(null, 1, "auto", "auto", 2, null, null, null);

    public Experiment {
        if (threads < 1) {
            throw new IllegalArgumentException("threads: " + threads + " is out of range, expected at least 1");
        }
        if (stages != null && stages.isEmpty()) {
            throw new IllegalArgumentException("stages: the list is empty, expected at least one stage");
        }
    }
}
