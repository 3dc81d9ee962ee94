package condyle.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import condyle.config.ConfigException;
import condyle.image.Box;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Volume;
import condyle.io.Volumes;
import condyle.phantom.Contrast;
import condyle.phantom.Knee;
import condyle.phantom.Scanner;
import condyle.tensor.Engine;
import condyle.train.StoppedException;
import condyle.train.TrainObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings on annotated knees, far too small to be any good: three subjects, coarse labels, two stages, eight steps. */
class CasesTest {
    private static final String HEAD = """
            name: small
            precision: fp32
            device: cpu
            classes: [femur, tibia, patella, femoral cartilage, medial tibial cartilage, lateral tibial cartilage,
              patellar cartilage, medial meniscus, lateral meniscus]
            cases: {table: cases.csv, labels: zib, spacing: 5, contexts: 1, validation: {subjects: [cleo]},
              render: {surroundings: 1}}
            """;

    private static final String PHANTOMS = "phantoms: {count: 1, validation: 1, spacing: 5, contexts: 1}\n";

    private static final String STAGE = """
              - name: %s
                spacing: %d
                network: {type: unet, channels: [4, 8]}
                train:
                  optimizer: {type: adamw}
                  schedule: {type: cosine, warmup: 1}
                  epoch: 2
                  phases: [{steps: 4, patch: [16, 16, 16], batch: 2, loss: {type: dice+cross-entropy}}]
                infer: {window: [16, 16, 16]}
            """;

    private static final String STAGES = "stages:\n" + STAGE.formatted("coarse", 8) + STAGE.formatted("fine", 5);

    @TempDir
    static Path folder;

    @BeforeAll
    static void makeCases() throws IOException {
        Engine.threads(1);
        for (String name : List.of("ann", "bob", "cleo")) {
            Knee knee = Knee.of(name.hashCode());
            LabelMap nine = knee.materials(knee.grid(5)).labels();
            byte[] numbers = {0, 1, 3, 5, 2, 4, 4, 6, 0, 0};
            byte[] data = nine.data().clone();
            for (int i = 0; i < data.length; i++) {
                data[i] = numbers[data[i]];
            }
            Volumes.write(LabelMap.of(nine.geometry(), data, LabelSet.ZIB), folder.resolve(name + ".nii"));
        }
        Knee knee = Knee.of("bob".hashCode());
        SplittableRandom random = new SplittableRandom(7);
        Volume scan = Scanner.dess(random).image(knee.materials(knee.grid(5)), Contrast.dess(random), 7);
        Volumes.write(scan, folder.resolve("scan.nii"));
        Files.writeString(
                folder.resolve("cases.csv"),
                "subject,side,visit,image,labels\nann,,,,ann.nii\nbob,right,,scan.nii,bob.nii\ncleo,,1,,cleo.nii\n");
    }

    private static Experiment experiment(String text) throws IOException {
        Path file = folder.resolve("small.yaml");
        Files.writeString(file, text);
        return Formats.experiment(file, List.of());
    }

    private static Run run(Experiment experiment, String name, Path from, BooleanSupplier stop) throws IOException {
        Run run = new Run(folder.resolve(name));
        new Training(experiment, run, TrainObserver.NONE, stop).run(Training.Existing.RESUME, from);
        return run;
    }

    @Test
    void casesAndPhantomsTogetherTrainAModelThatSaysSo() throws IOException {
        Run run = run(experiment(HEAD + PHANTOMS + STAGES), "both", null, () -> false);
        assertThat(Formats.model(run.model()).training())
                .containsExactly(
                        "1 synthetic knees, seeds 1 to 1",
                        "2 annotated knees of 2 subjects labelled by scheme zib: 1 with their scans, 1 rendered from "
                                + "their labels",
                        "validated on 1 annotated knee of 1 subject",
                        "validated on 1 more synthetic knees");
        Provenance provenance = Formats.YAML.read(run.provenance(), Provenance.class);
        assertThat(provenance.inputs())
                .containsEntry("cases line 3 image", Provenance.sha256(folder.resolve("scan.nii")))
                .containsEntry("cases line 4 labels", Provenance.sha256(folder.resolve("cleo.nii")))
                .containsKeys("cases", "cases line 2 labels", "cases line 3 labels", "experiment.yaml");
        assertThat(Segmenter.load(run.folder()).labels()).isEqualTo(LabelSet.CONDYLE);
    }

