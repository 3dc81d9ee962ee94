package condyle.metric;

import condyle.image.Box;
import condyle.image.LabelMap;
import condyle.io.Csv;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Predicted label maps beside reference label maps: one row for each case and tissue or group.
 *
 * <p>The two may have different label schemes, which meet by name: a name is compared where both schemes can tell it.
 */
public record Scores(List<Score> rows) {
    private static final String CASE = "case";
    private static final String TISSUE = "tissue";
    /** Any voxel, to show that a tissue is in none. */
    private static final Box NOTHING = new Box(0, 0, 0, 1, 1, 1);

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
        Map<String, Double> predicted = TissueThickness.of(prediction);
        Map<String, Double> real = TissueThickness.of(reference);
        Box[] left = prediction.bounds();
        Box[] right = reference.bounds();
        List<Score> rows = new ArrayList<>();
        for (String n : names) {
            Box box = Stream.concat(boxes(prediction, left, n), boxes(reference, right, n))
                    .reduce(Box::union)
                    .orElse(NOTHING);
            Map<Metric, Double> values = Score.of(
                    prediction.crop(box).mask(n),
                    reference.crop(box).mask(n),
                    prediction.size().voxels());
            double p = predicted.getOrDefault(n, Double.NaN);
            double r = real.getOrDefault(n, Double.NaN);
            values.put(Metric.THICKNESS_ERROR, p - r);
            values.put(Metric.REFERENCE_THICKNESS, r);
            values.put(Metric.PREDICTION_THICKNESS, p);
            rows.add(new Score(caseName, n, values));
        }
        return new Scores(rows);
    }

    private static Stream<Box> boxes(LabelMap map, Box[] bounds, String name) {
        return map.labels().numbers(name).orElseThrow().stream()
                .mapToObj(n -> bounds[n])
                .filter(Objects::nonNull);
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
     * Reads scores.csv; more columns than its own are passed over.
     *
     * @throws IOException if the file cannot be read, lacks a column, holds something else than numbers, or no number where
     *     there must be one
     */
    public static Scores read(Path path) throws IOException {
        List<Score> rows = new ArrayList<>();
        for (Map<String, String> line : Csv.read(path, COLUMNS)) {
            Map<Metric, Double> values = new EnumMap<>(Metric.class);
            for (Metric m : Metric.values()) {
                values.put(m, Csv.number(path, m.column(), line.get(m.column())));
            }
            Score row = new Score(line.get(CASE), line.get(TISSUE), values);
            requireNumbers(path + ": line " + (rows.size() + 2), row);
            rows.add(row);
        }
        return new Scores(rows);
    }

    /** Only emptiness may leave a score without a number: anything else is a fault upstream, not a case to leave out. */
    private static void requireNumbers(String where, Score row) throws IOException {
        double voxels = row.value(Metric.REFERENCE) + row.value(Metric.PREDICTION);
        for (Metric m : List.of(Metric.REFERENCE, Metric.PREDICTION, Metric.DICE, Metric.IOU)) {
            boolean volume = m == Metric.REFERENCE || m == Metric.PREDICTION;
            if (!Double.isFinite(row.value(m)) && (volume || voxels > 0)) {
                throw new IOException(where + ": case " + row.caseName() + ", " + row.tissue() + ": " + m.column()
                        + " is " + Csv.number(row.value(m)) + "; expected a number"
                        + (volume ? "" : ", as the volumes are not both 0") + "; run 'condyle evaluate' again");
            }
        }
    }
}
