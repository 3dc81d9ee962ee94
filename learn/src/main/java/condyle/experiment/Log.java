package condyle.experiment;

import condyle.io.WholeFile;
import condyle.train.TrainObserver.Epoch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The run's log.csv: one row an epoch and stage, rewritten whole so that it is never half a row. */
final class Log {
    /** Headers of logs begun by an earlier version, which had no loss of validation. */
    private static final String WITHOUT = "stage,step,steps,loss,gradient_norm,rate,dice,seconds";

    private static final String HEADER = "stage,step,steps,loss,validation_loss,gradient_norm,rate,dice,seconds";

    private final Path file;
    private final List<String> rows = new ArrayList<>();

    /** Opens a log; one that is there goes on. */
    Log(Path file) throws IOException {
        this.file = file;
        if (Files.exists(file)) {
            List<String> lines = Files.readAllLines(file);
            boolean without = !lines.isEmpty() && lines.get(0).equals(WITHOUT);
            for (String row : lines.subList(Math.min(1, lines.size()), lines.size())) {
                rows.add(without ? row.replaceFirst("^((?:[^,]*,){4})", "$1NaN,") : row);
            }
        }
    }

    /** Adds a row, or writes it anew after a kill; rows of this stage from this step on, left by a run that was killed, go. */
    void add(String stage, Epoch e) throws IOException {
        rows.removeIf(row -> {
            String[] cells = row.split(",");
            return cells[0].equals(stage) && Long.parseLong(cells[1]) >= e.step();
        });
        rows.add(String.format(
                Locale.ROOT,
                "%s,%d,%d,%.6f,%.6f,%.4f,%.3e,%.4f,%.1f",
                stage,
                e.step(),
                e.total(),
                e.loss(),
                e.validationLoss(),
                e.gradientNorm(),
                e.rate(),
                e.dice(),
                e.seconds()));
        WholeFile.write(file, HEADER + "\n" + String.join("\n", rows) + "\n");
    }
}
