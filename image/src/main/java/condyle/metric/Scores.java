package condyle.metric;

import condyle.image.LabelMap;
import condyle.io.Csv;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Predicted label maps beside reference label maps: one row for each case and tissue or group.
 *
 * <p>The two may have different label schemes, which meet by name: a name is compared where both schemes can tell it.
 */
public record Scores(List<Score> rows) {
    private static final String CASE = "case";
    private static final String TISSUE = "tissue";

    /** Columns of scores.csv. */
    public static final List<String> COLUMNS = Stream.concat(
                    Stream.of(CASE, TISSUE), Stream.of(Metric.values()).map(Metric::column))
            .toList();

    public Scores {
        rows = List.copyOf(rows);
    }

    /**
     * Compares one case.
     *
     * @throws IllegalArgumentException if the grids differ, or the label schemes share no name
     */
    public static Scores of(String caseName, LabelMap prediction, LabelMap reference) {
        prediction.geometry().requireSameGrid("prediction", "reference", reference.geometry());
        List<String> names = prediction.labels().names().stream()
                .filter(n -> reference.labels().numbers(n).isPresent())
                .toList();
        if (names.isEmpty()) {
            throw new IllegalArgumentException(
                    "label schemes " + prediction.labels().name() + " and "
                            + reference.labels().name() + " have no tissue in common: "
                            + String.join(", ", prediction.labels().names()) + " and "
                            + String.join(", ", reference.labels().names()));
        }
        return new Scores(names.stream()
                .map(n -> Score.of(caseName, n, prediction.mask(n), reference.mask(n)))
                .toList());
    }

    /** The rows of both. */
    public Scores plus(Scores more) {
        List<Score> all = new ArrayList<>(rows);
        all.addAll(more.rows);
        return new Scores(all);
    }

    /** Each tissue's metrics over all cases, tissues in the order of their first row. */
    public Map<String, Map<Metric, Summary>> summary() {
        Map<String, List<Score>> byTissue = new LinkedHashMap<>();
        rows.forEach(r ->
                byTissue.computeIfAbsent(r.tissue(), t -> new ArrayList<>()).add(r));
        Map<String, Map<Metric, Summary>> out = new LinkedHashMap<>();
        byTissue.forEach((tissue, scores) -> {
            Map<Metric, Summary> metrics = new EnumMap<>(Metric.class);
            for (Metric m : Metric.values()) {
                metrics.put(
                        m, Summary.of(m, scores.stream().map(s -> s.value(m)).toList()));
            }
            out.put(tissue, metrics);
        });
        return out;
    }

    /** The summary as lines of plain text, with what was left out below. */
    public String table() {
        return ScoreTable.of(summary());
    }

    /** Writes scores.csv; a missing value is {@code nan}, an infinite one {@code inf}. */
    public void write(Path path) throws IOException {
        List<List<String>> lines = new ArrayList<>();
        for (Score r : rows) {
            List<String> line = new ArrayList<>(List.of(r.caseName(), r.tissue()));
            for (Metric m : Metric.values()) {
                line.add(Csv.number(r.value(m)));
            }
            lines.add(line);
        }
        Csv.write(path, COLUMNS, lines);
    }

    /**
     * Reads scores.csv.
     *
     * @throws IOException if the file cannot be read, lacks a column, or holds something else than numbers
     */
    public static Scores read(Path path) throws IOException {
        List<Score> rows = new ArrayList<>();
        for (Map<String, String> line : Csv.read(path, COLUMNS)) {
            Map<Metric, Double> values = new EnumMap<>(Metric.class);
            for (Metric m : Metric.values()) {
                values.put(m, Csv.number(path, m.column(), line.get(m.column())));
            }
            rows.add(new Score(line.get(CASE), line.get(TISSUE), values));
        }
        return new Scores(rows);
    }
}