    @Test
    void aStoppedTrainingOnCasesEndsWithTheSameWeights() throws IOException {
        Experiment experiment = experiment(HEAD + STAGES);
        Run whole = run(experiment, "whole", null, () -> false);
        AtomicInteger asked = new AtomicInteger();
        // Three questions while the knees are read, then one a step and a knee: within the second stage.
        assertThatThrownBy(() -> run(experiment, "broken", null, () -> asked.incrementAndGet() == 12))
                .isInstanceOf(StoppedException.class);
        assertThat(run(experiment, "broken", null, () -> false).weights()).hasSameBinaryContentAs(whole.weights());
    }

    @Test
    void fineTuningStartsFromAModelAndSaysFromWhich() throws IOException {
        Experiment experiment = experiment(HEAD + STAGES);
        Run first = run(experiment, "first", null, () -> false);
        Run tuned = run(experiment, "tuned", first.folder(), () -> false);
        String sha = Provenance.sha256(first.weights());
        assertThat(Provenance.sha256(tuned.weights())).isNotEqualTo(sha);
        assertThat(Formats.model(tuned.model()).training().get(0))
                .isEqualTo("started from the weights of model small, SHA-256 " + sha.substring(0, 12) + "…");
        assertThatThrownBy(() -> run(experiment, "tuned", null, () -> false))
                .hasMessage(tuned.folder() + ": from weights.safetensors is not what this training began with: SHA-256 "
                        + sha.substring(0, 12) + "… then, none now; resume with the same data and --from, or choose "
                        + "another folder with -o");
    }

    @Test
    void anExperimentThatStartsFromAModelLeavesOutWhatTheModelSays() throws IOException {
        Run first = run(experiment(HEAD + STAGES), "whose", null, () -> false);
        Path file = folder.resolve("short.yaml");
        Files.writeString(file, """
                name: short
                cases: {table: cases.csv, labels: zib, validation: {share: 0.3}}
                stages:
                  - train: {optimizer: {type: sgd}, schedule: {type: constant}, phases: [{steps: 1, patch: [16, 16, 16], loss: {type: dice}}]}
                  - spacing: 4
                    train: {optimizer: {type: sgd}, schedule: {type: constant}, phases: [{steps: 1, patch: [16, 16, 16], loss: {type: dice}}]}
                """);
        List<String> wider = List.of("stages.1.network.channels=[8, 16]");
        Experiment read = Formats.experiment(file, wider, first.folder());
        Experiment whole = experiment(HEAD + STAGES);
        assertThat(read.classes()).isEqualTo(whole.classes());
        assertThat(read.stages().get(0).network())
                .isEqualTo(whole.stages().get(0).network());
        assertThat(read.stages().get(0).spacing()).isEqualTo(condyle.image.Vec.of(8));
        assertThat(read.stages().get(1).spacing()).isEqualTo(condyle.image.Vec.of(4));
        assertThat(read.stages().get(1).infer()).isEqualTo(whole.stages().get(1).infer());
        assertThat(((condyle.net.UNet.Config) read.stages().get(1).network().settings()).channels())
                .containsExactly(8, 16);
        assertThatThrownBy(() -> Formats.experiment(file, List.of()))
                .hasMessageStartingWith(file + ": classes: missing");
    }

