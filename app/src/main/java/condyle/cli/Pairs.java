package condyle.cli;

import condyle.io.Volumes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Label maps by case name, and the pairs that two sets of them make. */
final class Pairs {
    /** What segment writes in a case's folder. */
    static final String TISSUES = "tissues.nii.gz";

    private Pairs() {}

    /** A label map and the name of its case. */
    record Named(String name, Path path) {}

    /** A prediction and a reference of one case. */
    record Pair(String name, Path prediction, Path reference) {}

    /** Pairs in the order of the references, and the names that stand on one side only. */
    record Matched(List<Pair> pairs, List<String> withoutPrediction, List<String> withoutReference) {}

    /**
     * The label maps of several paths, each a file, a folder of files, or a folder that segment wrote
     * ({@code OUT/case01/tissues.nii.gz} is case01).
     *
     * @throws IOException if a path is missing or holds none
     */
    static List<Named> list(List<Path> paths) throws IOException {
        List<Named> all = new ArrayList<>();
        for (Path path : paths) {
            all.addAll(list(path));
        }
        return all;
    }

    private static List<Named> list(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw new NoSuchFileException(path.toString());
        }
        if (!Files.isDirectory(path)) {
            return List.of(new Named(name(path), path));
        }
        if (Files.exists(path.resolve(TISSUES))) {
            return List.of(new Named(name(path.resolve(TISSUES)), path.resolve(TISSUES)));
        }
        List<Path> cases;
        try (Stream<Path> children = Files.list(path)) {
            cases = children.filter(c -> !c.getFileName().toString().startsWith("."))
                    .map(c -> Files.isDirectory(c) ? c.resolve(TISSUES) : c)
                    .filter(c -> Files.isRegularFile(c) && Volumes.isVolume(c))
                    .sorted()
                    .toList();
        }
        if (cases.isEmpty()) {
            throw new IOException(path + ": no label maps in this folder; expected volume files such as case01.nii.gz, "
                    + "or folders such as case01/" + TISSUES);
        }
        return cases.stream().map(c -> new Named(name(c), c)).toList();
    }

    private static String name(Path file) {
        Path path = file.toAbsolutePath().normalize();
        return path.getFileName().toString().equals(TISSUES) && path.getNameCount() > 1
                ? Volumes.caseName(path.getParent())
                : Volumes.caseName(path);
    }

    /**
     * Pairs two files, or two folders by name.
     *
     * @throws IOException if a folder stands against a file, a name stands twice, or no name stands on both sides
     */
    static Matched match(Path prediction, Path reference) throws IOException {
        List<Named> predictions = list(prediction);
        List<Named> references = list(reference);
        if (Files.isRegularFile(prediction) && Files.isRegularFile(reference)) {
            return new Matched(
                    List.of(new Pair(references.get(0).name(), prediction, reference)), List.of(), List.of());
        }
        Map<String, Path> left = byName(prediction, predictions);
        Map<String, Path> right = byName(reference, references);
        List<Pair> pairs = right.keySet().stream()
                .filter(left::containsKey)
                .map(n -> new Pair(n, left.get(n), right.get(n)))
                .toList();
        if (pairs.isEmpty()) {
            throw new IOException(prediction + " and " + reference + ": no case has the same name in both: "
                    + some(left) + " and " + some(right));
        }
        return new Matched(
                pairs,
                right.keySet().stream().filter(n -> !left.containsKey(n)).toList(),
                left.keySet().stream().filter(n -> !right.containsKey(n)).toList());
    }

    private static Map<String, Path> byName(Path folder, List<Named> files) throws IOException {
        Map<String, Path> out = new LinkedHashMap<>();
        for (Named f : files) {
            Path before = out.put(f.name(), f.path());
            if (before != null) {
                throw new IOException(folder + ": two files are named " + f.name() + ": " + before.getFileName()
                        + " and " + f.path().getFileName());
            }
        }
        return out;
    }

    private static String some(Map<String, Path> names) {
        String shown = String.join(", ", names.keySet().stream().limit(3).toList());
        return names.size() > 3 ? shown + ", … (" + names.size() + ")" : shown;
    }
}
