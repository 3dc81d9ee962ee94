package condyle.tensor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * Tensors in a file of PyTorch ({@code .pth}, {@code .pt}), such as torchvision's weights, read without running anything.
 *
 * <p>Such a file holds a program in Python's pickle language. Of that language only what describes plain tensors is
 * understood ({@link PickleReader}); any other name in it is refused and told. Both layouts are read: the zip archive that
 * PyTorch writes since 1.6, and the pickles in a row of 0.1.10 to 1.5, in which torchvision's vgg16-397923af.pth is.
 * Names of nested dictionaries are joined by dots. Opening reads no numbers; they come when they are asked for.
 */
public final class TorchFile {
    /** Most names in a file, and deepest nesting, against files made to exhaust memory. */
    private static final int MOST = 100_000;

    private static final int DEEPEST = 8;

    /** Letters of the longest name: a long one in front of many would fill memory as surely as many names. */
    private static final int LONGEST = 1000;

    private final Path path;
    private final TorchLayout layout;
    private final SortedMap<String, Pickled.View> views;

    private TorchFile(Path path, TorchLayout layout, SortedMap<String, Pickled.View> views) {
        this.path = path;
        this.layout = layout;
        this.views = views;
    }

    /**
     * Looks at what a file holds.
     *
     * @throws IOException one line with the path and what is wrong, or which name in it was refused
     */
    public static TorchFile open(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new IOException(path + ": " + (Files.exists(path) ? "not a file" : "no such file")
                    + "; expected weights in a .pth file");
        }
        try {
            TorchLayout layout = TorchLayout.of(path);
            return new TorchFile(path, layout, named(layout.root()));
        } catch (IllegalArgumentException e) {
            throw bad(path, e);
        }
    }

    /** One line: what the file says of itself may hold anything. */
    private static IOException bad(Path path, IllegalArgumentException e) {
        return new IOException(path + ": " + e.getMessage().replaceAll("\\p{Cntrl}", "?"), e);
    }

    /** Names of all tensors, sorted. */
    public Set<String> names() {
        return Collections.unmodifiableSet(views.keySet());
    }

    /** Reads the tensors of these names, which the file must hold. */
    public SortedMap<String, Tensor> read(SortedSet<String> names) throws IOException {
        SortedMap<String, Tensor> tensors = new TreeMap<>();
        try (TorchLayout.Numbers numbers = layout.open()) {
            for (String name : names) {
                Pickled.View view = views.get(name);
                if (view == null) {
                    throw new IOException(path + ": no tensor '" + name + "'");
                }
                tensors.put(name, tensor(name, view, numbers));
            }
        } catch (IllegalArgumentException e) {
            throw bad(path, e);
        }
        return tensors;
    }

    private static Tensor tensor(String name, Pickled.View view, TorchLayout.Numbers numbers) throws IOException {
        try {
            return StoredNumbers.tensor(view, numbers);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("tensor '" + name + "': " + e.getMessage(), e);
        }
    }

    private record Inner(String name, Object value, int depth) {}

    private static SortedMap<String, Pickled.View> named(Object root) {
        SortedMap<String, Pickled.View> all = new TreeMap<>();
        Deque<Inner> open = new ArrayDeque<>(List.of(new Inner("", root, 0)));
        int seen = 0;
        while (!open.isEmpty()) {
            Inner inner = open.pop();
            if (++seen > MOST || inner.depth > DEEPEST) {
                throw new IllegalArgumentException(
                        "holds more than " + MOST + " names, or dictionaries nested deeper than " + DEEPEST
                                + "; expected a file of plain tensors");
            }
            if (inner.name.length() > LONGEST) {
                throw new IllegalArgumentException("holds a name of " + inner.name.length()
                        + " letters; expected at most " + LONGEST + ", as files of plain tensors have them");
            }
            if (inner.value instanceof Pickled.View view) {
                all.put(inner.name, view);
            } else if (inner.value instanceof Map<?, ?> map) {
                map.forEach((k, v) -> {
                    if (v instanceof Pickled.View || v instanceof Map) {
                        open.push(new Inner(
                                inner.name.isEmpty() ? k.toString() : inner.name + "." + k, v, inner.depth + 1));
                    }
                });
            }
        }
        if (all.isEmpty()) {
            throw new IllegalArgumentException("holds no tensors by name; expected a dictionary of them, such as "
                    + "torch.save(model.state_dict(), …) writes");
        }
        return all;
    }
}
