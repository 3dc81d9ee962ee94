package condyle.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import condyle.image.Volume;
import condyle.loss.MapHead;
import condyle.phantom.Contrast;
import condyle.phantom.Knee;
import condyle.phantom.Scanner;
import condyle.tensor.Engine;
import condyle.tensor.SafeTensors;
import condyle.tensor.Scope;
import condyle.train.StoppedException;
import condyle.train.TrainObserver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network that regresses distances beside the segmentation, with losses that ask for maps: a few steps on one knee. */
class SecondHeadTest {
    private static final String TEXT = """
            name: two
            precision: fp32
            device: cpu
            threads: 2
            classes: [femur, tibia, cartilage]
            phantoms: {count: 1, validation: 1, spacing: 4, contexts: 1}
            stages:
              - name: only
                spacing: 5
                network: {type: unet, channels: [4, 8]}
                head: {map: {type: distance, limit: 12}, error: squared, weight: 0.5}
                train:
                  optimizer: {type: adamw}
                  schedule: {type: constant}
                  epoch: 3
                  phases:
                    - {steps: 3, patch: [16, 16, 16], loss: {type: distance-penalized-cross-entropy}}
                    - steps: 3
                      patch: [16, 16, 16]
                      loss: {type: sum, terms: [{loss: {type: dice}, end: 0.1}, {loss: {type: boundary}, weight: 0.01}]}
                infer: {window: [16, 16, 16]}
            """;

    @TempDir
    static Path folder;

    private static Experiment experiment;

    @BeforeAll
    static void read() throws Exception {
        Engine.threads(1);
        Path file = folder.resolve("two.yaml");
        Files.writeString(file, TEXT);
        experiment = Formats.experiment(file, List.of());
    }

    private static Run run(String name, BooleanSupplier stop) throws Exception {
        Run run = new Run(folder.resolve(name));
        new Training(experiment, run, TrainObserver.NONE, stop).run(Training.Existing.RESUME, null);
        return run;
    }

    @Test
    void aStoppedTrainingEndsWithTheSameWeightsAndTheFirstHeadSegments() throws Exception {
        Run whole = run("whole", () -> false);
        AtomicInteger asked = new AtomicInteger();
        // Two questions while the knees are made, then one a step: in the second phase.
        assertThatThrownBy(() -> run("broken", () -> asked.incrementAndGet() == 15))
                .isInstanceOf(StoppedException.class);
        Run resumed = run("broken", () -> false);
        assertThat(resumed.weights()).hasSameBinaryContentAs(whole.weights());
        try (Scope scope = new Scope()) {
            assertThat(SafeTensors.read(whole.weights())
                            .tensors()
                            .get("only.head.weight")
                            .size(0))
                    .isEqualTo(4 + 3);
        }
        Model model = Formats.model(whole.model());
        assertThat(model.passes().get(0).head())
                .contains(new MapHead(
                        new condyle.config.Choice("distance", new MapHead.Distance(12, condyle.distance.LengthUnit.MM)),
                        MapHead.Error.SQUARED,
                        0.5));
        Knee knee = Knee.of(7);
        SplittableRandom random = new SplittableRandom(7);
        Volume image = Scanner.dess(random).image(knee.materials(knee.grid(5)), Contrast.dess(random), 7);
        assertThat(Segmenter.load(whole.folder()).segment(image).geometry()).isEqualTo(image.geometry());
    }

    @Test
    void theHeadIsPrintedAndReadAgain() throws Exception {
        String printed = Formats.YAML.print(experiment);
        assertThat(printed).contains("head:", "limit: 12.0", "unit: mm", "error: squared");
        assertThat(Formats.YAML.parse("printed", printed, Experiment.class, List.of()))
                .isEqualTo(experiment);
        Experiment plain = Formats.experiment(folder.resolve("two.yaml"), List.of("stages.0.head="));
        assertThat(Formats.YAML.print(plain)).doesNotContain("head:");
        Experiment other = Formats.experiment(
                folder.resolve("two.yaml"), List.of("stages.0.head.map={type: penalty, fall: exponential, unit: mm}"));
        assertThat(other.stages().get(0).head().orElseThrow().channels(10)).isEqualTo(1);
    }

    @Test
    void aWrongHeadSaysWhatWasExpected() {
        assertThatThrownBy(() ->
                        Formats.experiment(folder.resolve("two.yaml"), List.of("stages.0.head.map.type=distances")))
                .hasMessageEndingWith("stages.0.head.map.type: unknown map 'distances'; known: distance, penalty");
        assertThatThrownBy(() -> Formats.experiment(folder.resolve("two.yaml"), List.of("stages.0.head.weight=-1")))
                .hasMessageEndingWith("stages.0.head.weight: -1 is out of range, expected at least 0");
    }

    @Test
    void fromAModelWithoutTheHeadTheHeadStartsAnewAndThatIsSaid() throws Exception {
        Path file = folder.resolve("plain.yaml");
        Files.writeString(file, TEXT.replaceAll("(?m)^ +head:.*\n", ""));
        Experiment plain = Formats.experiment(file, List.of());
        Run model = new Run(folder.resolve("plain"));
        new Training(plain, model, TrainObserver.NONE, () -> false).run(Training.Existing.REFUSE, null);
        List<String> said = new ArrayList<>();
        TrainObserver listening = new TrainObserver() {
            @Override
            public void note(String line) {
                said.add(line);
            }
        };
        new Training(experiment, new Run(folder.resolve("from")), listening, () -> false)
                .run(Training.Existing.REFUSE, model.folder());
        assertThat(said)
                .singleElement()
                .asString()
                .contains("19 are those of model two", "; anew for distance of femur");
    }
}
