package condyle.tensor;

import java.util.SortedMap;

/** Moves parameters against their gradients, in place. */
public interface Optimizer {
    /** One step with the gradients that are there; parameters without one stay. */
    void step(double rate);

    /** The parameters it moves, by name. */
    SortedMap<String, Tensor> parameters();

    /** Everything it remembers, by name; with it loaded, training goes on bit by bit as if never stopped. */
    SortedMap<String, Tensor> state();

    /**
     * Takes over a state saved before.
     *
     * @throws IllegalArgumentException if names or shapes differ from its own
     */
    default void load(SortedMap<String, Tensor> saved) {
        States.copy("optimizer state", saved, state());
    }

    /** Drops all gradients, so that the next backward pass starts anew. */
    default void zeroGradients() {
        Gradients.clear(parameters().values());
    }
}
