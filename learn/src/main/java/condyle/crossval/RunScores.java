package condyle.crossval;

import condyle.config.Yaml;
import condyle.experiment.CaseSubjects;
import condyle.experiment.Certificate;
import condyle.experiment.Provenance;
import condyle.experiment.Run;
import condyle.io.Csv;
import condyle.metric.ConfusionMatrix;
import condyle.metric.Confusions;
import condyle.metric.Score;
import condyle.metric.Scores;
import condyle.statistics.Costs;
import condyle.statistics.Reading;
import condyle.statistics.ScoredRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Scores of a run, read to be compared: of a cross-validation, or of any folder with a scores.csv as {@code condyle evaluate}
 * writes it.
 *
 * <p>A cross-validation must be whole: its certificate is there, and every case of splits.csv has scores of every seed. In
 * other folders a case is a subject of its own unless a table says otherwise: one that is named, the column subject of
 * scores.csv, or the table of cases in experiment.yaml, in this order.
 */
public final class RunScores {
    /** What the file is called. */
    public static final String FILE = "scores.csv";

    private static final String SPLITS = "splits.csv";
    private static final String CERTIFICATE = "leakage.json";
    private static final String FINISH = "'condyle crossval' finishes it";
    private static final String SUBJECT = "subject";
    private static final String FOLD = "fold";
    private static final String SEED = "seed";
    private static final String CASE = "case";

    private final Path folder;
    private final Map<String, Object> experiment;
    private final Asked asked;
    private final boolean crossed;

    /**
     * What is wanted of a run.
     *
     * @param name of its row; that of the experiment, or the folder's, where it is not given
     * @param subjects whom each case shows, as a table that was named says; empty where none was
     * @param folds of a cross-validation, the others being left out; empty for all
     */
    public record Asked(Optional<String> name, Map<String, String> subjects, Set<String> folds) {
        /** All of a run under its own name. */
        public static final Asked ALL = new Asked(Optional.empty(), Map.of(), Set.of());
    }

    private RunScores(Path folder, Asked asked) throws IOException {
        this.folder = folder;
        this.asked = asked;
        Path yaml = new Run(folder).experiment();
        this.experiment = Files.exists(yaml) ? Yaml.plain(yaml) : Map.of();
        // A plain training has a certificate too.
        this.crossed = Files.exists(folder.resolve(SPLITS)) || Files.exists(folder.resolve("fold-1"));
    }

    /**
     * Reads a run's scores, seed by seed.
     *
     * @throws IOException one line: what is missing or wrong, and where
     */
    public static List<ScoredRun> read(Path folder, Asked asked) throws IOException {
        if (!Files.isDirectory(folder)) {
            if (Files.exists(folder)) {
                throw new IOException(folder + ": not a folder; expected a run, or what 'condyle evaluate -o' wrote");
            }
            throw new NoSuchFileException(folder.toString());
        }
        return new RunScores(folder, asked).read();
    }

    private List<ScoredRun> read() throws IOException {
        if (!crossed && !asked.folds().isEmpty()) {
            throw new IOException(
                    folder + ": no cross-validation, so it has no folds to choose from; leave --fold out");
        }
        Path file = folder.resolve(FILE);
        if (crossed) {
            requireFile(
                    CERTIFICATE,
                    "a cross-validation without its certificate " + CERTIFICATE
                            + ", so who was trained on cannot be told from who was tested");
            requireFile(SPLITS, "a cross-validation without " + SPLITS + ", so its folds are not known");
        }
        requireFile(FILE, "no " + FILE + " in this folder" + (crossed ? ", so no fold of it is done" : ""));
        Map<String, List<Reading>> bySeed = readings(file);
        if (crossed) {
            requireWhole(bySeed);
        }
        if (bySeed.isEmpty()) {
            throw new IOException(file + ": no rows: nothing was scored; expected a row for each case and tissue");
        }
        String called = asked.name()
                .orElse(Optional.ofNullable(experiment.get("name"))
                        .map(Object::toString)
                        .orElse(folder.toAbsolutePath()
                                .normalize()
                                .getFileName()
                                .toString()));
        List<ScoredRun> runs = new ArrayList<>();
        for (Map.Entry<String, List<Reading>> seed : bySeed.entrySet()) {
            List<Path> parts = parts(seed.getKey(), seed.getValue());
            runs.add(new ScoredRun(
                    called,
                    seed.getKey(),
                    folder + (bySeed.size() > 1 ? " (seed " + seed.getKey() + ")" : ""),
                    seed.getValue(),
                    confusions(parts),
                    costs(parts)));
        }
        return runs;
    }

