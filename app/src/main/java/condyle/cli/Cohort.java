package condyle.cli;

import condyle.experiment.Provenance;
import condyle.io.Csv;
import condyle.measure.TissueVolumes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** cohort.csv: one row for each finished case in a folder of results, of this run or an earlier one, and each failed one. */
final class Cohort {
    private static final List<String> FIRST = List.of("case", "status", "side", "message");

    private Cohort() {}

    /** A case without results: its name, two may have the same, and why. */
    record Failure(String name, String why) {}

    /**
     * Writes the table anew from what lies in the folder.
     *
     * @param failed the cases that have no results
     */
    static void write(Path out, List<Failure> failed) throws IOException {
        List<Map<String, String>> rows = new ArrayList<>();
        Set<String> columns = new LinkedHashSet<>(FIRST);
        failed.forEach(f -> rows.add(row(f.name(), "failed", "", f.why())));
        for (Path folder : folders(out)) {
            Provenance p = CaseFiles.provenance(folder).orElse(null);
            if (p == null || !Files.exists(folder.resolve(CaseFiles.VOLUMES))) {
                continue;
            }
            String name = folder.getFileName().toString();
            String against = p.settings().getOrDefault(CaseFiles.FINDINGS, "");
            Map<String, String> row = row(
                    name,
                    against.isEmpty() ? "ok" : "implausible",
                    p.settings().getOrDefault(CaseFiles.SIDE, ""),
                    against);
            for (Map<String, String> v : Csv.read(folder.resolve(CaseFiles.VOLUMES), TissueVolumes.COLUMNS)) {
                String column = v.get("tissue").replace(' ', '_') + "_mm3";
                columns.add(column);
                row.put(column, v.get("volume_mm3"));
            }
            rows.add(row);
        }
        List<List<String>> lines = new ArrayList<>();
        rows.sort(Comparator.comparing(r -> r.get("case")));
        rows.forEach(
                r -> lines.add(columns.stream().map(c -> r.getOrDefault(c, "")).toList()));
        Csv.write(out.resolve("cohort.csv"), List.copyOf(columns), lines);
    }

    private static Map<String, String> row(String name, String status, String side, String message) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("case", name);
        row.put("status", status);
        row.put("side", side);
        row.put("message", message);
        return row;
    }

    private static List<Path> folders(Path out) throws IOException {
        try (Stream<Path> children = Files.list(out)) {
            return children.filter(c ->
                            Files.isDirectory(c) && !c.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }
}
