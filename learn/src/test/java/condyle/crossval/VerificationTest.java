package condyle.crossval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import condyle.experiment.Certificate;
import condyle.experiment.Experiment;
import condyle.experiment.Provenance;
import condyle.experiment.Run;
import condyle.experiment.Training;
import condyle.tensor.Engine;
import condyle.train.TrainObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Each thing that can be wrong with a run is planted in a good one, and named. */
class VerificationTest {
    @TempDir
    static Path folder;

    private static SmallCohort cohort;
    private static Path good;

    private Path run;
    private Path data;

    @BeforeAll
    static void makeRun() throws IOException {
        Engine.threads(1);
        cohort = new SmallCohort(folder);
        cohort.cases("data");
        good = folder.resolve("good");
        assertThat(SmallCohort.run(cohort.experiment("data"), good, List.of())).isTrue();
    }

    @BeforeEach
    void copyRun(TestInfo info) throws IOException {
        String name = info.getTestMethod().orElseThrow().getName();
        run = folder.resolve(name);
        data = folder.resolve(name + "-data");
        SmallCohort.copy(good, run);
        SmallCohort.copy(folder.resolve("data"), data);
    }

    private List<String> findings() throws IOException {
        return Verification.of(run, Optional.of(data.resolve("cases.csv")));
    }

    private void edit(String file, String pattern, String replacement) throws IOException {
        Path path = run.resolve(file);
        String before = Files.readString(path);
        String after = before.replaceFirst(pattern, replacement);
        assertThat(after).isNotEqualTo(before);
        Files.writeString(path, after);
    }

    /** A case that a side of fold 1 has. */
    private String one(String side) throws IOException {
        return Certificate.read(run.resolve("leakage.json"))
                .folds()
                .get(0)
                .byName()
                .get(side)
                .get(0);
    }

    @Test
    void aGoodRunHasNoFindingsWhereverItsDataLie() throws IOException {
        assertThat(findings()).isEmpty();
        assertThat(Verification.of(run, Optional.of(folder.resolve("gone.csv"))))
                .containsExactly(folder.resolve("gone.csv")
                        + ": no such table, so no image and no label map can be checked; say with --table where it is "
                        + "now");
    }

    @Test
    void aLeakPlantedInTheCertificateIsNamed() throws IOException {
        String leaked = one("test");
        edit("leakage.json", "\"training\": \\[", "\"training\": [\"" + leaked + "\", ");
        assertThat(findings())
                .anyMatch(f -> f.startsWith(
                        run + ": fold 1: subject '" + leaked.split("-")[0] + "' is in training and in test: a leak"))
                .anyMatch(f -> f.startsWith(run + ": fold 1: the same file (SHA-256 "))
                .contains(run + ": fold 1: the certificate divides the cases otherwise than experiment and table do");
    }

    @Test
    void oneFileUnderTwoSubjectsIsALeak() throws IOException {
        Files.copy(data.resolve("cleo.nii"), data.resolve("dan.nii"), StandardCopyOption.REPLACE_EXISTING);
        assertThat(findings())
                .containsExactly(data.resolve("cases.csv")
                        + ": lines 5 and 6: the same image under two subjects, 'cleo' and 'dan'; one person's knees "
                        + "need one name, so that they stay together");
    }

    @Test
    void onePersonUnderTwoSpellingsIsRefused() throws IOException {
        Path table = data.resolve("cases.csv");
        Files.writeString(table, Files.readString(table).replace("\ndan,", "\n Cleo,"));
        assertThat(findings())
                .containsExactly(table + ": lines 5 and 6: subjects 'cleo' and 'Cleo' differ only in case, spaces, "
                        + "punctuation or leading zeros; write one person's name one way, and make two people's names "
                        + "differ in letters or numbers");
    }

