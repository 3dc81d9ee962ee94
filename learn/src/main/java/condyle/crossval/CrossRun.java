package condyle.crossval;

import condyle.experiment.Certificate;
import condyle.experiment.Formats;
import condyle.experiment.Run;
import condyle.io.Csv;
import condyle.metric.Scores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Folder of a cross-validation: experiment.yaml, splits.csv, leakage.json, scores.csv, and a folder for each fold and seed.
 *
 * <p>docs/reference/run-folder.md lists its files.
 */
public record CrossRun(Path folder) {
    /** Columns of scores.csv. */
    public static final List<String> SCORES = Stream.concat(
                    Stream.of("subject", "fold", "seed"), Scores.COLUMNS.stream())
            .toList();

    /** A training and test: which fold, from 1, and which seed. */
    public record Part(int fold, long seed) {}

    /** Whether a folder is one of a cross-validation. */
    public static boolean is(Path folder) {
        CrossRun run = new CrossRun(folder);
        return Files.exists(run.splits()) && Files.exists(run.experiment());
    }

    public Path experiment() {
        return folder.resolve("experiment.yaml");
    }

    public Path splits() {
        return folder.resolve("splits.csv");
    }

    public Path certificate() {
        return folder.resolve("leakage.json");
    }

    public Path scores() {
        return folder.resolve("scores.csv");
    }

    /** The folder of a part; seeds other than the experiment's own stand in its name. */
    public FoldRun part(Part part, long own) {
        String name = "fold-" + part.fold() + (part.seed() == own ? "" : "-seed-" + part.seed());
        return new FoldRun(new Run(folder.resolve(name)));
    }

    /** The experiment's own seed, which deals the folds. */
    long seed() throws IOException {
        return Formats.experiment(experiment(), List.of()).seed();
    }

    /** All parts that belong to it, done or not, seed by seed. */
    public static List<Part> parts(Certificate certificate) {
        return certificate.seeds().stream()
                .flatMap(seed -> certificate.folds().stream().map(f -> new Part(f.fold(), seed)))
                .toList();
    }

    /** Whether a part's model is trained and all of its fold's cases are scored. */
    public boolean finished(Part part, Certificate certificate) throws IOException {
        return done(part, certificate, Set.of());
    }

    /** Whether a part is finished but for cases that failed. */
    boolean ended(Part part, Certificate certificate) throws IOException {
        return done(part, certificate, part(part, seed()).failures().keySet());
    }

    private boolean done(Part part, Certificate certificate, Set<String> failed) throws IOException {
        FoldRun run = part(part, seed());
        if (!Files.exists(run.run().model())) {
            return false;
        }
        Set<String> tried = new HashSet<>(failed);
        run.scored().rows().forEach(r -> tried.add(r.caseName()));
        return certificate.fold(part.fold()).map(Certificate.Sides::test).stream()
                .allMatch(tried::containsAll);
    }

    /**
     * Writes leakage.json and scores.csv anew from what lies in the folders of the parts; one process at a time.
     *
     * @param wanted the certificate with all folds; seeds that another process has added since it was read stay
     */
    Certificate gather(Certificate wanted) throws IOException {
        try (FoldLock alone = FoldLock.await(folder)) {
            Certificate plan = Files.exists(certificate())
                    ? wanted.of(Certificate.union(
                            wanted.seeds(), Certificate.read(certificate()).seeds()))
                    : wanted;
            return write(plan);
        }
    }

    private Certificate write(Certificate plan) throws IOException {
        List<Certificate.Made> made = new ArrayList<>();
        long own = seed();
        for (Part part : parts(plan)) {
            Run run = part(part, own).run();
            if (Files.exists(run.model())) {
                made.addAll(Certificate.read(run.certificate()).models());
            }
        }
        Certificate now = plan.with(plan.splits(), made);
        now.write(certificate());
        Csv.write(scores(), SCORES, rows(plan));
        return now;
    }

    /** What scores.csv says, from the folders of the parts. */
    List<List<String>> rows(Certificate plan) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        Map<String, Splits.Line> lines = Splits.read(splits()).byName();
        long own = seed();
        for (Part part : parts(plan)) {
            FoldRun run = part(part, own);
            if (!Files.exists(run.run().model()) || run.scored().rows().isEmpty()) {
                continue;
            }
            for (List<String> row : run.rows()) {
                Splits.Line line = lines.get(row.get(0));
                List<String> all = new ArrayList<>(List.of(
                        line == null ? "" : line.subject(), Integer.toString(part.fold()), Long.toString(part.seed())));
                all.addAll(row);
                rows.add(all);
            }
        }
        return rows;
    }
}
