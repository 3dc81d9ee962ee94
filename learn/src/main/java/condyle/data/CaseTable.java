package condyle.data;

import condyle.image.LabelSet;
import condyle.image.Side;
import condyle.io.Csv;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Annotated knees: a CSV file of subject, side, visit, image, labels, one knee a line; or a folder in nnU-Net's raw
 * layout or of the IWOAI challenge.
 *
 * <p>Paths in the CSV file are relative to it. Side (left, right), visit and image may be empty.
 *
 * @param scheme of the label maps, where the data set says it
 * @param held subjects that the data set itself holds out
 * @param notes what was passed over, for people, a line each
 */
public record CaseTable(Path file, List<Case> cases, Optional<LabelSet> scheme, Set<String> held, List<String> notes) {
    private static final String SUBJECT = "subject";
    private static final String SIDE = "side";
    private static final String VISIT = "visit";
    private static final String IMAGE = "image";
    private static final String LABELS = "labels";

    /** The columns; more of them are passed over. */
    public static final List<String> COLUMNS = List.of(SUBJECT, SIDE, VISIT, IMAGE, LABELS);

    public CaseTable {
        cases = List.copyOf(cases);
        held = Set.copyOf(held);
        notes = List.copyOf(notes);
    }

    /** Nothing was passed over. */
    public CaseTable(Path file, List<Case> cases, Optional<LabelSet> scheme, Set<String> held) {
        this(file, cases, scheme, held, List.of());
    }

    /**
     * Reads a table or folder and looks whether all its files are there.
     *
     * @throws IOException naming the line that is wrong
     */
    public static CaseTable read(Path file) throws IOException {
        CaseTable table = Files.isDirectory(file) ? folder(file) : lines(file);
        Subjects.requireOneSpelling(file, table.cases);
        return table;
    }

    private static CaseTable lines(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new IOException(
                    file + ": no such file; expected a table with the columns " + String.join(", ", COLUMNS));
        }
        List<Case> cases = new ArrayList<>();
        Map<Path, Integer> lines = new HashMap<>();
        for (Map<String, String> row : Csv.read(file, COLUMNS)) {
            Case made = read(file, row, cases.size() + 2);
            Integer before = lines.put(made.labels().toAbsolutePath().normalize(), made.line());
            if (before != null) {
                throw wrong(
                        file,
                        made.line(),
                        "labels " + row.get(LABELS) + " stand on line " + before + " too; a knee counts once");
            }
            cases.add(made);
        }
        if (cases.isEmpty()) {
            throw new IOException(file + ": no cases; expected a line for each knee below the header");
        }
        return new CaseTable(file, cases, Optional.empty(), Set.of());
    }

    private static CaseTable folder(Path folder) throws IOException {
        if (Files.exists(folder.resolve(NnUnetFolder.LIST))) {
            return NnUnetFolder.read(folder);
        }
        if (IwoaiFolder.is(folder)) {
            return IwoaiFolder.read(folder);
        }
        throw new IOException(
                folder + ": no data set: neither dataset.json as nnU-Net has it nor train_001_V00.seg as the "
                        + "IWOAI challenge; or name a CSV file with the columns " + String.join(", ", COLUMNS));
    }

    /** Where a case stands, for messages: the line of a table, or the file of a folder. */
    public String where(Case c) {
        return Files.isDirectory(file) ? c.labels().toString() : file + ": line " + c.line();
    }

    private static Case read(Path file, Map<String, String> row, int line) throws IOException {
        String subject = row.get(SUBJECT).strip();
        if (subject.isEmpty()) {
            throw wrong(file, line, "subject is empty; expected a name, the same for all knees of one person");
        }
        String image = row.get(IMAGE).strip();
        String labels = row.get(LABELS).strip();
        if (labels.isEmpty()) {
            throw wrong(file, line, "labels is empty; expected the path of a label map");
        }
        return new Case(
                subject,
                side(file, line, row.get(SIDE).strip()),
                row.get(VISIT).strip(),
                image.isEmpty() ? Optional.empty() : Optional.of(path(file, line, image)),
                path(file, line, labels),
                line);
    }

    private static Side side(Path file, int line, String text) throws IOException {
        for (Side side : Side.values()) {
            if (side.toString().equalsIgnoreCase(text)) {
                return side;
            }
        }
        if (!text.isEmpty()) {
            throw wrong(file, line, "side '" + text + "'; expected left, right, or nothing where it is not known");
        }
        return Side.UNKNOWN;
    }

    private static Path path(Path file, int line, String text) throws IOException {
        Path path = file.toAbsolutePath().getParent().resolve(text).normalize();
        if (!Files.exists(path)) {
            throw wrong(file, line, path + ": no such file or folder; paths are relative to the table");
        }
        return path;
    }

    private static IOException wrong(Path file, int line, String what) {
        return new IOException(file + ": line " + line + ": " + what);
    }
}
