package condyle.metric;

import condyle.io.Csv;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Confusion matrices by case, in order: confusion.csv, one row for each case, reference class and predicted class. */
public record Confusions(Map<String, ConfusionMatrix> cases) {
    /** What the file is called, beside scores.csv. */
    public static final String FILE = "confusion.csv";

    private static final String CASE = "case";
    private static final String REFERENCE = "reference";
    private static final String PREDICTION = "prediction";
    private static final String VOXELS = "voxels";
    private static final List<String> COLUMNS = List.of(CASE, REFERENCE, PREDICTION, VOXELS);

    public Confusions {
        cases = Collections.unmodifiableMap(new LinkedHashMap<>(cases));
    }

    /** These and those, a case of the same name being replaced. */
    public Confusions plus(Confusions more) {
        Map<String, ConfusionMatrix> all = new LinkedHashMap<>(cases);
        all.putAll(more.cases);
        return new Confusions(all);
    }

    /** Writes confusion.csv. */
    public void write(Path path) throws IOException {
        List<List<String>> lines = new ArrayList<>();
        cases.forEach((name, m) -> {
            for (int r = 0; r < m.classes().size(); r++) {
                for (int p = 0; p < m.classes().size(); p++) {
                    lines.add(List.of(name, m.classes().get(r), m.classes().get(p), Long.toString(m.voxels(r, p))));
                }
            }
        });
        Csv.write(path, COLUMNS, lines);
    }

    /**
     * Reads confusion.csv.
     *
     * @throws IOException if the file cannot be read, lacks a column, or holds something else than numbers of voxels
     */
    public static Confusions read(Path path) throws IOException {
        Map<String, Set<String>> classes = new LinkedHashMap<>();
        Map<List<String>, Long> counts = new HashMap<>();
        for (Map<String, String> row : Csv.read(path, COLUMNS)) {
            classes.computeIfAbsent(row.get(CASE), c -> new LinkedHashSet<>()).add(row.get(REFERENCE));
            double voxels = Csv.number(path, VOXELS, row.get(VOXELS));
            if (voxels < 0 || voxels != (long) voxels) {
                throw new IOException(path + ": case " + row.get(CASE) + ": column " + VOXELS + ": '" + row.get(VOXELS)
                        + "'; expected a number of voxels");
            }
            counts.put(List.of(row.get(CASE), row.get(REFERENCE), row.get(PREDICTION)), (long) voxels);
        }
        Map<String, ConfusionMatrix> cases = new LinkedHashMap<>();
        for (Map.Entry<String, Set<String>> e : classes.entrySet()) {
            List<String> names = List.copyOf(e.getValue());
            long[][] voxels = new long[names.size()][names.size()];
            for (int r = 0; r < voxels.length; r++) {
                for (int p = 0; p < voxels.length; p++) {
                    Long n = counts.get(List.of(e.getKey(), names.get(r), names.get(p)));
                    if (n == null) {
                        throw new IOException(path + ": case " + e.getKey() + ": no row for " + names.get(r)
                                + " predicted as " + names.get(p) + "; expected one for each pair of classes");
                    }
                    voxels[r][p] = n;
                }
            }
            cases.put(e.getKey(), ConfusionMatrix.of(names, voxels));
        }
        return new Confusions(cases);
    }
}
