package condyle.experiment;

import condyle.net.Network;
import condyle.tensor.Kind;
import condyle.tensor.SafeTensors;
import condyle.tensor.States;
import condyle.tensor.Tensor;
import condyle.tensor.TorchFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Weights of somebody else's that a part of a network starts from, such as torchvision's for an encoder.
 *
 * @param file safetensors, or a {@code .pth} of PyTorch ({@link TorchFile}); relative to the experiment's file
 * @param part of the network that takes them: names of tensors after it are the file's; empty for all of the network
 */
public record Pretrained(String file, String part) {
    public static final Pretrained DEFAULTS = new Pretrained(null, "encoder");
    /** A count that old files lack and nothing is computed from. */
    private static final String COUNT = "num_batches_tracked";

    public Pretrained {
        if (file != null && file.isEmpty()) {
            throw new IllegalArgumentException("file: is empty; expected a .safetensors or .pth file");
        }
        if (!part.matches("[\\w.]*")) {
            throw new IllegalArgumentException(
                    "part: '" + part + "'; expected names joined by dots, such as encoder, or nothing");
        }
    }

    Pretrained at(Path folder) {
        return new Pretrained(folder.resolve(file).normalize().toString(), part);
    }

    Pretrained placeless() {
        return new Pretrained(Path.of(file).getFileName().toString(), part);
    }

    /**
     * Loads the part, and says in a line what of the file was not needed; nothing is changed where it does not fit.
     *
     * @throws IOException naming what is missing or has another shape
     */
    String load(Network network) throws IOException {
        SortedMap<String, Tensor> own = own(network);
        boolean safe = file.endsWith(".safetensors");
        SafeTensors read = safe ? SafeTensors.read(Path.of(file)) : null;
        TorchFile torch = safe ? null : TorchFile.open(Path.of(file));
        Set<String> names = safe ? read.tensors().keySet() : torch.names();
        String prefix = prefix(names, own.keySet());
        SortedSet<String> wanted = names.stream()
                .filter(n -> n.startsWith(prefix) && own.containsKey(n.substring(prefix.length())))
                .collect(Collectors.toCollection(TreeSet::new));
        own.keySet().removeIf(n -> n.endsWith(COUNT) && !wanted.contains(prefix + n));
        SortedMap<String, Tensor> found = new TreeMap<>();
        (safe ? read.tensors() : torch.read(wanted)).forEach((name, tensor) -> {
            if (wanted.contains(name)) {
                found.put(name.substring(prefix.length()), tensor.kind().floating() ? tensor.to(Kind.F32) : tensor);
            }
        });
        try {
            States.copy("weights", found, own);
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    file + ": does not fit " + (part.isEmpty() ? "the network" : "its part " + part) + ": "
                            + e.getMessage(),
                    e);
        }
        return said(names, wanted);
    }

    private SortedMap<String, Tensor> own(Network network) {
        String before = part.isEmpty() ? "" : part + ".";
        SortedMap<String, Tensor> own = new TreeMap<>();
        network.state().forEach((name, tensor) -> {
            if (name.startsWith(before)) {
                own.put(name.substring(before.length()), tensor);
            }
        });
        if (own.isEmpty()) {
            throw new IllegalArgumentException(
                    "pretrained: part: the network has no part '" + part + "'; its tensors are "
                            + network.state().keySet().stream().limit(3).collect(Collectors.joining(", ")) + ", …");
        }
        return own;
    }

    /** Names may stand behind a prefix, such as {@code state_dict.}: the one that most of ours are found with. */
    private static String prefix(Set<String> names, Set<String> own) {
        Set<String> prefixes =
                new TreeSet<>(Comparator.comparingInt(String::length).thenComparing(s -> s));
        prefixes.add("");
        for (String name : names) {
            for (String ours : own) {
                if (name.endsWith("." + ours)) {
                    prefixes.add(name.substring(0, name.length() - ours.length()));
                }
            }
        }
        String best = "";
        long most = -1;
        for (String prefix : prefixes) {
            long found = own.stream().filter(n -> names.contains(prefix + n)).count();
            if (found > most) {
                most = found;
                best = prefix;
            }
        }
        return best;
    }

    private String said(Set<String> names, Set<String> wanted) {
        SortedSet<String> rest = new TreeSet<>(names);
        rest.removeAll(wanted);
        String loaded = Path.of(file).getFileName() + ": " + wanted.size() + " tensors"
                + (part.isEmpty() ? "" : " for " + part);
        return rest.isEmpty()
                ? loaded
                : loaded + ", " + rest.size() + " passed over: "
                        + rest.stream().limit(3).collect(Collectors.joining(", ")) + (rest.size() > 3 ? ", …" : "");
    }
}
