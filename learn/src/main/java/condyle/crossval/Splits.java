package condyle.crossval;

import condyle.data.Case;
import condyle.data.Fold;
import condyle.experiment.Roster;
import condyle.image.Side;
import condyle.io.Csv;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** splits.csv: in which fold each case is tested. */
record Splits(List<Line> lines) {
    private static final String CASE = "case";
    private static final String SUBJECT = "subject";
    private static final String SIDE = "side";
    private static final String VISIT = "visit";
    private static final String FOLD = "fold";
    private static final List<String> COLUMNS = List.of(CASE, SUBJECT, SIDE, VISIT, FOLD);

    /** A case; side and visit may be empty. */
    record Line(String name, String subject, String side, String visit, int fold) {}

    Splits {
        lines = List.copyOf(lines);
    }

    /** Deals the subjects of a roster to folds. */
    static Splits of(Roster roster, int folds, long seed) {
        List<Case> cases = roster.table().cases();
        Map<String, Integer> dealt = Fold.deal(cases, folds, seed);
        return new Splits(cases.stream()
                .map(c -> new Line(
                        roster.name(c),
                        roster.subject(c),
                        c.side() == Side.UNKNOWN ? "" : c.side().toString(),
                        c.visit(),
                        dealt.get(c.subject())))
                .toList());
    }

    /** Reads the file. */
    static Splits read(Path file) throws IOException {
        List<Line> lines = new ArrayList<>();
        for (Map<String, String> row : Csv.read(file, COLUMNS)) {
            String fold = row.get(FOLD);
            if (!fold.matches("\\d{1,6}")) {
                throw new IOException(
                        file + ": case " + row.get(CASE) + ": fold '" + fold + "'; expected a whole number from 1");
            }
            lines.add(new Line(row.get(CASE), row.get(SUBJECT), row.get(SIDE), row.get(VISIT), Integer.parseInt(fold)));
        }
        return new Splits(lines);
    }

    /** Writes the file whole. */
    void write(Path file) throws IOException {
        Csv.write(
                file,
                COLUMNS,
                lines.stream()
                        .map(l -> List.of(l.name, l.subject, l.side, l.visit, Integer.toString(l.fold)))
                        .toList());
    }

    Map<String, Line> byName() {
        Map<String, Line> all = new LinkedHashMap<>();
        lines.forEach(l -> all.put(l.name, l));
        return all;
    }
}
