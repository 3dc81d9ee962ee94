package condyle.crossval;

import condyle.experiment.Certificate;
import condyle.experiment.FileSums;
import condyle.experiment.Roster;
import condyle.experiment.Run;
import condyle.io.Csv;
import condyle.metric.Confusions;
import condyle.metric.Scores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;

/** Folder of one fold: that of its training, with segmented/CASE/tissues.nii.gz, scores.csv, confusion.csv, costs.csv and
 * failed.csv beside. */
public record FoldRun(Run run) {
    private static final String CASE = "case";
    private static final String SECONDS = "seconds";
    private static final String MEMORY = "memory_mb";
    private static final String MESSAGE = "message";

    /** What a training or a case took: seconds, and the most memory resident, MB, where the system tells it. */
    record Cost(double seconds, OptionalLong memory) {}

    /** Scores of the fold's test cases, as {@code condyle evaluate} writes them. */
    public Path scores() {
        return run.folder().resolve("scores.csv");
    }

    /** Which class was taken for which in each of these cases, likewise. */
    public Path confusions() {
        return run.folder().resolve(Confusions.FILE);
    }

    /** Time and memory of the training and of each test case. */
    public Path costs() {
        return run.folder().resolve("costs.csv");
    }

    /** Test cases that failed, with the reason; only there while some have. */
    public Path failed() {
        return run.folder().resolve("failed.csv");
    }

    /** What the fold's model found in a test case. */
    public Path tissues(String name) {
        return run.folder().resolve("segmented").resolve(name).resolve("tissues.nii.gz");
    }

    /** The scores written so far; none where another version of the program wrote other columns. */
    Scores scored() throws IOException {
        if (!Files.exists(scores())) {
            return new Scores(List.of());
        }
        try {
            return Scores.read(scores());
        } catch (IOException e) {
            return new Scores(List.of());
        }
    }

    /** The confusions written so far; none where the file cannot be read. */
    Confusions confused() throws IOException {
        Confusions none = new Confusions(Map.of());
        try {
            return Files.exists(confusions()) ? Confusions.read(confusions()) : none;
        } catch (IOException e) {
            return none;
        }
    }

    /** Whether its certificate lists the files of its test, as it does once that is done. */
    boolean listed() throws IOException {
        return Files.exists(run.certificate()) && listing().containsKey(FileSums.name(run.folder(), scores()));
    }

    private Map<String, String> listing() throws IOException {
        return Certificate.read(run.certificate()).files().orElse(Map.of());
    }

    /**
     * Takes the files of the test off the certificate while there are to be others.
     *
     * @throws IOException if one of those that it lists has changed
     */
    void unlist() throws IOException {
        List<String> changes = FileSums.changes(run.folder(), listing());
        if (!changes.isEmpty()) {
            throw new IOException(
                    changes.get(0) + "; put it back, or take the folder " + run.folder() + " away and run again");
        }
        if (listed()) {
            write(training());
        }
    }

    /** Lists the files of the training and the test; what the training wrote as it was then, where that is known. */
    void list() throws IOException {
        List<Path> written = new ArrayList<>();
        for (Path file : List.of(scores(), confusions())) {
            if (Files.exists(file)) {
                written.add(file);
            }
        }
        scored().rows().stream().map(r -> tissues(r.caseName())).distinct().forEach(written::add);
        SortedMap<String, String> all = FileSums.of(run.folder(), written);
        all.putAll(training());
        write(all);
    }

    private SortedMap<String, String> training() throws IOException {
        SortedMap<String, String> own = FileSums.of(run.folder(), List.of(run.model(), run.provenance()));
        Map<String, String> listed = listing();
        own.replaceAll((name, now) -> listed.getOrDefault(name, now));
        return own;
    }

    private void write(SortedMap<String, String> sums) throws IOException {
        Certificate.read(run.certificate()).listing(sums).write(run.certificate());
    }

    /** The scores as text, column by column. */
    List<List<String>> rows() throws IOException {
        return Csv.read(scores(), Scores.COLUMNS).stream()
                .map(row -> List.copyOf(row.values()))
                .toList();
    }

    Map<String, Cost> readCosts() throws IOException {
        Map<String, Cost> all = new LinkedHashMap<>();
        if (Files.exists(costs())) {
            for (Map<String, String> row : Csv.read(costs(), List.of(CASE, SECONDS, MEMORY))) {
                double memory = Csv.number(costs(), MEMORY, row.get(MEMORY));
                all.put(
                        row.get(CASE),
                        new Cost(
                                Csv.number(costs(), SECONDS, row.get(SECONDS)),
                                Double.isNaN(memory) ? OptionalLong.empty() : OptionalLong.of((long) memory)));
            }
        }
        return all;
    }

    void write(Map<String, Cost> costs) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        costs.forEach((name, c) -> rows.add(List.of(
                name,
                String.format(Locale.ROOT, "%.2f", c.seconds()),
                c.memory().isPresent() ? Long.toString(c.memory().getAsLong()) : "nan")));
        Csv.write(costs(), List.of(CASE, SECONDS, MEMORY), rows);
    }

    /** Puts the training's row first, unless it is there. */
    void writeTrainingCost(OptionalLong memory) throws IOException {
        Map<String, Cost> cases = readCosts();
        if (!cases.containsKey(Roster.TRAINING)) {
            Map<String, Cost> all = new LinkedHashMap<>(Map.of(Roster.TRAINING, new Cost(trainingSeconds(), memory)));
            all.putAll(cases);
            write(all);
        }
    }

    /** Writes the failed cases, or takes the file away where there are none. */
    void writeFailed(Map<String, String> failures) throws IOException {
        if (failures.isEmpty()) {
            Files.deleteIfExists(failed());
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        failures.forEach((name, why) -> rows.add(List.of(name, why)));
        Csv.write(failed(), List.of(CASE, MESSAGE), rows);
    }

    /** The failed cases with the reasons. */
    public Map<String, String> failures() throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        if (Files.exists(failed())) {
            for (Map<String, String> row : Csv.read(failed(), List.of(CASE, MESSAGE))) {
                all.put(row.get(CASE), row.get(MESSAGE));
            }
        }
        return all;
    }

    /** Seconds of the training's steps and validations, over all its stops. */
    double trainingSeconds() throws IOException {
        double sum = 0;
        for (Map<String, String> row : Csv.read(run.log(), List.of(SECONDS))) {
            sum += Csv.number(run.log(), SECONDS, row.get(SECONDS));
        }
        return sum;
    }
}
