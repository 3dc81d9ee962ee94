package condyle.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.Volume;
import condyle.phantom.Contrast;
import condyle.phantom.Knee;
import condyle.phantom.Scanner;
import condyle.tensor.Engine;
import condyle.train.StoppedException;
import condyle.train.TrainObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole experiment, far too small to be any good: two knees, two stages, six steps. */
class TrainingTest {
    private static final String HEAD = """
            name: small
            precision: fp32
            device: cpu
            classes: [femur, tibia, cartilage]
            phantoms: {count: 1, validation: 1, spacing: 4, contexts: 1}
            stages:
            """;

    private static final String STAGE = """
              - name: %s
                spacing: %d
                network: {type: unet, channels: [4, 8]}
                train:
                  optimizer: {type: adamw}
                  schedule: {type: cosine, warmup: 1}
                  epoch: 2
                  phases: [{steps: 4, patch: [16, 16, 16], loss: {type: dice+cross-entropy}}]
                infer: {window: [16, 16, 16]}
            """;

    @TempDir
    static Path folder;

    private static Experiment experiment;

    @BeforeAll
    static void read() throws Exception {
        Engine.threads(1);
        Path file = folder.resolve("small.yaml");
        Files.writeString(file, HEAD + STAGE.formatted("coarse", 8) + STAGE.formatted("fine", 4));
        experiment = Formats.experiment(file, List.of());
    }

    private static Run run(String name, BooleanSupplier stop) throws Exception {
        Run run = new Run(folder.resolve(name));
        new Training(experiment, run, TrainObserver.NONE, stop).run(Training.Existing.RESUME, null);
        return run;
    }

    @Test
    void aStoppedExperimentEndsWithTheSameWeights() throws Exception {
        Run whole = run("whole", () -> false);
        AtomicInteger asked = new AtomicInteger();
        // Two questions while the knees are made, then one a step: this is the first step of the second stage.
        assertThatThrownBy(() -> run("broken", () -> asked.incrementAndGet() == 9))
                .isInstanceOf(StoppedException.class);
        Run resumed = run("broken", () -> false);
        assertThat(resumed.weights()).hasSameBinaryContentAs(whole.weights());
        assertThat(Files.readAllLines(resumed.log())).hasSize(5);
        assertThat(Files.readAllLines(whole.log()).get(0))
                .isEqualTo("stage,step,steps,loss,validation_loss,gradient_norm,rate,dice,seconds");
    }

    @Test
    void eachEpochIsPicturedOnTheSamePatchAtItsOwnScale() throws Exception {
        List<String> told = new ArrayList<>();
        Map<String, List<TrainObserver.Picture>> pictures = new LinkedHashMap<>();
        TrainObserver observer = new TrainObserver() {
            @Override
            public void picture(String stage, Picture picture) {
                told.add(stage + " " + picture.epoch().step());
                pictures.computeIfAbsent(stage, s -> new ArrayList<>()).add(picture);
            }
        };
        Files.writeString(
                folder.resolve("pictured.yaml"),
                Files.readString(folder.resolve("small.yaml"))
                        .replaceFirst("(?s)(.*)epoch: 2", "$1epoch: 1\n      pictures: 2"));
        Experiment pictured = Formats.experiment(folder.resolve("pictured.yaml"), List.of());
        new Training(pictured, new Run(folder.resolve("pictured")), observer, () -> false)
                .run(Training.Existing.REFUSE, null);
        assertThat(told).containsExactly("coarse 2", "coarse 4", "fine 2", "fine 4");
        pictures.values().forEach(two -> {
            assertThat(two.get(0).image().data()).isEqualTo(two.get(1).image().data());
            assertThat(two.get(0).truth().data()).isEqualTo(two.get(1).truth().data());
            assertThat(two.get(0).found().geometry())
                    .isEqualTo(two.get(0).image().geometry());
            assertThat(two.get(0).truth().labels().names()).contains("femur", "tibia", "cartilage");
        });
        assertThat(pictures.get("coarse").get(0).image().geometry().spacing().x())
                .isCloseTo(8, within(1e-9));
        assertThat(pictures.get("fine").get(0).image().geometry().spacing().x()).isCloseTo(4, within(1e-9));
        assertThat(pictures.get("fine").get(0).truth().counts()[1]).isPositive();
    }

