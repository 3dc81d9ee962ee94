package condyle.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** SHA-256 of the files that a run wrote, by their paths within its folder, {@code /} between the parts. */
public final class FileSums {
    private FileSums() {}

    /** The sums of some files within a folder as they are now. */
    public static SortedMap<String, String> of(Path folder, List<Path> files) throws IOException {
        SortedMap<String, String> sums = new TreeMap<>();
        for (Path file : files) {
            sums.put(name(folder, file), Provenance.sha256(file));
        }
        return sums;
    }

    /** What a file within a folder is called among its sums. */
    public static String name(Path folder, Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    /** The sums of a training's model.yaml, which is written last, and provenance.yaml. */
    static SortedMap<String, String> of(Run run, Model model) throws IOException {
        SortedMap<String, String> sums = of(run.folder(), List.of(run.provenance()));
        sums.put(name(run.folder(), run.model()), Fingerprint.ofText(Formats.YAML.print(model)));
        return sums;
    }

    /** Each file that is another one now, or gone, a line each. */
    public static List<String> changes(Path folder, Map<String, String> sums) throws IOException {
        List<String> changes = new ArrayList<>();
        for (Map.Entry<String, String> was : new TreeMap<>(sums).entrySet()) {
            Path file = folder.resolve(was.getKey());
            if (!Files.isRegularFile(file)) {
                changes.add(file + ": missing");
                continue;
            }
            String now = Provenance.sha256(file);
            if (!now.equals(was.getValue())) {
                changes.add(file + ": changed since the certificate: " + Certificate.hashes(was.getValue(), now));
            }
        }
        return changes;
    }
}
