package condyle.crossval;

import condyle.data.CaseTable;
import condyle.data.Fold;
import condyle.experiment.Cases;
import condyle.experiment.Certificate;
import condyle.experiment.Experiment;
import condyle.experiment.Formats;
import condyle.experiment.Inputs;
import condyle.experiment.ModelFiles;
import condyle.experiment.Origin;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Checks a run against its certificate and the files that it speaks of: one line for each thing that is wrong.
 *
 * <p>It recomputes the division from experiment and table, all SHA-256 sums of images, label maps, settings and weights,
 * and that no subject and no file is on two sides. A certificate is no signature: whoever changes all files together,
 * certificates included, is not found out.
 */
public final class Verification {
    private final Path folder;
    private final Optional<Path> table;
    private final Set<Integer> folds;
    private final Set<String> findings = new LinkedHashSet<>();

    private Verification(Path folder, Optional<Path> table, Set<Integer> folds) {
        this.folder = folder;
        this.table = table;
        this.folds = folds;
    }

    /**
     * What is wrong with a run of {@code condyle crossval}, or of {@code condyle train} on cases; empty where nothing is.
     *
     * @param table where the cases lie now; without it where the experiment says
     * @throws IOException if there is no such folder
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
            throw new IOException(folder + ": no such folder; expected a run of 'condyle crossval' or 'condyle train'");
        }
        Verification check = new Verification(folder, table, folds);
        check.run();
        return List.copyOf(check.findings);
    }

    /** Something to look at, which may fail. */
    private interface Look {
        void at() throws IOException;
    }

    /** Takes what a look fails with for one more finding. */
    private void look(Look look) {
        try {
            look.at();
        } catch (IOException | IllegalArgumentException e) {
            findings.add(e.getMessage());
        }
    }

    private void run() {
        CrossRun cross = new CrossRun(folder);
        look(() -> {
            if (Files.isDirectory(folder.resolve("members"))) {
                fused(new Run(folder));
                return;
            }
            if (!CrossRun.is(folder)) {
                plain(new Run(folder));
                return;
            }
            Certificate certificate = Certificate.read(cross.certificate());
            Experiment experiment = settings(cross.experiment(), certificate);
            look(() -> splits(cross, certificate));
            leaks(folder, certificate);
            look(() -> data(experiment, certificate));
            requireKnown(certificate);
            for (CrossRun.Part part : CrossRun.parts(certificate)) {
                if (folds.isEmpty() || folds.contains(part.fold())) {
                    look(() -> part(cross, part, certificate));
                }
            }
            look(() -> scores(cross, certificate));
        });
    }

    private void requireKnown(Certificate certificate) throws IOException {
        for (int fold : folds) {
            if (certificate.fold(fold).isEmpty()) {
                throw new IOException(folder + ": no fold " + fold + "; expected 1 to "
                        + certificate.folds().size());
            }
        }
    }

    private void plain(Run run) throws IOException {
        Certificate certificate = Certificate.read(run.certificate());
        Experiment experiment = settings(run.experiment(), certificate);
        leaks(folder, certificate);
        look(() -> data(experiment, certificate));
        look(() -> model(run, certificate));
    }

    /** A fused model: its networks and numbers as they were, nobody trained on and fitted on. */
    private void fused(Run run) throws IOException {
        FusionCertificate certificate = FusionCertificate.read(run.certificate());
        look(() -> ModelFiles.read(folder));
        String now = Provenance.sha256(run.provenance());
        if (!now.equals(certificate.provenance())) {
            findings.add(run.provenance() + ": edited since the certificate: "
                    + Certificate.hashes(certificate.provenance(), now));
        }
        certificate.leaks().forEach(leak -> findings.add(folder + ": " + leak));
        if (table.isPresent()) {
            look(() -> certificate
                    .changes(FusionCases.people(CaseTable.read(table.get())).knees())
                    .forEach(c -> findings.add(table.get() + ": " + c)));
        }
    }

