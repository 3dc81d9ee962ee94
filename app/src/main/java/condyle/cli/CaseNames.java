package condyle.cli;

import condyle.io.Volumes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Names of cases, after their inputs and never after a patient: {@code knee}, and where that is another case's or
 * someone else's folder, {@code knee-2}, {@code knee-3}, …
 */
final class CaseNames {
    private final Path out;
    private final Set<String> taken = new HashSet<>();

    CaseNames(Path out) {
        this.out = out;
    }

    /** The name for an input with this SHA-256: the one it had in an earlier run, else the first free one. */
    String of(Path input, String sha) throws IOException {
        String base = Volumes.caseName(input);
        for (int n = 1; ; n++) {
            String name = n == 1 ? base : base + "-" + n;
            if (!taken.contains(name) && fits(out.resolve(name), sha)) {
                taken.add(name);
                return name;
            }
        }
    }

    private static boolean fits(Path folder, String sha) throws IOException {
        return !Files.exists(folder)
                || CaseFiles.provenance(folder)
                        .filter(p -> p.inputs().containsValue(sha))
                        .isPresent();
    }
}