    @Test
    void aChangedFileIsNamedByItsCase() throws IOException {
        Path labels = data.resolve("ann2-labels.nii");
        byte[] bytes = Files.readAllBytes(labels);
        bytes[bytes.length - 1] ^= 1;
        Files.write(labels, bytes);
        assertThat(findings()).hasSize(1);
        assertThat(findings().get(0))
                .startsWith(data.resolve("cases.csv") + ": case ann-2-")
                .contains(": the label map has changed, SHA-256 ")
                .endsWith(" now");
    }

    @Test
    void changedWeightsAreNamed() throws IOException {
        Path weights = run.resolve("fold-2/weights.safetensors");
        byte[] bytes = Files.readAllBytes(weights);
        bytes[bytes.length - 1] ^= 1;
        Files.write(weights, bytes);
        assertThat(findings()).hasSize(1);
        assertThat(findings().get(0)).startsWith(weights + ": changed since the certificate: SHA-256 ");
    }

    @Test
    void aFoldOfAnotherTrainingIsNamed() throws IOException {
        for (String file : List.of("model.yaml", "weights.safetensors", "leakage.json", "experiment.yaml")) {
            Files.copy(
                    run.resolve("fold-1").resolve(file),
                    run.resolve("fold-2").resolve(file),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        assertThat(findings())
                .contains(run.resolve("fold-2") + ": trained on another division than the certificate of " + run
                        + " has");
    }

    @Test
    void aMissingFoldIsNamed() throws IOException {
        Files.delete(run.resolve("fold-2/model.yaml"));
        assertThat(findings())
                .contains(run.resolve("fold-2") + ": fold missing: no trained model; run 'condyle crossval' with "
                        + "--fold 2, or --merge the folder that has it");
    }

    @Test
    void anEditedTableOfSplitsIsNamedAndALeakInItToo() throws IOException {
        edit("splits.csv", "(ann-2-.*),([12])\n", "$1,3\n");
        assertThat(findings())
                .anyMatch(f -> f.startsWith(run.resolve("splits.csv") + ": edited since the certificate: SHA-256 "))
                .anyMatch(f -> f.startsWith(run.resolve("splits.csv") + ": subject 'ann' is in fold ")
                        && f.endsWith("): a leak"))
                .anyMatch(f -> f.startsWith(run.resolve("splits.csv") + ": case ann-2-")
                        && f.contains(" is in fold 3, by the certificate tested in fold "));
    }

    @Test
    void editedSettingsAndScoresAreNamed() throws IOException {
        edit("experiment.yaml", "name: small", "name: large");
        edit("fold-1/experiment.yaml", "name: small", "name: large");
        edit("scores.csv", ",femur,0\\.", ",femur,1.");
        assertThat(findings())
                .anyMatch(f -> f.startsWith(run.resolve("experiment.yaml") + ": edited since the certificate: "))
                .anyMatch(f -> f.startsWith(run.resolve("fold-1/experiment.yaml") + ": edited since the certificate: "))
                .contains(run.resolve("scores.csv") + ": differs from the folds' own scores.csv")
                .hasSize(3);
    }

    @Test
    void whatTheTrainingAndTheTestWroteIsAsItWas() throws IOException {
        String name = one("test");
        for (String file : List.of(
                "model.yaml",
                "provenance.yaml",
                "scores.csv",
                "confusion.csv",
                "segmented/" + name + "/tissues.nii.gz")) {
            Path path = run.resolve("fold-1/" + file);
            byte[] before = Files.readAllBytes(path);
            byte[] after = Arrays.copyOf(before, before.length + 1);
            after[before.length] = '\n';
            Files.write(path, after);
            assertThat(findings()).anyMatch(f -> f.startsWith(path + ": changed since the certificate: SHA-256 "));
            Files.delete(path);
            assertThat(findings()).as(file).isNotEmpty().allMatch(f -> !f.equals(path.toString()));
            Files.write(path, before);
        }
        assertThat(findings()).isEmpty();
        Files.delete(run.resolve("fold-1/confusion.csv"));
        Files.delete(run.resolve("fold-1/costs.csv"));
        assertThat(findings())
                .containsExactlyInAnyOrder(
                        run.resolve("fold-1/costs.csv") + ": missing",
                        run.resolve("fold-1/confusion.csv") + ": missing");
    }

    @Test
    void missingFilesAreNamedWithTheReason() throws IOException {
        Files.delete(run.resolve("splits.csv"));
        Files.delete(run.resolve("fold-2/weights.safetensors"));
        assertThat(findings())
                .containsExactly(
                        run.resolve("splits.csv") + ": missing",
                        run.resolve("fold-2/weights.safetensors") + ": missing");
        Files.delete(run.resolve("experiment.yaml"));
        assertThat(findings()).containsExactly(run.resolve("experiment.yaml") + ": missing");
        Path file = run.resolve("leakage.json");
        assertThatThrownBy(() -> Verification.of(file, Optional.empty()))
                .hasMessage(file + ": a file, not a folder; expected a run of 'condyle crossval' or 'condyle train'");
    }

    @Test
    void aFoldOfAnEarlierVersionIsToldAndListedWhenItIsRunAgain() throws IOException {
        Path certificate = run.resolve("fold-1/leakage.json");
        byte[] listed = Files.readAllBytes(certificate);
        edit("fold-1/leakage.json", ",\\s*\"files\": \\{[^}]*\\}", "");
        assertThat(findings())
                .containsExactly(run.resolve("fold-1")
                        + ": finished by an earlier version: its certificate does not list model.yaml, provenance.yaml, "
                        + "scores and labels, so nobody can tell whether they are as they were; the same command run "
                        + "again lists them as they are now");
        assertThat(SmallCohort.run(cohort.experiment("data"), run, List.of())).isTrue();
        assertThat(findings()).isEmpty();
        assertThat(certificate).hasBinaryContent(listed);
    }

    @Test
    void aRunWithoutCertificateSaysSo() throws IOException {
        Files.delete(run.resolve("leakage.json"));
        String missing = ": no certificate: leakage.json is missing; expected a run of 'condyle crossval', or of "
                + "'condyle train' on cases";
        assertThat(findings()).containsExactly(run.toAbsolutePath() + missing);
        assertThatThrownBy(() -> Verification.of(folder.resolve("nothing"), Optional.empty()))
                .hasMessage(folder.resolve("nothing")
                        + ": no such folder; expected a run of 'condyle crossval' or 'condyle train'");
    }

    @Test
    void aPlainTrainingOnCasesHasACertificateToo() throws IOException {
        Experiment plain = cohort.experiment(
                data.getFileName().toString(), "contexts: 1,", "contexts: 1, validation: {share: 0.3},");
        Run trained = new Run(folder.resolve("plain"));
        new Training(plain, trained, TrainObserver.NONE, () -> false).run(Training.Existing.REFUSE, null);
        assertThat(Verification.of(trained.folder(), Optional.empty())).isEmpty();
        Certificate certificate = Certificate.read(trained.certificate());
        assertThat(certificate.folds()).hasSize(1);
        assertThat(certificate.folds().get(0).test()).isEmpty();
        assertThat(certificate.models().get(0).weights()).isEqualTo(Provenance.sha256(trained.weights()));
        String model = Files.readString(trained.model());
        Files.writeString(trained.model(), model + "# edited\n");
        assertThat(Verification.of(trained.folder(), Optional.empty()))
                .hasSize(1)
                .allMatch(f -> f.startsWith(trained.model() + ": changed since the certificate: SHA-256 "));
        Files.writeString(trained.model(), model);
        Files.write(data.resolve("cleo.nii"), new byte[] {7});
        Files.write(trained.weights(), new byte[] {7});
        assertThat(Verification.of(trained.folder(), Optional.empty()))
                .hasSize(2)
                .anyMatch(f -> f.contains(": case cleo-") && f.contains(": the image has changed, "))
                .anyMatch(f -> f.startsWith(trained.weights() + ": changed since the certificate: "));
    }
}
