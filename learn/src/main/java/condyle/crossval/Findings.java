package condyle.crossval;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a verification found to be wrong, each thing once. */
final class Findings {
    private final Set<String> lines = new LinkedHashSet<>();

    /** Something to look at, which may fail. */
    interface Look {
        void at() throws IOException;
    }

    /** Takes what a look fails with for one more finding. */
    void look(Look look) {
        try {
            look.at();
        } catch (NoSuchFileException e) {
            add(e.getFile() + ": missing");
        } catch (FileSystemException e) {
            add(e.getFile() + ": cannot be read" + (e.getReason() == null ? "" : ": " + e.getReason()));
        } catch (IOException | IllegalArgumentException e) {
            add(e.getMessage());
        }
    }

    void add(String line) {
        lines.add(line);
    }

    List<String> all() {
        return List.copyOf(lines);
    }
}
