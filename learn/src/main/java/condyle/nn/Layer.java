package condyle.nn;

import condyle.tensor.States;
import condyle.tensor.Tensor;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Maps a tensor to a tensor, with parameters that learn and buffers that remember.
 *
 * <p>Names are those that PyTorch would give: {@code encoder.0.conv1.weight} is the weight of the child
 * {@code encoder.0.conv1}.
 */
public interface Layer {
    Tensor forward(Tensor x);

    /** The layers inside, by name. */
    default Map<String, Layer> children() {
        return Map.of();
    }

    /** What this layer itself learns, without its children. */
    default Map<String, Tensor> ownParameters() {
        return Map.of();
    }

    /** What this layer itself remembers without learning it, such as running means. */
    default Map<String, Tensor> ownBuffers() {
        return Map.of();
    }

    /** Sets this layer and its children to training or use. */
    default void mode(Mode mode) {
        children().values().forEach(child -> child.mode(mode));
    }

    /** Everything that learns, by name. */
    default SortedMap<String, Tensor> parameters() {
        SortedMap<String, Tensor> all = new TreeMap<>(ownParameters());
        children().forEach((name, child) -> child.parameters().forEach((n, t) -> all.put(name + "." + n, t)));
        return all;
    }

    /** Everything that is remembered without being learnt, by name. */
    default SortedMap<String, Tensor> buffers() {
        SortedMap<String, Tensor> all = new TreeMap<>(ownBuffers());
        children().forEach((name, child) -> child.buffers().forEach((n, t) -> all.put(name + "." + n, t)));
        return all;
    }

    /** Parameters and buffers by name: all that is saved. */
    default SortedMap<String, Tensor> state() {
        SortedMap<String, Tensor> all = new TreeMap<>(parameters());
        all.putAll(buffers());
        return all;
    }

    /**
     * Takes over weights saved before.
     *
     * @throws IllegalArgumentException if names or shapes differ from its own; nothing is changed then
     */
    default void load(SortedMap<String, Tensor> saved) {
        States.copy("weights", saved, state());
    }
}