    private void requireFile(String name, String what) throws IOException {
        if (!Files.exists(folder.resolve(name))) {
            throw new IOException(folder + ": " + what + "; "
                    + (crossed ? FINISH : "'condyle evaluate … -o " + folder + "' writes it"));
        }
    }

    private Map<String, List<Reading>> readings(Path file) throws IOException {
        List<Score> scores = Scores.read(file).rows();
        List<String> own = List.of(SUBJECT, FOLD, SEED);
        List<Map<String, String>> rows = Csv.read(file, crossed ? own : List.of(), own);
        Map<String, String> table = crossed ? Map.of() : table(scores);
        String seed =
                Optional.ofNullable(experiment.get(SEED)).map(Object::toString).orElse("");
        Map<String, List<Reading>> bySeed = new LinkedHashMap<>();
        for (int i = 0; i < scores.size(); i++) {
            Map<String, String> row = rows.get(i);
            String of = scores.get(i).caseName();
            String subject = table.getOrDefault(of, row.getOrDefault(SUBJECT, of));
            if (!wanted(row.getOrDefault(FOLD, ""))) {
                continue;
            }
            bySeed.computeIfAbsent(row.getOrDefault(SEED, seed), s -> new ArrayList<>())
                    .add(new Reading(subject, row.getOrDefault(FOLD, ""), scores.get(i)));
        }
        return bySeed;
    }

    private boolean wanted(String fold) {
        return asked.folds().isEmpty() || asked.folds().contains(fold);
    }

    /** Whom each case shows, from the table that was named or that of the experiment. */
    private Map<String, String> table(List<Score> scores) throws IOException {
        if (!asked.subjects().isEmpty()) {
            for (Score s : scores) {
                if (!asked.subjects().containsKey(s.caseName())) {
                    throw new IOException(folder.resolve(FILE) + ": case " + s.caseName()
                            + " stands in no line of the table of cases; expected one that says whom it shows");
                }
            }
            return asked.subjects();
        }
        if (experiment.get("cases") instanceof Map<?, ?> cases && cases.get("table") instanceof String path) {
            Path file = folder.resolve(path);
            if (Files.isRegularFile(file)) {
                return CaseSubjects.read(file);
            }
        }
        return Map.of();
    }

    /** Every case of splits.csv with scores of every seed, in its fold, no subject in two folds. */
    private void requireWhole(Map<String, List<Reading>> bySeed) throws IOException {
        Path file = folder.resolve(SPLITS);
        Certificate certificate = Certificate.read(folder.resolve(CERTIFICATE));
        Map<String, String> foldOf = new LinkedHashMap<>();
        Map<String, String> foldOfSubject = new LinkedHashMap<>();
        for (Map<String, String> row : Csv.read(file, List.of(CASE, SUBJECT, FOLD))) {
            foldOf.put(row.get(CASE), row.get(FOLD));
            String before = foldOfSubject.put(row.get(SUBJECT), row.get(FOLD));
            if (before != null && !before.equals(row.get(FOLD))) {
                throw new IOException(file + ": subject " + row.get(SUBJECT) + " is in folds " + before + " and "
                        + row.get(FOLD) + ", so it was trained on and tested; expected one fold a subject");
            }
        }
        requireCertified(file, certificate.splits().orElse("none"));
        requireCertified(new Run(folder).experiment(), certificate.experiment());
        if (!certificate.leaks().isEmpty()) {
            throw new IOException(folder + ": " + certificate.leaks().get(0)
                    + "; such scores are no test; 'condyle verify' looks at the whole run");
        }
        for (String fold : asked.folds()) {
            if (!foldOf.containsValue(fold)) {
                throw new IOException(
                        file + ": no fold " + fold + "; known: " + String.join(", ", new TreeSet<>(foldOf.values())));
            }
        }
        foldOf.values().removeIf(fold -> !wanted(fold));
        for (String seed : seeds(bySeed.keySet(), certificate)) {
            Map<String, String> scored = new LinkedHashMap<>();
            bySeed.getOrDefault(seed, List.of())
                    .forEach(r -> scored.put(r.score().caseName(), r.fold()));
            requireFolds(seed, foldOf, scored);
        }
    }

