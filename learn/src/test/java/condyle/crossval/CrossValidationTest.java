package condyle.crossval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import condyle.experiment.Certificate;
import condyle.experiment.Experiment;
import condyle.experiment.Formats;
import condyle.experiment.Roster;
import condyle.metric.Confusions;
import condyle.metric.Scores;
import condyle.tensor.Engine;
import condyle.train.StoppedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cross-validations of four subjects. */
class CrossValidationTest {
    @TempDir
    static Path folder;

    private static SmallCohort cohort;
    private static Path whole;

    @BeforeAll
    static void makeCases() throws IOException {
        Engine.threads(1);
        cohort = new SmallCohort(folder);
        cohort.cases("data");
        whole = folder.resolve("whole");
        assertThat(SmallCohort.run(cohort.experiment("data"), whole, List.of())).isTrue();
    }

    /** What does not depend on the clock. */
    static void assertSameResults(Path one, Path other) throws IOException {
        List<String> files = files(one);
        assertThat(files(other)).isEqualTo(files);
        assertThat(files)
                .contains("splits.csv", "leakage.json", "scores.csv", "fold-1/scores.csv", "fold-2/leakage.json");
        for (String file : files) {
            if (!file.endsWith("log.csv") && !file.endsWith("costs.csv")) {
                assertThat(other.resolve(file)).hasSameBinaryContentAs(one.resolve(file));
            }
        }
    }