    @Test
    void aModelWithOtherClassesIsAStartAndSaysWhatItGave() throws IOException {
        Experiment experiment = experiment(HEAD + STAGES);
        Run first = run(experiment, "start", null, () -> false);
        Experiment fewer =
                experiment(HEAD.replaceFirst("(?s)classes: .*?]", "classes: [bones, femoral cartilage]") + STAGES);
        Run tuned = run(fewer, "fewer", first.folder(), () -> false);
        assertThat(Formats.model(tuned.model()).training())
                .startsWith("started from the weights of model small, SHA-256 "
                        + Provenance.sha256(first.weights()).substring(0, 12) + "…")
                .anyMatch(line -> line.startsWith("stage fine: of ")
                        && line.endsWith("in part: taken for background, femoral cartilage; anew for bones"));
    }

    @Test
    void weightsOfOtherClassesAreRefused() throws IOException {
        Experiment experiment =
                experiment(HEAD + STAGES.replace("{window: [16, 16, 16]}", "{window: [16, 16, 16], weights: [1, 2]}"));
        assertThatThrownBy(() -> run(experiment, "weights", null, () -> false))
                .hasMessage("stage coarse: infer: weights: 2 numbers for 10 classes, background included; expected one "
                        + "for each, or none");
    }

    @Test
    void oneMapUnderTwoSubjectsIsALeak() throws IOException {
        Files.copy(folder.resolve("ann.nii"), folder.resolve("copy.nii"));
        Files.writeString(
                folder.resolve("leak.csv"), "subject,side,visit,image,labels\nann,,,,ann.nii\ncleo,,,,copy.nii\n");
        Experiment experiment = experiment(HEAD.replace("cases.csv", "leak.csv") + STAGES);
        assertThatThrownBy(() -> run(experiment, "leak", null, () -> false))
                .hasMessage(folder.resolve("leak.csv")
                        + ": lines 2 and 3: the same label map under two subjects, 'ann' and 'cleo'; one person's "
                        + "knees need one name, so that they stay together");
    }

    @Test
    void aSideThatTheLabelsContradictIsToldAndNotChanged() throws IOException {
        Knee left = Knee.of(4, condyle.image.Side.LEFT);
        Volumes.write(left.materials(left.grid(5)).labels(), folder.resolve("left.nii"));
        Files.writeString(folder.resolve("sides.csv"), "subject,side,visit,image,labels\nann,right,,,left.nii\n");
        Experiment experiment = experiment(
                HEAD.replace("cases.csv", "sides.csv").replace("zib", "condyle").replace("subjects: [cleo]", "share: 0")
                        + PHANTOMS
                        + STAGES);
        List<String> notes = new ArrayList<>();
        TrainObserver observer = new TrainObserver() {
            @Override
            public void note(String line) {
                notes.add(line);
            }
        };
        new Training(experiment, new Run(folder.resolve("sides")), observer, () -> false)
                .run(Training.Existing.REFUSE, null);
        assertThat(notes)
                .containsExactly(folder.resolve("sides.csv")
                        + ": line 2: side is right, but the labels lie as in a left knee; right is taken");
    }