    /** A file is the one that the certificate speaks of; {@code condyle verify} looks at all the others. */
    private static void requireCertified(Path file, String certified) throws IOException {
        String now = Provenance.sha256(file);
        if (!certified.equals(now)) {
            throw new IOException(file + ": edited since the certificate: " + Certificate.hashes(certified, now)
                    + "; put it back; 'condyle verify' looks at the whole run");
        }
    }

    private static Set<String> seeds(Set<String> scored, Certificate certificate) {
        Set<String> seeds = new LinkedHashSet<>(scored);
        certificate.seeds().forEach(s -> seeds.add(s.toString()));
        return seeds;
    }

    private void requireFolds(String seed, Map<String, String> foldOf, Map<String, String> scored) throws IOException {
        Set<String> done = new TreeSet<>(scored.values());
        for (Map.Entry<String, String> c : foldOf.entrySet()) {
            String fold = c.getValue();
            if (!done.contains(fold)) {
                throw new IOException(folder + ": fold " + fold + " is missing (seed " + seed
                        + "): none of its cases has scores; " + FINISH
                        + (done.isEmpty() ? "" : ", --fold " + String.join(",", done) + " compares what is done"));
            }
            if (!scored.containsKey(c.getKey())) {
                throw new IOException(folder + ": case " + c.getKey() + " of fold " + fold + " has no scores (seed "
                        + seed + "); " + FINISH);
            }
            if (!scored.get(c.getKey()).equals(fold)) {
                throw new IOException(folder.resolve(FILE) + ": case " + c.getKey() + " was scored in fold "
                        + scored.get(c.getKey()) + " and belongs to fold " + fold + " of " + SPLITS);
            }
        }
        for (String c : scored.keySet()) {
            if (!foldOf.containsKey(c)) {
                throw new IOException(folder.resolve(FILE) + ": case " + c + " is in no fold of " + SPLITS);
            }
        }
    }

    /** Folders of the folds, or this one; a seed that is not the experiment's stands in their names. */
    private List<Path> parts(String seed, List<Reading> readings) {
        if (!crossed) {
            return List.of(folder);
        }
        String ending = seed.equals(String.valueOf(experiment.get(SEED))) ? "" : "-seed-" + seed;
        Set<Path> parts = new LinkedHashSet<>();
        readings.forEach(r -> parts.add(folder.resolve("fold-" + r.fold() + ending)));
        return List.copyOf(parts);
    }

    /** Whether an evaluation lacks a file; a fold must have it, or the mean over all would be one over some. */
    private boolean missing(Path file) throws IOException {
        if (crossed && !Files.exists(file)) {
            Path part = file.getParent();
            throw new IOException(folder + ": " + part.getFileName() + " has no " + file.getFileName()
                    + (Files.exists(part) ? "" : ", the whole folder is missing")
                    + "; put it back, or take what is left of the fold away and let 'condyle crossval' do it again");
        }
        return !Files.exists(file);
    }

    /** All matrices, or none where an evaluation has no such file. */
    private Map<String, ConfusionMatrix> confusions(List<Path> parts) throws IOException {
        Confusions all = new Confusions(Map.of());
        for (Path part : parts) {
            Path file = part.resolve(Confusions.FILE);
            if (missing(file)) {
                return Map.of();
            }
            all = all.plus(Confusions.read(file));
        }
        return all.cases();
    }

    /** Row by row: where several networks make one model, each has a row of its training. */
    private Costs costs(List<Path> parts) throws IOException {
        double training = 0;
        double seconds = 0;
        double memory = Double.NaN;
        int cases = 0;
        for (Path part : parts) {
            Path file = part.resolve("costs.csv");
            if (missing(file)) {
                return Costs.UNKNOWN;
            }
            for (Map<String, String> row : Csv.read(file, List.of(CASE, "seconds", "memory_mb"))) {
                double took = Csv.number(file, "seconds", row.get("seconds"));
                if (row.get(CASE).equals("training")) {
                    training += took;
                } else {
                    seconds += took;
                    cases++;
                }
                double mb = Csv.number(file, "memory_mb", row.get("memory_mb"));
                memory = Double.isNaN(memory) ? mb : Double.isNaN(mb) ? memory : Math.max(memory, mb);
            }
        }
        return new Costs(training == 0 ? Double.NaN : training, seconds / cases, memory);
    }
}
