package condyle.experiment;

import condyle.io.Csv;
import condyle.io.Volumes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whom each case shows, from a table of cases: its column subject, and case or, failing that, labels (a file's name). */
public final class CaseSubjects {
    private static final String SUBJECT = "subject";
    private static final String CASE = "case";
    private static final String LABELS = "labels";

    private CaseSubjects() {}

    /**
     * Subject by case.
     *
     * @throws IOException if the file cannot be read, lacks these columns, or gives a case two subjects
     */
    public static Map<String, String> read(Path table) throws IOException {
        Map<String, String> subjects = new LinkedHashMap<>();
        for (Map<String, String> row : Csv.read(table, List.of(SUBJECT), List.of(CASE, LABELS))) {
            String name = row.get(CASE);
            if (name == null && row.get(LABELS) != null) {
                name = Volumes.caseName(Path.of(row.get(LABELS)));
            }
            if (name == null) {
                throw new IOException(table + ": neither a column '" + CASE + "' nor '" + LABELS
                        + "'; expected one of them, to know whose case is whose");
            }
            String before = subjects.put(name, row.get(SUBJECT));
            if (before != null && !before.equals(row.get(SUBJECT))) {
                throw new IOException(table + ": case " + name + " is of two subjects, " + before + " and "
                        + row.get(SUBJECT) + "; expected one");
            }
        }
        return subjects;
    }
}
