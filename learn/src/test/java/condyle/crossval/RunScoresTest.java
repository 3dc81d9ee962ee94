package condyle.crossval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import condyle.experiment.CaseSubjects;
import condyle.experiment.Certificate;
import condyle.experiment.Provenance;
import condyle.experiment.RunSettings;
import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.metric.ConfusionMatrix;
import condyle.metric.Confusions;
import condyle.metric.Scores;
import condyle.statistics.Costs;
import condyle.statistics.ScoredRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunScoresTest {
    @TempDir
    private Path folder;

    private static LabelMap map(int... voxels) {
        byte[] data = new byte[10];
        for (int i = 0; i < voxels.length; i++) {
            data[i] = (byte) voxels[i];
        }
        return LabelMap.of(Geometry.of(new Size(10, 1, 1), Vec.of(1)), data, LabelSet.BINARY);
    }

    /** scores.csv of cases a, b, c, each line with these words before it. */
    private static void scores(Path file, String columns, String... before) throws IOException {
        Scores scores = new Scores(List.of());
        for (String name : List.of("a", "b", "c")) {
            scores = scores.plus(Scores.of(name, map(1, 1), map(1, 1, 1)));
        }
        scores.write(file);
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.set(0, columns + lines.get(0));
        for (int i = 0; i < before.length; i++) {
            lines.set(i + 1, before[i] + lines.get(i + 1));
        }
        Files.write(file, lines);
    }

    /** A certificate of the files as they are. */
    private static void certify(Path run, Long... seeds) throws IOException {
        new Certificate(
                        "",
                        Provenance.sha256(run.resolve("experiment.yaml")),
                        Optional.of(Provenance.sha256(run.resolve("splits.csv"))),
                        Certificate.Naming.NAMED,
                        List.of(seeds),
                        List.of(
                                new Certificate.Knee("a", "s", Optional.empty(), "1"),
                                new Certificate.Knee("b", "s", Optional.empty(), "2"),
                                new Certificate.Knee("c", "t", Optional.empty(), "3")),
                        List.of(
                                new Certificate.Sides(1, List.of("c"), List.of(), List.of("a", "b")),
                                new Certificate.Sides(2, List.of("a", "b"), List.of(), List.of("c"))),
                        List.of(),
                        Optional.empty(),
                        Optional.empty())
                .write(run.resolve("leakage.json"));
    }

    /** Edits splits.csv and the certificate with it. */
    private static void splits(Path run, String text) throws IOException {
        Files.writeString(run.resolve("splits.csv"), text);
        certify(run, 7L);
    }

    /** A cross-validation of subjects s (cases a, b) and t (case c) in two folds, seed 7. */
    private Path crossed() throws IOException {
        Path run = Files.createDirectories(folder.resolve("cv"));
        Files.writeString(run.resolve("experiment.yaml"), "name: unet\nseed: 7\ntrain: {rate: 1e-3}\n");
        Files.writeString(
                run.resolve("splits.csv"), "case,subject,side,visit,fold\na,s,left,1,1\nb,s,right,1,1\nc,t,,,2\n");
        certify(run, 7L);
        scores(run.resolve("scores.csv"), "subject,fold,seed,", "s,1,7,", "s,1,7,", "t,2,7,");
        for (int fold = 1; fold <= 2; fold++) {
            Path part = Files.createDirectories(run.resolve("fold-" + fold));
            Files.writeString(
                    part.resolve("costs.csv"),
                    "case,seconds,memory_mb\ntraining," + 100 * fold + ",2000\n"
                            + (fold == 1 ? "a,2,900\nb,4,nan\n" : "c,3,3000\n"));
            Map<String, ConfusionMatrix> m = Map.of(fold == 1 ? "a" : "c", ConfusionMatrix.of(map(1), map(1)));
            new Confusions(m).write(part.resolve(Confusions.FILE));
        }
        return run;
    }

    private static RunScores.Asked with(Map<String, String> subjects) {
        return new RunScores.Asked(Optional.empty(), subjects, Set.of());
    }

    private static List<ScoredRun> read(Path run) throws IOException {
        return RunScores.read(run, RunScores.Asked.ALL);
    }

    @Test
    void crossValidationIsReadWithItsSubjectsFoldsAndCosts() throws IOException {
        ScoredRun run = read(crossed()).get(0);
        assertThat(run.name()).isEqualTo("unet");
        assertThat(run.seed()).isEqualTo("7");
        assertThat(run.subjects()).containsExactly(Map.entry("a", "s"), Map.entry("b", "s"), Map.entry("c", "t"));
        assertThat(run.folds()).containsExactly("1", "2");
        assertThat(run.costs()).isEqualTo(new Costs(300, 3, 3000));
        assertThat(run.confusions()).containsOnlyKeys("a", "c");
        assertThat(RunScores.read(crossed(), new RunScores.Asked(Optional.of("mine"), Map.of(), Set.of()))
                        .get(0)
                        .name())
                .isEqualTo("mine");
    }

    @Test
    void splitsOtherThanTheCertificatesAreRefused() throws IOException {
        Path run = crossed();
        Path splits = run.resolve("splits.csv");
        String sha = Provenance.sha256(splits);
        assertThat(read(run)).hasSize(1);
        Files.writeString(splits, Files.readString(splits) + "d,u,,,2\n");
        assertThatThrownBy(() -> read(run))
                .hasMessage(splits + ": edited since the certificate: "
                        + Certificate.hashes(sha, Provenance.sha256(splits))
                        + "; put it back; 'condyle verify' looks at the whole run");
    }

    @Test
    void certificateThatSaysNothingOrHasALeakIsRefused() throws IOException {
        Path run = crossed();
        Path certificate = run.resolve("leakage.json");
        String good = Files.readString(certificate);
        Files.writeString(certificate, "{}\n");
        assertThatThrownBy(() -> read(run))
                .hasMessageStartingWith(certificate + ": ")
                .hasMessageContaining("missing");
        Files.writeString(certificate, good.replace("\"training\": [\"c\"]", "\"training\": [\"c\", \"a\"]"));
        assertThatThrownBy(() -> read(run))
                .hasMessage(run + ": fold 1: subject 's' is in training and in test: a leak; such scores are no test; "
                        + "'condyle verify' looks at the whole run");
    }

    @Test
    void foldWithoutItsCostsOrConfusionsIsRefused() throws IOException {
        Path run = crossed();
        Path part = run.resolve("fold-2");
        String end = "; put it back, or take what is left of the fold away and let 'condyle crossval' do it again";
        Files.delete(part.resolve("costs.csv"));
        assertThatThrownBy(() -> read(run)).hasMessage(run + ": fold-2 has no costs.csv" + end);
        Files.delete(part.resolve(Confusions.FILE));
        assertThatThrownBy(() -> read(run)).hasMessage(run + ": fold-2 has no confusion.csv" + end);
        Files.delete(part);
        assertThatThrownBy(() -> read(run))
                .hasMessage(run + ": fold-2 has no confusion.csv, the whole folder is missing" + end);
    }

    @Test
    void eachSeedOfACrossValidationIsARun() throws IOException {
        Path run = crossed();
        List<String> lines = new ArrayList<>(Files.readAllLines(run.resolve("scores.csv")));
        for (String line : List.copyOf(lines.subList(1, 4))) {
            lines.add(line.replaceFirst(",7,", ",8,"));
        }
        Files.write(run.resolve("scores.csv"), lines);
        for (int fold = 1; fold <= 2; fold++) {
            Path other = Files.createDirectories(run.resolve("fold-" + fold + "-seed-8"));
            Files.copy(run.resolve("fold-" + fold + "/confusion.csv"), other.resolve("confusion.csv"));
            Files.writeString(other.resolve("costs.csv"), "case,seconds,memory_mb\ntraining,50,100\na,1,100\n");
        }
        List<ScoredRun> runs = read(run);
        assertThat(runs.stream().map(ScoredRun::seed)).containsExactly("7", "8");
        assertThat(runs.get(1).path()).isEqualTo(run + " (seed 8)");
        assertThat(runs.get(1).costs()).isEqualTo(new Costs(100, 1, 100));
    }

    @Test
    void crossValidationWithoutItsCertificateIsRefused() throws IOException {
        Path run = crossed();
        Files.delete(run.resolve("leakage.json"));
        assertThatThrownBy(() -> read(run))
                .hasMessage(run
                        + ": a cross-validation without its certificate leakage.json, so who was trained on cannot be "
                        + "told from who was tested; 'condyle crossval' finishes it");
    }

    @Test
    void foldCaseOrSeedThatIsMissingIsNamed() throws IOException {
        Path run = crossed();
        List<String> lines = Files.readAllLines(run.resolve("scores.csv"));
        Files.write(run.resolve("scores.csv"), lines.subList(0, 3));
        assertThatThrownBy(() -> read(run))
                .hasMessage(run + ": fold 2 is missing (seed 7): none of its cases has scores; 'condyle crossval' "
                        + "finishes it, --fold 1 compares what is done");
        Files.write(run.resolve("scores.csv"), List.of(lines.get(0), lines.get(1), lines.get(3)));
        assertThatThrownBy(() -> read(run))
                .hasMessage(run + ": case b of fold 1 has no scores (seed 7); 'condyle crossval' finishes it");
        Files.write(run.resolve("scores.csv"), lines);
        certify(run, 7L, 9L);
        assertThatThrownBy(() -> read(run))
                .hasMessageContaining(
                        ": fold 1 is missing (seed 9): none of its cases has scores; 'condyle crossval' finishes it");
    }

    @Test
    void someFoldsMayBeReadWhereOthersAreNotDone() throws IOException {
        Path run = crossed();
        List<String> lines = Files.readAllLines(run.resolve("scores.csv"));
        Files.write(run.resolve("scores.csv"), lines.subList(0, 3));
        ScoredRun first = RunScores.read(run, new RunScores.Asked(Optional.empty(), Map.of(), Set.of("1")))
                .get(0);
        assertThat(first.subjects()).containsOnlyKeys("a", "b");
        assertThat(first.costs().trainingSeconds()).isEqualTo(100);
        assertThatThrownBy(() -> RunScores.read(run, new RunScores.Asked(Optional.empty(), Map.of(), Set.of("3"))))
                .hasMessage(run.resolve("splits.csv") + ": no fold 3; known: 1, 2");
        Path plain = Files.createDirectory(folder.resolve("plain-folds"));
        scores(plain.resolve("scores.csv"), "");
        assertThatThrownBy(() -> RunScores.read(plain, new RunScores.Asked(Optional.empty(), Map.of(), Set.of("1"))))
                .hasMessage(plain + ": no cross-validation, so it has no folds to choose from; leave --fold out");
    }

    @Test
    void scoresThatAreNotThoseOfTheSplitsAreRefused() throws IOException {
        Path run = crossed();
        Path splits = run.resolve("splits.csv");
        String text = Files.readString(splits);
        splits(run, text.replace("b,s,right,1,1", "b,s,right,1,2"));
        assertThatThrownBy(() -> read(run))
                .hasMessage(splits
                        + ": subject s is in folds 1 and 2, so it was trained on and tested; expected one fold a "
                        + "subject");
        splits(run, text.replace("c,t,,,2", "c,t,,,1\nd,u,,,2"));
        assertThatThrownBy(() -> read(run))
                .hasMessage(run.resolve("scores.csv")
                        + ": case c was scored in fold 2 and belongs to fold 1 of splits.csv");
        splits(run, text.replace("b,s,right,1,1\n", ""));
        assertThatThrownBy(() -> read(run))
                .hasMessage(run.resolve("scores.csv") + ": case b is in no fold of splits.csv");
        Files.delete(splits);
        assertThatThrownBy(() -> read(run))
                .hasMessage(
                        run + ": a cross-validation without splits.csv, so its folds are not known; 'condyle crossval' "
                                + "finishes it");
    }

    @Test
    void evaluationIsReadWithEachCaseItsOwnSubject() throws IOException {
        Path run = Files.createDirectory(folder.resolve("evaluated"));
        scores(run.resolve("scores.csv"), "");
        ScoredRun plain = read(run).get(0);
        assertThat(plain.name()).isEqualTo("evaluated");
        assertThat(plain.seed()).isEmpty();
        assertThat(plain.subjects()).containsEntry("b", "b");
        assertThat(plain.costs()).isEqualTo(Costs.UNKNOWN);
        Map<String, String> table = Map.of("a", "s", "b", "s", "c", "t");
        assertThat(RunScores.read(run, with(table)).get(0).subjects()).containsEntry("b", "s");
        assertThatThrownBy(() -> RunScores.read(run, with(Map.of("a", "s"))))
                .hasMessage(run.resolve("scores.csv")
                        + ": case b stands in no line of the table of cases; expected one that "
                        + "says whom it shows");
    }

    @Test
    void tableOfTheExperimentSaysWhomCasesShow() throws IOException {
        Path run = Files.createDirectory(folder.resolve("plain"));
        scores(run.resolve("scores.csv"), "");
        Files.writeString(folder.resolve("cases.csv"), "subject,labels\ns,maps/a.nii.gz\ns,maps/b.nii.gz\nt,c.nii\n");
        Files.writeString(run.resolve("experiment.yaml"), "name: x\nseed: 3\ncases: {table: ../cases.csv}\n");
        assertThat(read(run).get(0).subjects()).containsEntry("b", "s").containsEntry("c", "t");
        assertThat(read(run).get(0).seed()).isEqualTo("3");
    }

    @Test
    void folderWithoutScoresOrWithEmptyOnesIsRefused() throws IOException {
        Path run = Files.createDirectory(folder.resolve("empty"));
        assertThatThrownBy(() -> read(run))
                .hasMessage(run + ": no scores.csv in this folder; 'condyle evaluate … -o " + run + "' writes it");
        Files.writeString(run.resolve("scores.csv"), String.join(",", Scores.COLUMNS) + "\n");
        assertThatThrownBy(() -> read(run))
                .hasMessage(run.resolve("scores.csv")
                        + ": no rows: nothing was scored; expected a row for each case and tissue");
        assertThatThrownBy(() -> read(run.resolve("scores.csv")))
                .hasMessage(run.resolve("scores.csv")
                        + ": not a folder; expected a run, or what 'condyle evaluate -o' wrote");
    }

    @Test
    void runsOfOneNameMustDifferByTheirSeedAlone() throws IOException {
        Path a = Files.createDirectory(folder.resolve("a"));
        Path b = Files.createDirectory(folder.resolve("b"));
        Files.writeString(
                a.resolve("experiment.yaml"), "name: x\nseed: 1\nstages: [{train: {rate: 1e-3}}]\nthreads: 2\n");
        Files.writeString(
                b.resolve("experiment.yaml"), "name: x\nseed: 2\nstages: [{train: {rate: 1e-3}}]\nthreads: 4\n");
        RunSettings.requireOneExperiment(a, b);
        Files.writeString(b.resolve("experiment.yaml"), "name: x\nseed: 2\nstages: [{train: {rate: 3e-3}}]\n");
        assertThatThrownBy(() -> RunSettings.requireOneExperiment(a, b))
                .hasMessage(a.resolve("experiment.yaml") + " and " + b.resolve("experiment.yaml")
                        + " have one name, 'x', but stages[0].train.rate is 1e-3 and 3e-3; only runs that differ by their seed "
                        + "are pooled; give one another name: NAME=" + b);
    }

    @Test
    void tableWithoutSubjectsOrWithTwoOfOneCaseIsRefused() throws IOException {
        Path table = folder.resolve("t.csv");
        Files.writeString(table, "subject,side\ns,left\n");
        assertThatThrownBy(() -> CaseSubjects.read(table))
                .hasMessage(table
                        + ": neither a column 'case' nor 'labels'; expected one of them, to know whose case is whose");
        Files.writeString(table, "case,subject\na,s\na,t\n");
        assertThatThrownBy(() -> CaseSubjects.read(table))
                .hasMessage(table + ": case a is of two subjects, s and t; expected one");
    }
}
