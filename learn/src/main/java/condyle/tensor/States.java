package condyle.tensor;

import java.util.Arrays;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Copies named tensors into others of the same names, and moves them between devices. */
public final class States {
    private static final int SHOWN = 4;

    private States() {}

    /**
     * Copies each saved tensor into its namesake's memory.
     *
     * @param what what the tensors are, such as {@code weights}; it opens the message
     * @throws IllegalArgumentException if names are missing or unexpected, or shapes differ; nothing is copied then
     */
    public static void copy(String what, SortedMap<String, Tensor> saved, SortedMap<String, Tensor> into) {
        TreeSet<String> missing = new TreeSet<>(into.keySet());
        missing.removeAll(saved.keySet());
        TreeSet<String> unexpected = new TreeSet<>(saved.keySet());
        unexpected.removeAll(into.keySet());
        TreeSet<String> shapes = new TreeSet<>();
        saved.forEach((name, tensor) -> {
            Tensor own = into.get(name);
            if (own != null && !Arrays.equals(own.shape(), tensor.shape())) {
                shapes.add(name + " " + Arrays.toString(tensor.shape()) + ", expected " + Arrays.toString(own.shape()));
            }
        });
        if (!missing.isEmpty() || !unexpected.isEmpty() || !shapes.isEmpty()) {
            throw new IllegalArgumentException(what + " of another network: missing " + some(missing) + "; unexpected "
                    + some(unexpected) + "; shape " + some(shapes));
        }
        saved.forEach((name, tensor) -> into.get(name).assign(tensor));
    }

    /** Moves tensors to a device, each keeping its place in whatever holds it; at once where they are there. */
    public static void move(Collection<Tensor> tensors, Device device) {
        for (Tensor tensor : tensors) {
            if (tensor.device() != device) {
                tensor.handle.set_data(tensor.to(device).handle);
            }
        }
    }

    private static String some(Collection<String> names) {
        if (names.isEmpty()) {
            return "none";
        }
        String first = names.stream().limit(SHOWN).collect(Collectors.joining(", "));
        return names.size() <= SHOWN ? first : first + " and " + (names.size() - SHOWN) + " more";
    }
}