    private Experiment settings(Path file, Certificate certificate) throws IOException {
        String now = Provenance.sha256(file);
        if (!now.equals(certificate.experiment())) {
            findings.add(file + ": edited since the certificate: " + Certificate.hashes(certificate.experiment(), now));
        }
        return Formats.experiment(file, List.of());
    }

    private void leaks(Path where, Certificate certificate) {
        certificate.leaks().forEach(leak -> findings.add(where + ": " + leak));
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

    private void model(Run run, Certificate certificate) throws IOException {
        if (!Files.exists(run.model()) || certificate.models().isEmpty()) {
            throw new IOException(run.folder() + ": no trained model; go on with the training");
        }
        String certified = certificate.models().get(0).weights();
        String now = Provenance.sha256(run.weights());
        if (!now.equals(certified)) {
            findings.add(run.weights() + ": changed since the certificate: " + Certificate.hashes(certified, now));
        }
        String expected = Formats.model(run.model()).weights();
        if (!expected.equals(certified)) {
            findings.add(run.model() + ": of other weights than the certificate: "
                    + Certificate.hashes(certified, expected));
        }
        Provenance provenance = Formats.YAML.read(run.provenance(), Provenance.class);
        String start = provenance.inputs().getOrDefault(Inputs.FROM, "none");
        String told = certificate.origin().map(Origin::weights).orElse("none");
        if (!start.equals(told)) {
            findings.add(
                    run.provenance() + ": of another start than the certificate: " + Certificate.hashes(told, start));
        }
        if (!certificate
                .experiment()
                .equals(provenance.inputs().get(run.experiment().getFileName().toString()))) {
            findings.add(run.provenance() + ": of another experiment.yaml than the certificate");
        }
    }

    private void part(CrossRun cross, CrossRun.Part part, Certificate certificate) throws IOException {
        FoldRun fold = cross.part(part, cross.seed());
        Path place = fold.run().folder();
        if (!Files.exists(fold.run().model())) {
            throw new IOException(place + ": fold missing: no trained model; run 'condyle crossval' with --fold "
                    + part.fold() + ", or --merge the folder that has it");
        }
        Certificate own = Certificate.read(fold.run().certificate());
        settings(fold.run().experiment(), own);
        look(() -> model(fold.run(), own));
        leaks(place, own);
        certificate.changes(own.knees()).forEach(c -> findings.add(place + ": trained on other files: " + c));
        if (!own.fold(part.fold()).equals(certificate.fold(part.fold()))) {
            findings.add(place + ": trained on another division than the certificate of " + folder + " has");
        }
        List<Certificate.Made> made = certificate.models().stream()
                .filter(m -> m.fold() == part.fold() && m.seed() == part.seed())
                .toList();
        if (!own.origin().equals(certificate.origin())) {
            findings.add(place + ": began from " + Origin.words(own.origin()) + ", by the certificate of " + folder
                    + " from " + Origin.words(certificate.origin()));
        }
        if (!made.equals(own.models())) {
            findings.add(place + ": not the model that the certificate of " + folder + " has for fold " + part.fold()
                    + ", seed " + part.seed());
        }
        tested(fold, certificate.fold(part.fold()).map(Certificate.Sides::test).orElse(List.of()));
    }

    private void tested(FoldRun fold, List<String> test) throws IOException {
        Set<String> scored = new LinkedHashSet<>();
        fold.scored().rows().forEach(r -> scored.add(r.caseName()));
        Map<String, String> failures = fold.failures();
        for (String name : test) {
            if (!scored.contains(name)) {
                findings.add(fold.run().folder() + ": case " + name + " is not scored"
                        + (failures.containsKey(name) ? ": " + failures.get(name) : ""));
            } else if (!Files.exists(fold.tissues(name))) {
                findings.add(fold.tissues(name) + ": missing");
            }
        }
        scored.stream()
                .filter(name -> !test.contains(name))
                .forEach(name ->
                        findings.add(fold.scores() + ": case " + name + " is scored, but this fold does not test it"));
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
