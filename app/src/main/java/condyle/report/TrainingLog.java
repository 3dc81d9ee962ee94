package condyle.report;

import condyle.io.Csv;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads a training's log.csv: one row for each epoch of each stage. */
final class TrainingLog {
    /** Missing from logs of earlier versions, and NaN then. */
    static final String VALIDATION_LOSS = "validation_loss";

    private TrainingLog() {}

    /** One epoch. */
    record Row(String stage, long step, double seconds, Map<String, Double> values) {
        /** Value of a column that was asked for. */
        double at(String column) {
            return values.get(column);
        }
    }

    /**
     * The rows in their order.
     *
     * @param columns of numbers
     * @throws IOException if the file is no such log
     */
    static List<Row> read(Path log, List<String> columns) throws IOException {
        boolean validated;
        try (Stream<String> lines = Files.lines(log)) {
            validated = List.of(lines.findFirst().orElse("").split(",")).contains(VALIDATION_LOSS);
        }
        List<String> asked = new ArrayList<>(List.of("stage", "step", "seconds"));
        columns.stream().filter(c -> validated || !c.equals(VALIDATION_LOSS)).forEach(asked::add);
        List<Row> rows = new ArrayList<>();
        for (Map<String, String> line : Csv.read(log, asked)) {
            Map<String, Double> values = new LinkedHashMap<>();
            for (String column : columns) {
                values.put(column, Csv.number(log, column, line.getOrDefault(column, "nan")));
            }
            rows.add(new Row(
                    line.get("stage"),
                    (long) Csv.number(log, "step", line.get("step")),
                    Csv.number(log, "seconds", line.get("seconds")),
                    values));
        }
        return rows;
    }
}
