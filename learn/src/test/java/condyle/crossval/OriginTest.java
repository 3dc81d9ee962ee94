package condyle.crossval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import condyle.experiment.Certificate;
import condyle.experiment.Experiment;
import condyle.experiment.Fingerprint;
import condyle.experiment.Formats;
import condyle.experiment.Origin;
import condyle.experiment.Provenance;
import condyle.experiment.Run;
import condyle.experiment.Training;
import condyle.tensor.Engine;
import condyle.train.TrainObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cross-validations that start from a model's weights, which may have seen who is to be tested. */
class OriginTest {
    @TempDir
    static Path folder;

    private static SmallCohort cohort;
    private static Path synthetic;
    private static Path taught;

    @BeforeAll
    static void trainModels() throws IOException {
        Engine.threads(1);
        cohort = new SmallCohort(folder);
        cohort.cases("data");
        synthetic = train(
                "synthetic",
                cohort.experiment(
                        "data",
                        "cases: {table: data/cases.csv, labels: condyle, spacing: 5, contexts: 1, render: {surroundings: 1}}",
                        "phantoms: {count: 1, validation: 1, spacing: 5}"),
                null);
        taught = train(
                "taught",
                cohort.experiment("data", "contexts: 1,", "contexts: 1, validation: {subjects: [dan]},"),
                synthetic);
    }

    private static Path train(String name, Experiment experiment, Path from) throws IOException {
        Run run = new Run(folder.resolve(name));
        new Training(experiment, run, TrainObserver.NONE, () -> false).run(Training.Existing.REFUSE, from);
        return run.folder();
    }

    private static boolean cross(Path out, Path from) throws IOException {
        Experiment experiment = cohort.experiment("data");
        return new CrossValidation(
                        new CrossValidation.Plan(experiment, 2, List.of(experiment.seed()), Optional.ofNullable(from)),
                        new CrossRun(out),
                        new SmallCohort.Listener(new ArrayList<>()),
                        () -> false)
                .run(List.of(1));
    }

    @Test
    void weightsThatSawSyntheticKneesAloneMayStartIt() throws IOException {
        Path out = folder.resolve("from-synthetic");
        assertThat(cross(out, synthetic)).isTrue();
        Certificate certificate = Certificate.read(out.resolve("leakage.json"));
        assertThat(certificate.origin())
                .contains(new Origin(
                        "small",
                        Provenance.sha256(new Run(synthetic).weights()),
                        Certificate.Naming.NAMED,
                        true,
                        List.of()));
        assertThat(Formats.model(out.resolve("fold-1/model.yaml")).training().get(0))
                .startsWith("started from the weights of model small, SHA-256 ");
        assertThat(Verification.of(out, Optional.empty(), Set.of(1))).isEmpty();
        String start =
                "model small (SHA-256 " + Fingerprint.brief(Provenance.sha256(new Run(synthetic).weights())) + ")";
        assertThatThrownBy(() -> cross(out, null))
                .hasMessage(out + ": began from " + start
                        + ", not from random weights; give the same --from, or choose " + "another folder with -o");
        Path random = folder.resolve("random");
        cross(random, null);
        assertThatThrownBy(() -> Merging.merge(List.of(random, out), folder.resolve("none")))
                .hasMessage(out + ": began from " + start + ", " + random
                        + " from random weights; only folds of one start can be merged");
    }

    @Test
    void weightsThatSawACaseMayNot() throws IOException {
        Path out = folder.resolve("from-taught");
        assertThatThrownBy(() -> cross(out, taught))
                .hasMessage(
                        folder.resolve("data/cases.csv") + ": line 2: its subject 'ann' is one that model small was "
                                + "trained on, and is to be tested here; start from weights that have not seen it");
        assertThat(out).doesNotExist();
        assertThatThrownBy(() -> train(
                        "one-fold",
                        cohort.experiment(
                                "data",
                                "contexts: 1,",
                                "contexts: 1, fold: {number: 1, of: 2, seed: 3}, validation: {share: 0.3},"),
                        taught))
                .hasMessageEndingWith(
                        " was trained on, and is to be tested here; start from weights that have not seen it");
        assertThat(folder.resolve("one-fold")).doesNotExist();
    }

    @Test
    void whatWasSeenLongBeforeCountsAndUnderAnyName() throws IOException {
        Path again = train(
                "again",
                cohort.experiment("data", "contexts: 1,", "contexts: 1, validation: {subjects: [dan]},"),
                taught);
        Origin origin = Certificate.read(again.resolve("leakage.json")).origin().orElseThrow();
        assertThat(origin.knees()).hasSize(5);
        Certificate.Knee dan = origin.knees().get(4);
        Certificate.Knee renamed = new Certificate.Knee("x", "somebody", dan.image(), "0");
        assertThat(origin.met(Certificate.Naming.NAMED, renamed)).contains("its image");
        assertThat(origin.met(Certificate.Naming.NAMED, new Certificate.Knee("x", "Dan", Optional.empty(), "0")))
                .contains("its subject 'Dan'");
        assertThat(origin.met(Certificate.Naming.HASHED, new Certificate.Knee("x", "dan", Optional.empty(), "0")))
                .isEmpty();
        assertThat(Origin.of(again).knees()).hasSize(10);
    }

    @Test
    void verifyFindsAStartThatSawWhoIsTested() throws IOException {
        Path out = folder.resolve("planted");
        cross(out, synthetic);
        Certificate good = Certificate.read(out.resolve("leakage.json"));
        String victim = good.fold(1).orElseThrow().test().get(0);
        String knee = Formats.YAML.json(good.knees().stream()
                .filter(k -> k.name().equals(victim))
                .findFirst()
                .orElseThrow());
        for (String file : List.of("leakage.json", "fold-1/leakage.json")) {
            String text = Files.readString(out.resolve(file));
            int at = text.lastIndexOf("\"knees\": []");
            Files.writeString(
                    out.resolve(file), text.substring(0, at) + "\"knees\": [" + knee + text.substring(at + 10));
        }
        assertThat(Verification.of(out, Optional.empty(), Set.of(1)))
                .contains(out + ": fold 1: case " + victim + " is in test, and its subject '" + victim.split("-")[0]
                        + "' is one that the model was trained on from which this started: a leak");
    }

    @Test
    void aModelOfAnnotatedKneesWithoutCertificateIsRefused() throws IOException {
        Path bare = folder.resolve("bare");
        SmallCohort.copy(taught, bare);
        Files.delete(bare.resolve("leakage.json"));
        assertThat(Origin.of(bare).certified()).isFalse();
        assertThatThrownBy(() -> cross(folder.resolve("from-bare"), bare))
                .hasMessage("model small was trained on annotated knees, or started from one that was, and has no "
                        + "certificate, so nobody can tell whether it has seen those to test: leakage.json is missing; copy "
                        + "the whole folder of the run, or train it anew");
    }
}
