package condyle.experiment;

import condyle.implicit.Functions.FitRow;
import condyle.io.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The run's fits.csv: how well codes fitted to knees of validation did, by steps of the prior and of the fit. */
final class FitLog implements Consumer<FitRow> {
    private static final String HEADER = "trained,knee,steps,dice,error";

    private final Path file;
    private final SortedMap<String, String> rows = new TreeMap<>();

    /** Opens a log; one that is there goes on. */
    FitLog(Path file) throws IOException {
        this.file = file;
        if (Files.exists(file)) {
            List<String> lines = Files.readAllLines(file);
            for (String row : lines.subList(Math.min(1, lines.size()), lines.size())) {
                String[] cells = row.split(",");
                rows.put(key(Long.parseLong(cells[0]), Integer.parseInt(cells[1]), Integer.parseInt(cells[2])), row);
            }
        }
    }

    private static String key(long trained, int knee, int steps) {
        return String.format(Locale.ROOT, "%012d %06d %09d", trained, knee, steps);
    }

    /** Adds a row, or writes it anew after a stop. */
    @Override
    public void accept(FitRow row) {
        rows.put(
                key(row.trained(), row.knee(), row.steps()),
                String.format(
                        Locale.ROOT,
                        "%d,%d,%d,%.5f,%.5f",
                        row.trained(),
                        row.knee(),
                        row.steps(),
                        row.dice(),
                        row.error()));
        try {
            WholeFile.write(file, HEADER + "\n" + String.join("\n", rows.values()) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