    private static List<String> files(Path run) throws IOException {
        try (Stream<Path> all = Files.walk(run)) {
            return all.filter(Files::isRegularFile)
                    .map(f -> run.relativize(f).toString())
                    .filter(f -> !f.contains("/.") && !f.contains("checkpoint-"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void everySubjectIsTestedOnceAndNeverWithItsOtherVisitInTraining() throws IOException {
        Certificate certificate = Certificate.read(new CrossRun(whole).certificate());
        assertThat(certificate.leaks()).isEmpty();
        List<String> tested = certificate.folds().stream()
                .flatMap(f -> f.test().stream())
                .sorted()
                .toList();
        assertThat(tested).hasSize(5).doesNotHaveDuplicates();
        for (Certificate.Sides sides : certificate.folds()) {
            assertThat(sides.validation()).isNotEmpty();
            assertThat(sides.training()).isNotEmpty();
            sides.byName()
                    .forEach((side, names) -> assertThat(names.stream()
                                    .filter(n -> n.startsWith("ann"))
                                    .count())
                            .isIn(0L, 2L));
        }
        assertThat(Files.readString(new CrossRun(whole).certificate()))
                .contains("\"subjects\": \"named\"", "\"subject\": \"ann\"", "\"seeds\": [3]");
        List<String> splits = Files.readAllLines(whole.resolve("splits.csv"));
        assertThat(splits).hasSize(6);
        assertThat(splits.get(0)).isEqualTo("case,subject,side,visit,fold");
        assertThat(splits.get(1)).startsWith("ann-1-").contains(",ann,");
    }

    @Test
    void aFoldsFolderHasModelLabelsScoresAndCosts() throws IOException {
        Certificate certificate = Certificate.read(new CrossRun(whole).certificate());
        for (Certificate.Sides sides : certificate.folds()) {
            FoldRun fold = new CrossRun(whole).part(new CrossRun.Part(sides.fold(), 3), 3);
            assertThat(fold.run().folder()).isEqualTo(whole.resolve("fold-" + sides.fold()));
            assertThat(fold.readCosts().keySet())
                    .containsExactlyElementsOf(Stream.concat(Stream.of("training"), sides.test().stream())
                            .toList());
            assertThat(fold.readCosts().get("training").seconds()).isPositive();
            for (String name : sides.test()) {
                assertThat(fold.tissues(name)).exists();
            }
            assertThat(Scores.read(fold.scores()).rows().stream()
                            .map(r -> r.caseName())
                            .distinct())
                    .containsExactlyElementsOf(sides.test());
            assertThat(Confusions.read(fold.confusions()).cases().keySet()).containsExactlyElementsOf(sides.test());
            assertThat(Formats.model(fold.run().model()).training())
                    .anyMatch(line -> line.startsWith("fold " + sides.fold() + " of 2: "));
        }
        List<String> rows = Files.readAllLines(whole.resolve("scores.csv"));
        assertThat(rows.get(0)).startsWith("subject,fold,seed,case,tissue,dice,");
        assertThat(rows.stream().filter(r -> r.startsWith("ann,") && r.contains(",3,ann-2-")))
                .isNotEmpty();
        assertThat(Verification.of(whole, Optional.empty())).isEmpty();
    }

    /** What a kill looks like from inside: nothing more is written. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    @Test
    void stoppedOrKilledAnywhereItGoesOnAndEndsWithTheSameBytes() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        for (int trial = 0; trial < 4; trial++) {
            boolean killed = trial % 2 == 1;
            Path broken = folder.resolve("broken" + trial);
            int stops = 0;
            for (boolean done = false; !done; stops++) {
                AtomicInteger left = new AtomicInteger(12 + random.nextInt(25));
                BooleanSupplier stop = () -> {
                    boolean now = left.decrementAndGet() < 0;
                    if (now && killed) {
                        throw new Killed();
                    }
                    return now;
                };
                try {
                    done = SmallCohort.cross(cohort.experiment("data"), broken, stop, new ArrayList<>())
                            .run(List.of());
                } catch (StoppedException | Killed e) {
                    assertThat(broken.resolve("leakage.json")).exists();
                }
            }
            assertThat(stops).isGreaterThan(1);
            assertSameResults(whole, broken);
        }
    }

    @Test
    void aFoldThatIsDoneIsNotRedone() throws IOException {
        List<String> told = new ArrayList<>();
        assertThat(SmallCohort.cross(cohort.experiment("data"), whole, () -> false, told)
                        .run(List.of()))
                .isTrue();
        assertThat(told).isEmpty();
    }

    @Test
    void foldsOfTwoMachinesMergeToTheWhole() throws IOException {
        Path one = folder.resolve("one");
        Path two = folder.resolve("two");
        cohort.cases("elsewhere");
        SmallCohort.run(cohort.experiment("data"), one, List.of(1));
        SmallCohort.run(cohort.experiment("elsewhere"), two, List.of(2));
        assertThat(Verification.of(one, Optional.empty()))
                .containsExactly(one.resolve("fold-2")
                        + ": fold missing: no trained model; run 'condyle crossval' with --fold 2, or --merge the "
                        + "folder that has it");
        Path merged = folder.resolve("merged");
        assertThat(Merging.merge(List.of(one), merged))
                .containsExactly("fold 2, seed 3, is missing: finished in none of the folders");
        assertThat(Merging.merge(List.of(one, two), merged)).isEmpty();
        assertThat(Verification.of(merged, Optional.empty())).isEmpty();
        assertThat(merged.resolve("scores.csv")).hasSameBinaryContentAs(whole.resolve("scores.csv"));
        assertThat(merged.resolve("leakage.json")).hasSameBinaryContentAs(whole.resolve("leakage.json"));
    }

    @Test
    void aMergeThatWasBrokenOffGoesOn() throws IOException {
        Path merged = folder.resolve("broken-off");
        Files.createDirectories(merged);
        Path inTheWay = Files.createFile(merged.resolve(".fold-2.part"));
        assertThatThrownBy(() -> Merging.merge(List.of(whole), merged)).isInstanceOf(IOException.class);
        Files.delete(inTheWay);
        assertThat(merged.resolve("fold-1")).exists();
        assertThat(Merging.merge(List.of(whole), merged)).isEmpty();
        assertSameResults(whole, merged);
    }

    @Test
    void onlyOneExperimentAndOneDivisionCanBeMerged() throws IOException {
        Path faster = folder.resolve("faster");
        SmallCohort.run(cohort.experiment("data", "warmup: 1", "warmup: 2"), faster, List.of(1));
        assertThatThrownBy(() -> Merging.merge(List.of(whole, faster), folder.resolve("none")))
                .hasMessage(faster.resolve("experiment.yaml") + ": another experiment than "
                        + whole.resolve("experiment.yaml") + "; only folds of one experiment can be merged");
        Path edited = folder.resolve("edited-splits");
        SmallCohort.copy(whole, edited);
        Path splits = edited.resolve("splits.csv");
        Files.writeString(splits, Files.readString(splits).replaceFirst(",1\n", ",2\n"));
        assertThatThrownBy(() -> Merging.merge(List.of(whole, edited), folder.resolve("none")))
                .hasMessage(splits + ": other splits than " + whole.resolve("splits.csv")
                        + "; only folds of one division can be merged");
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void aCaseThatFailsDoesNotStopTheOthersAndIsDoneWhenItCanBe() throws IOException {
        Path data = cohort.cases("spoilt");
        Path out = folder.resolve("failing");
        AtomicInteger stop = new AtomicInteger();
        List<String> told = new ArrayList<>();
        Certificate certificate = Certificate.read(new CrossRun(whole).certificate());
        String victim = certificate.fold(1).orElseThrow().test().stream()
                .filter(n -> !n.startsWith("bob"))
                .findFirst()
                .orElseThrow();
        Path scan = data.resolve(victim.startsWith("ann") ? "ann1.nii" : victim.split("-")[0] + ".nii");
        byte[] good = Files.readAllBytes(scan);
        // The scan breaks after the fingerprints were taken, while the first fold trains.
        BooleanSupplier breaking = () -> {
            if (stop.incrementAndGet() == 1) {
                try {
                    Files.write(scan, Arrays.copyOf(good, 500));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return false;
        };
        assertThat(SmallCohort.cross(cohort.experiment("spoilt"), out, breaking, told)
                        .run(List.of(1)))
                .isFalse();
        assertThat(told.get(1)).startsWith("case " + victim + " failed: " + victim + " image: ");
        assertThat(told.get(2)).isEqualTo("done, 1 failed");
        FoldRun fold = new CrossRun(out).part(new CrossRun.Part(1, 3), 3);
        assertThat(fold.failures()).containsOnlyKeys(victim);
        assertThat(Verification.of(out, Optional.empty()))
                .anyMatch(line -> line.startsWith(fold.run().folder() + ": case " + victim + " is not scored: "));
        Files.write(scan, good);
        assertThat(SmallCohort.run(cohort.experiment("spoilt"), out, List.of())).isTrue();
        assertThat(fold.failed()).doesNotExist();
        assertThat(out.resolve("scores.csv")).hasSameBinaryContentAs(whole.resolve("scores.csv"));
    }

    @Test
    void aTrainingThatFailsIsTakenDownWithoutThePathsOfItsFiles() throws IOException {
        Path data = cohort.cases("hidden");
        Path out = folder.resolve("hidden-run");
        // The scans break after their fingerprints were taken.
        BooleanSupplier breaking = () -> {
            try {
                for (String scan : List.of("ann1", "ann2", "cleo", "dan")) {
                    Files.write(data.resolve(scan + ".nii"), new byte[500]);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return false;
        };
        Experiment hashed = cohort.experiment("hidden", "contexts: 1,", "contexts: 1, hashSubjects: true,");
        assertThat(SmallCohort.cross(hashed, out, breaking, new ArrayList<>()).run(List.of(1)))
                .isFalse();
        String why =
                new CrossRun(out).part(new CrossRun.Part(1, 3), 3).failures().get("training");
        assertThat(why).matches("[0-9a-f]{16}(-\\d)?-(left|right) image: .*").doesNotContain(data.toString());
    }

    @Test
    void whatHasChangedSinceItBeganStopsIt() throws IOException {
        Path out = folder.resolve("changed");
        cohort.cases("changing");
        SmallCohort.run(cohort.experiment("changing"), out, List.of(1));
        assertThatThrownBy(() -> SmallCohort.run(cohort.experiment("changing", "steps: 4", "steps: 6"), out, List.of()))
                .hasMessage(out.resolve("experiment.yaml") + ": differs from the experiment given; go on with the same "
                        + "settings, or choose another folder with -o");
        Files.copy(
                folder.resolve("changing/cleo.nii"),
                folder.resolve("changing/dan.nii"),
                StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> SmallCohort.run(cohort.experiment("changing"), out, List.of()))
                .hasMessage(
                        folder.resolve("changing/cases.csv") + ": lines 5 and 6: the same image under two subjects, "
                                + "'cleo' and 'dan'; one person's knees need one name, so that they stay together");
        Files.write(folder.resolve("changing/dan.nii"), new byte[] {1});
        assertThatThrownBy(() -> SmallCohort.run(cohort.experiment("changing"), out, List.of()))
                .hasMessageStartingWith(out + ": case dan-")
                .hasMessageContaining(": the image has changed, SHA-256 ")
                .hasMessageEndingWith(
                        ", since this cross-validation began; put the data back, or choose another folder "
                                + "with -o");
    }

    @Test
    void otherSeedsGetFoldersOfTheirOwnAndTheSameFolds() throws IOException {
        Path out = folder.resolve("seeds");
        SmallCohort.copy(whole, out);
        CrossValidation more = new CrossValidation(
                new CrossValidation.Plan(cohort.experiment("data"), 2, List.of(4L)),
                new CrossRun(out),
                new SmallCohort.Listener(new ArrayList<>()),
                () -> false);
        assertThat(more.run(List.of(1))).isTrue();
        assertThat(out.resolve("fold-1-seed-4/model.yaml")).exists();
        Certificate certificate = Certificate.read(new CrossRun(out).certificate());
        assertThat(certificate.seeds()).containsExactly(3L, 4L);
        assertThat(certificate.models().stream().map(Certificate.Made::seed)).containsExactly(3L, 3L, 4L);
        assertThat(certificate.models().get(2).weights())
                .isNotEqualTo(certificate.models().get(0).weights());
        assertThat(Files.readAllLines(out.resolve("scores.csv")).stream().filter(r -> r.contains(",1,4,")))
                .isNotEmpty();
        assertThat(Verification.of(out, Optional.empty()))
                .hasSize(1)
                .first()
                .asString()
                .startsWith(out.resolve("fold-2-seed-4") + ": fold missing: ");
        assertThat(Verification.of(out, Optional.empty(), Set.of(1))).isEmpty();
        assertThat(Verification.of(out, Optional.empty(), Set.of(7)))
                .containsExactly(out + ": no fold 7; expected 1 to 2");
        // As another process would that began with the first seed alone.
        byte[] before = Files.readAllBytes(out.resolve("leakage.json"));
        new CrossRun(out).gather(certificate.of(List.of(3L)));
        assertThat(out.resolve("leakage.json")).hasBinaryContent(before);
    }

    @Test
    void hashedSubjectsAreTheSameEverywhereAndNowhereInClearText() throws IOException {
        Path out = folder.resolve("hashed");
        Experiment hashed = cohort.experiment("data", "contexts: 1,", "contexts: 1, hashSubjects: true,");
        SmallCohort.run(hashed, out, List.of(2));
        List<String> splits = Files.readAllLines(out.resolve("splits.csv"));
        assertThat(splits.get(1)).matches("([0-9a-f]{16})-1-(left|right),\\1,(left|right),1,[12]");
        for (String file : files(out)) {
            if (file.endsWith(".csv") || file.endsWith(".json") || file.endsWith(".yaml")) {
                assertThat(Files.readString(out.resolve(file))).doesNotContain("ann,", "bob", "cleo", "\"dan");
            }
        }
        Certificate certificate = Certificate.read(new CrossRun(out).certificate());
        assertThat(certificate.subjects()).isEqualTo(Certificate.Naming.HASHED);
        assertThat(Verification.of(out, Optional.empty())).hasSize(1);
        Files.writeString(folder.resolve("data/other.csv"), Files.readString(folder.resolve("data/cases.csv")) + "\n");
        assertThat(Roster.of(hashed.cases().orElseThrow().withTable(folder + "/data/other.csv"), 3)
                        .table()
                        .cases())
                .hasSize(5);
        assertThatThrownBy(() -> cohort.experiment(
                        "data", "contexts: 1,", "contexts: 1, hashSubjects: true, validation: {subjects: [ann]},"))
                .hasMessageEndingWith(
                        "cases.hashSubjects: true, but validation names subjects, and these names stand in "
                                + "experiment.yaml; expected a share there");
    }

    @Test
    void anExperimentThatCannotBeCrossValidatedSaysWhy() throws IOException {
        Path out = folder.resolve("refused");
        assertThatThrownBy(() -> SmallCohort.run(
                        cohort.experiment("data", "contexts: 1,", "contexts: 1, validation: {subjects: [ann]},"),
                        out,
                        List.of()))
                .hasMessage("cases: validation names subjects, but in a cross-validation each subject is tested once; "
                        + "give a share, such as {share: 0.2}");
        assertThatThrownBy(() -> SmallCohort.run(
                        cohort.experiment("data", "contexts: 1,", "contexts: 1, fold: {number: 1, of: 2},"),
                        out,
                        List.of()))
                .hasMessage("cases: fold: a cross-validation deals the folds itself; take the key out");
        assertThatThrownBy(() -> SmallCohort.run(cohort.experiment("data"), out, List.of(3)))
                .hasMessage("fold 3: expected 1 to 2");
        CrossValidation five = new CrossValidation(
                new CrossValidation.Plan(cohort.experiment("data"), 5, List.of(3L)),
                new CrossRun(out),
                new SmallCohort.Listener(new ArrayList<>()),
                () -> false);
        assertThatThrownBy(() -> five.run(List.of()))
                .hasMessage("cases: 5 folds of 4 subjects; expected at least one subject for each fold");
        assertThat(out).doesNotExist();
    }

    @Test
    void aFoldThatAnotherProcessIsAtIsLeftToIt() throws IOException {
        Path out = folder.resolve("shared");
        List<String> told = new ArrayList<>();
        try (FoldLock lock = FoldLock.of(out.resolve("fold-1"))) {
            assertThat(lock.held()).isTrue();
            SmallCohort.cross(cohort.experiment("data"), out, () -> false, told).run(List.of(1));
        }
        assertThat(told).containsExactly("fold 1, 1 of 1", "taken");
    }
}