    @Test
    void aScanThatHoldsNaNIsNamedAndCanBeMended() throws IOException {
        Volume scan = Volumes.read(folder.resolve("scan.nii"));
        scan.data()[7] = Float.NaN;
        Volumes.write(scan, folder.resolve("nan.nii"));
        Files.writeString(
                folder.resolve("nan.csv"),
                "subject,side,visit,image,labels\nbob,right,,nan.nii,bob.nii\ncleo,,1,,cleo.nii\n");
        Experiment experiment = experiment(HEAD.replace("cases.csv", "nan.csv") + STAGES);
        assertThatThrownBy(() -> run(experiment, "nan", null, () -> false))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        folder.resolve("nan.nii") + ": 1 voxel is NaN or infinite; expected finite numbers; replace "
                                + "them, by 0 where there is no signal");
        assertThat(folder.resolve("nan")).doesNotExist();
        Files.copy(folder.resolve("scan.nii"), folder.resolve("nan.nii"), StandardCopyOption.REPLACE_EXISTING);
        Run mended = new Run(folder.resolve("nan"));
        new Training(experiment, mended, TrainObserver.NONE, () -> false).run(Training.Existing.REFUSE, null);
        assertThat(mended.model()).exists();
    }

    @Test
    void dataThatChangedIsToldBeforeAKneeIsRead() throws IOException {
        Files.copy(folder.resolve("scan.nii"), folder.resolve("changed.nii"));
        Files.writeString(
                folder.resolve("changed.csv"),
                "subject,side,visit,image,labels\nbob,right,,changed.nii,bob.nii\ncleo,,1,,cleo.nii\n");
        Experiment experiment = experiment(HEAD.replace("cases.csv", "changed.csv") + STAGES);
        AtomicInteger asked = new AtomicInteger();
        // Two questions while the knees are read, so this is before the second step.
        assertThatThrownBy(() -> run(experiment, "changed", null, () -> asked.incrementAndGet() == 4))
                .isInstanceOf(StoppedException.class);
        Files.writeString(folder.resolve("changed.nii"), "no scan");
        assertThatThrownBy(() -> run(experiment, "changed", null, () -> {
                    throw new IllegalStateException("a knee is read");
                }))
                .hasMessageStartingWith(folder.resolve("changed")
                        + ": cases line 2 image is not what this training began with: SHA-256 ");
    }

    @Test
    void aScanOnAnotherGridThanItsLabelsIsNamed() throws IOException {
        Volume scan = Volumes.read(folder.resolve("scan.nii"));
        Volumes.write(scan.crop(new Box(0, 0, 0, 9, 9, 9)), folder.resolve("part.nii"));
        Files.writeString(
                folder.resolve("grids.csv"),
                "subject,side,visit,image,labels\nann,,,part.nii,ann.nii\ncleo,,1,,cleo.nii\n");
        Experiment experiment = experiment(HEAD.replace("cases.csv", "grids.csv") + STAGES);
        assertThatThrownBy(() -> run(experiment, "grids", null, () -> false))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        folder.resolve("grids.csv") + ": line 2 (ann): labels and image lie on different " + "grids: ");
    }

    @Test
    void aClassThatNeverOccursIsToldAndTheOthersAreTrained() throws IOException {
        LabelMap ann = Volumes.readLabels(folder.resolve("ann.nii"), LabelSet.ZIB);
        byte[] data = ann.data().clone();
        for (int i = 0; i < data.length; i++) {
            data[i] = data[i] == 5 ? 0 : data[i];
        }
        Volumes.write(LabelMap.of(ann.geometry(), data, LabelSet.ZIB), folder.resolve("nopatella.nii"));
        Files.writeString(
                folder.resolve("never.csv"),
                "subject,side,visit,image,labels\nann,,,,nopatella.nii\ncleo,,1,,cleo.nii\n");
        List<String> notes = new ArrayList<>();
        TrainObserver observer = new TrainObserver() {
            @Override
            public void note(String line) {
                notes.add(line);
            }
        };
        Run run = new Run(folder.resolve("never"));
        new Training(experiment(HEAD.replace("cases.csv", "never.csv") + STAGES), run, observer, () -> false)
                .run(Training.Existing.REFUSE, null);
        String table = folder.resolve("never.csv") + ": ";
        assertThat(notes)
                .containsExactly(
                        table + "no label of scheme zib stands for 'medial meniscus' and 'lateral meniscus', so "
                                + "background may hold them and nothing is learnt of them; leave them out of classes, "
                                + "or train beside synthetic knees (phantoms)",
                        table + "scheme zib has one label for 'medial tibial cartilage' and 'lateral tibial "
                                + "cartilage', which cannot teach them apart; name them by one group in classes, or "
                                + "train beside synthetic knees (phantoms)",
                        table + "'patella' does not occur in the only case to train on, which cannot teach it");
        assertThat(run.model()).exists();
    }

    @Test
    void aLossForOtherClassesIsToldWithItsStageBeforeAnythingIsRead() throws IOException {
        Experiment weighted = experiment(
                HEAD + STAGES.replaceFirst("loss: \\{[^}]*}", "loss: {type: cross-entropy, weights: [1, 2]}"));
        assertThatThrownBy(() -> run(weighted, "weighted", null, () -> false))
                .isInstanceOf(ConfigException.class)
                .hasMessageMatching(
                        "stage coarse: loss cross-entropy: weights: 2 for 10 classes; expected one for each, "
                                + "or none");
    }

    @Test
    void aNetworkOfSlicesLearnsFromThePlaneThatItLooksAt() throws IOException {
        String flat = STAGES.replace("{type: unet,", "{type: unet, dimensions: 2,");
        Experiment block = experiment(HEAD + flat.replace("patch: [16, 16, 16]", "patch: [1, 16, 16]"));
        assertThatThrownBy(() -> run(block, "block", null, () -> false))
                .isInstanceOf(ConfigException.class)
                .hasMessage("stage coarse: infer.window: a 2-D network takes slices, not a block of 16×16×16; "
                        + "expected 1 along one axis, such as 1×16×16, and the same axis in "
                        + "train.phases.0.patch, 1×16×16; or a 3-D network");
        Experiment turned = experiment(HEAD
                + flat.replace("patch: [16, 16, 16]", "patch: [1, 16, 16]")
                        .replace("window: [16, 16, 16]", "window: [16, 1, 16]"));
        assertThatThrownBy(() -> run(turned, "turned", null, () -> false))
                .isInstanceOf(ConfigException.class)
                .hasMessage("stage coarse: train.phases.0.patch: 1×16×16 has 16 voxels along y, but infer.window, "
                        + "16×1×16, has 1; a 2-D network learns from slices of the plane that it looks at; expected 1 "
                        + "along the same axis in both");
    }

    @Test
    void aNetworkInSpaceCannotLearnFromSlices() throws IOException {
        Experiment flat = experiment(HEAD + STAGES.replace("patch: [16, 16, 16]", "patch: [1, 16, 16]"));
        assertThatThrownBy(() -> run(flat, "flat", null, () -> false))
                .hasMessage("stage coarse: unet: patch 1×16×16 must be divisible by 2 (1 level down); nearest is "
                        + "2×16×16");
    }

    @Test
    void labelsOfAnotherSchemeNameTheFile() throws IOException {
        Experiment experiment = experiment(HEAD.replace("zib", "binary") + STAGES);
        assertThatThrownBy(() -> run(experiment, "scheme", null, () -> false))
                .hasMessageStartingWith(folder.resolve("ann.nii") + ": ")
                .hasMessageContaining("which scheme binary does not know");
    }

    @Test
    void anExperimentNeedsKneesToTrainOnAndToValidateOn() throws IOException {
        assertThatThrownBy(() -> experiment(HEAD.replaceFirst("(?s)cases:.*", "") + STAGES))
                .isInstanceOf(ConfigException.class)
                .hasMessageEndingWith("phantoms: missing, and so is cases; expected one of them, or both");
        Experiment unheld = experiment(HEAD.replace("subjects: [cleo]", "share: 0") + STAGES);
        assertThatThrownBy(() -> run(unheld, "unheld", null, () -> false))
                .hasMessageEndingWith("cases: validation is empty and there are no phantoms; nothing to validate on; "
                        + "name subjects or a share");
        assertThatThrownBy(() -> experiment(
                        HEAD.replaceFirst("(?s)cases:.*", "") + PHANTOMS.replace("count: 1", "count: 0") + STAGES))
                .hasMessageEndingWith("phantoms: count is 0 and there are no cases; nothing to train on");
    }

    @Test
    void aTableStartsFromTheExperimentsFolder() throws IOException {
        Experiment experiment = experiment(HEAD + STAGES);
        assertThat(experiment.cases().orElseThrow().table())
                .isEqualTo(folder.resolve("cases.csv").toString());
        assertThat(experiment.at(Path.of("/elsewhere"))).isEqualTo(experiment);
    }
}
