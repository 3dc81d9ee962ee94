package condyle.crossval;

import condyle.data.CaseTable;
import condyle.data.Fold;
import condyle.experiment.Cases;
import condyle.experiment.Certificate;
import condyle.experiment.Experiment;
import condyle.experiment.ModelFiles;
import condyle.experiment.Provenance;
import condyle.experiment.Roster;
import condyle.experiment.Run;
import condyle.fusion.FusionCases;
import condyle.fusion.FusionCertificate;
import condyle.io.Csv;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Checks a run against its certificate and the files that it speaks of: one line for each thing that is wrong.
 *
 * <p>It recomputes the division from experiment and table, all SHA-256 sums of images, label maps, settings, weights,
 * scores and segmented labels, and that no subject and no file is on two sides. A certificate is no signature: whoever changes all files together,
 * certificates included, is not found out.
 */
public final class Verification {
    private final Path folder;
    private final Optional<Path> table;
    private final Set<Integer> folds;
    private final Findings findings = new Findings();

    private Verification(Path folder, Optional<Path> table, Set<Integer> folds) {
        this.folder = folder;
        this.table = table;
        this.folds = folds;
    }

    /**
     * What is wrong with a run of {@code condyle crossval}, or of {@code condyle train} on cases; empty where nothing is.
     *
     * @param table where the cases lie now; without it where the experiment says
     * @throws IOException if it is no folder
     */
    public static List<String> of(Path folder, Optional<Path> table) throws IOException {
        return of(folder, table, Set.of());
    }

    /**
     * The same of some folds of a cross-validation; what all folds share is looked at too.
     *
     * @param folds from 1; all where it is empty
     */
    public static List<String> of(Path folder, Optional<Path> table, Set<Integer> folds) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException(folder + (Files.exists(folder) ? ": a file, not a folder" : ": no such folder")
                    + "; expected a run of 'condyle crossval' or 'condyle train'");
        }
        Verification check = new Verification(folder, table, folds);
        check.run();
        return check.findings.all();
    }

    private void run() {
        findings.look(() -> {
            if (Files.isDirectory(folder.resolve("members"))) {
                fused(new Run(folder));
                return;
            }
            // Splits and experiment may be what is missing.
            Certificate certificate = Certificate.read(new Run(folder).certificate());
            TrainingCheck check = new TrainingCheck(certificate, findings);
            check.leaks(folder);
            Experiment experiment = check.settings(new Run(folder));
            findings.look(() -> data(experiment, certificate));
            if (certificate.splits().isPresent()) {
                crossed(new CrossRun(folder), certificate);
            } else {
                findings.look(() -> check.model(new Run(folder)));
                findings.look(() -> check.files(folder));
            }
        });
    }

    private void crossed(CrossRun cross, Certificate certificate) throws IOException {
        findings.look(() -> splits(cross, certificate));
        requireKnown(certificate);
        FoldCheck check = new FoldCheck(cross, certificate, findings);
        for (CrossRun.Part part : CrossRun.parts(certificate)) {
            if (folds.isEmpty() || folds.contains(part.fold())) {
                findings.look(() -> check.part(part));
            }
        }
        findings.look(() -> scores(cross, certificate));
    }

    private void requireKnown(Certificate certificate) throws IOException {
        for (int fold : folds) {
            if (certificate.fold(fold).isEmpty()) {
                throw new IOException(folder + ": no fold " + fold + "; expected 1 to "
                        + certificate.folds().size());
            }
        }
    }

    /** A fused model: its networks and numbers as they were, nobody trained on and fitted on. */
    private void fused(Run run) throws IOException {
        FusionCertificate certificate = FusionCertificate.read(run.certificate());
        findings.look(() -> ModelFiles.read(folder));
        String now = Provenance.sha256(run.provenance());
        if (!now.equals(certificate.provenance())) {
            findings.add(run.provenance() + ": edited since the certificate: "
                    + Certificate.hashes(certificate.provenance(), now));
        }
        certificate.leaks().forEach(leak -> findings.add(folder + ": " + leak));
        if (table.isPresent()) {
            findings.look(() -> certificate
                    .changes(FusionCases.people(CaseTable.read(table.get())).knees())
                    .forEach(c -> findings.add(table.get() + ": " + c)));
        }
    }

    private void splits(CrossRun cross, Certificate certificate) throws IOException {
        String before = certificate.splits().orElse("none");
        String now = Provenance.sha256(cross.splits());
        if (!before.equals(now)) {
            findings.add(cross.splits() + ": edited since the certificate: " + Certificate.hashes(before, now));
        }
        Splits splits = Splits.read(cross.splits());
        Map<String, Splits.Line> foldOf = new HashMap<>();
        for (Splits.Line line : splits.lines()) {
            Splits.Line other = foldOf.putIfAbsent(line.subject(), line);
            if (other != null && other.fold() != line.fold()) {
                findings.add(cross.splits() + ": subject '" + line.subject() + "' is in fold " + other.fold()
                        + " (case " + other.name() + ") and in fold " + line.fold() + " (case " + line.name()
                        + "): a leak");
            }
        }
        for (Certificate.Knee knee : certificate.knees()) {
            Splits.Line line = splits.byName().get(knee.name());
            List<Integer> tested = certificate.folds().stream()
                    .filter(f -> f.test().contains(knee.name()))
                    .map(Certificate.Sides::fold)
                    .toList();
            if (line == null || !tested.equals(List.of(line.fold()))) {
                findings.add(cross.splits() + ": case " + knee.name() + " is "
                        + (line == null ? "missing" : "in fold " + line.fold()) + ", by the certificate tested in "
                        + (tested.isEmpty() ? "none" : "fold " + tested.get(0)));
            }
        }
    }

    /** The files as they are now, divided anew. */
    private void data(Experiment experiment, Certificate certificate) throws IOException {
        Cases cases = experiment
                .cases()
                .orElseThrow(() -> new IOException(folder + ": experiment.yaml has no cases, the certificate has "
                        + certificate.knees().size()));
        Cases here = table.isPresent()
                ? cases.withTable(table.get().toAbsolutePath().normalize().toString())
                : cases;
        if (!Files.exists(Path.of(here.table()))) {
            throw new IOException(
                    here.table() + ": no such table, so no image and no label map can be checked; say with "
                            + "--table where it is now");
        }
        Roster roster = Roster.of(here, experiment.seed());
        certificate.changes(Certificate.knees(roster)).forEach(c -> findings.add(here.table() + ": " + c));
        boolean cross = certificate.splits().isPresent();
        List<Fold> folds = new ArrayList<>(here.fold().stream().toList());
        for (int n = 1; cross && n <= certificate.folds().size(); n++) {
            folds.add(new Fold(n, certificate.folds().size(), experiment.seed()));
        }
        Certificate anew = Certificate.of(roster, folds, certificate.seeds(), new Run(folder).experiment());
        for (Certificate.Sides sides : anew.folds()) {
            if (!certificate.fold(sides.fold()).equals(Optional.of(sides))) {
                findings.add(folder + ": " + (sides.fold() == 0 ? "" : "fold " + sides.fold() + ": ")
                        + "the certificate divides the cases otherwise than experiment and table do");
            }
        }
    }

    private void scores(CrossRun cross, Certificate certificate) throws IOException {
        List<List<String>> now = Csv.read(cross.scores(), CrossRun.SCORES).stream()
                .map(row -> List.copyOf(row.values()))
                .toList();
        if (!now.equals(cross.rows(certificate))) {
            findings.add(cross.scores() + ": differs from the folds' own scores.csv");
        }
    }
}