    @Test
    void aLogBegunByAnEarlierVersionGoesOn() throws Exception {
        Path file = folder.resolve("old.csv");
        Files.writeString(file, """
                stage,step,steps,loss,gradient_norm,rate,dice,seconds
                coarse,2,4,0.500000,1.0000,1.000e-03,0.2500,2.0
                """);
        new Log(file).add("coarse", new TrainObserver.Epoch(4, 4, 0.25, 0.75, 2, 5e-4, 0.5, 3));
        assertThat(file).hasContent("""
                stage,step,steps,loss,validation_loss,gradient_norm,rate,dice,seconds
                coarse,2,4,0.500000,NaN,1.0000,1.000e-03,0.2500,2.0
                coarse,4,4,0.250000,0.750000,2.0000,5.000e-04,0.5000,3.0
                """);
    }

    @Test
    void aFinishedRunSegmentsOnTheGridOfItsInput() throws Exception {
        Run run = run("segments", () -> false);
        Knee knee = Knee.of(7);
        Geometry grid = knee.grid(5);
        SplittableRandom random = new SplittableRandom(7);
        Volume image = Scanner.dess(random).image(knee.materials(grid), Contrast.dess(random), 7);
        LabelMap labels = Segmenter.load(run.folder()).segment(image);
        assertThat(labels.geometry()).isEqualTo(grid);
        assertThat(labels.labels().names()).contains("femur", "tibia", "cartilage");
    }

    @Test
    void aFolderInUseIsNotOverwritten() throws Exception {
        Run run = run("used", () -> false);
        assertThatThrownBy(() -> new Training(experiment, run, TrainObserver.NONE, () -> false)
                        .run(Training.Existing.REFUSE, null))
                .hasMessage(run.folder()
                        + ": a training began here; continue it with --resume, or choose another folder with -o");
    }

    @Test
    void whatDoesNotFitTheModelToStartFromIsToldBeforeAnythingIsMade() throws Exception {
        Run model = run("start", () -> false);
        refused(model, "wider", "[4, 8]", "[6, 10]", "stage coarse: none of its weights fits: ");
        refused(model, "renamed", "name: fine", "name: finest", "stage finest: ");
    }

    private static void refused(Run model, String name, String key, String other, String where) throws Exception {
        Path file = folder.resolve(name + ".yaml");
        Files.writeString(file, Files.readString(folder.resolve("small.yaml")).replace(key, other));
        Experiment changed = Formats.experiment(file, List.of());
        Run run = new Run(folder.resolve(name));
        assertThatThrownBy(() -> new Training(changed, run, TrainObserver.NONE, () -> false)
                        .run(Training.Existing.REFUSE, model.folder()))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(model.folder() + ": " + where)
                .hasMessageEndingWith(
                        "; a training that starts from a model has its stages and networks: see its model.yaml");
        assertThat(run.folder()).doesNotExist();
    }

    @Test
    void damagedWeightsAreRefused() throws Exception {
        Run run = run("damaged", () -> false);
        byte[] bytes = Files.readAllBytes(run.weights());
        bytes[bytes.length - 1] ^= 1;
        Files.write(run.weights(), bytes);
        assertThatThrownBy(() -> Segmenter.load(run.folder()))
                .hasMessageContaining("SHA-256 is")
                .hasMessageContaining("copy the whole folder again");
    }

    @Test
    void aFolderWithoutAModelSaysWhatWasExpected() {
        assertThatThrownBy(() -> Segmenter.load(folder)).hasMessageContaining("no model here: model.yaml is missing");
    }
}
