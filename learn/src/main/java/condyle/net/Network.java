package condyle.net;

import condyle.image.Size;
import condyle.nn.Layer;
import condyle.tensor.States;
import condyle.tensor.Tensor;
import java.util.SortedMap;
import java.util.TreeMap;

/** Maps images (N, C, Z, Y, X) or (N, C, Y, X) to logits (N, classes, …) on the same grid. */
public interface Network extends Layer {
    /** Spatial axes of its images: 2 or 3. */
    int dimensions();

    /** Number that each spatial axis of a patch must be divisible by. */
    int divisor();

    /**
     * Checks the size of a patch; in 2-D its z does not count.
     *
     * @throws IllegalArgumentException naming the nearest sizes, if it does not fit
     */
    void requirePatch(Size patch);

    /** Parameters and buffers by name: all that is saved of a network. */
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
