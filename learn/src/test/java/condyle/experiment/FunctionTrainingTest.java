package condyle.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.image.Volume;
import condyle.phantom.Contrast;
import condyle.phantom.Knee;
import condyle.phantom.Scanner;
import condyle.tensor.Engine;
import condyle.tensor.Kind;
import condyle.tensor.SafeTensors;
import condyle.tensor.Tensor;
import condyle.train.StoppedException;
import condyle.train.TrainObserver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole experiments with functions of place, far too small to be any good. */
class FunctionTrainingTest {
    private static final String TEXT = """
            name: small
            device: cpu
            classes: [femur, tibia, cartilage]
            phantoms: {count: 2, validation: 1, spacing: 4}
            implicit:
              spacing: 6
              function:
                type: nisf
                network: {layers: 2, width: 8, latent: 8}
                points: {kept: 400, step: 32}
                fit: {most: 6, every: 3, points: 16}
              train: {rate: 1e-3, steps: 6, epoch: 3}
            """;

    private static final String SLICES = """
            name: slices
            device: cpu
            classes: [bones]
            phantoms: {count: 1, validation: 1, spacing: 4}
            implicit:
              spacing: 6
              function: {type: slice-distance, network: {axes: 2, latent: 0, skip: none, layers: 2, width: 8}}
              train: {rate: 1e-3, steps: 4, epoch: 2}
            """;

    @TempDir
    static Path folder;

    private static Experiment experiment;

    @BeforeAll
    static void read() throws Exception {
        Engine.threads(1);
        experiment = experiment("small", TEXT);
    }

    private static Experiment experiment(String name, String text) throws Exception {
        Path file = folder.resolve(name + ".yaml");
        Files.writeString(file, text);
        return Formats.experiment(file, List.of());
    }

    private static Run run(Experiment experiment, String name, BooleanSupplier stop) throws Exception {
        Run run = new Run(folder.resolve(name));
        new Training(experiment, run, TrainObserver.NONE, stop).run(Training.Existing.RESUME, null);
        return run;
    }

    private static Volume scan() {
        Knee knee = Knee.of(7);
        SplittableRandom random = new SplittableRandom(7);
        return Scanner.dess(random).image(knee.materials(knee.grid(6)), Contrast.dess(random), 7);
    }

    @Test
    void aTrainingStoppedAnywhereEndsWithTheSameBytes() throws Exception {
        Run whole = run(experiment, "whole", () -> false);
        // Three questions while the knees are made, then: a step, the validation of an epoch, the last fits.
        for (int question : new int[] {4, 8, 21}) {
            AtomicInteger asked = new AtomicInteger();
            assertThatThrownBy(() -> run(experiment, "broken" + question, () -> asked.incrementAndGet() == question))
                    .isInstanceOf(StoppedException.class);
            Run resumed = run(experiment, "broken" + question, () -> false);
            assertThat(resumed.weights()).hasSameBinaryContentAs(whole.weights());
            assertThat(resumed.model()).hasSameBinaryContentAs(whole.model());
            assertThat(resumed.fits()).hasSameBinaryContentAs(whole.fits());
        }
        assertThat(Files.readAllLines(whole.log())).hasSize(3);
        assertThat(Files.readAllLines(whole.fits())).hasSize(7).contains("trained,knee,steps,dice,error");
        assertThat(whole.provenance()).exists();
    }

    @Test
    void theNumberOfStepsOfAFitIsLearntAndKept() throws Exception {
        Run run = run(experiment, "learnt", () -> false);
        Model model = Formats.model(run.model());
        assertThat(Files.readString(run.model()))
                .containsPattern("steps: [36]\n")
                .contains("expected: 0.");
        assertThat(model.passes()).isEmpty();
        Experiment given = experiment("given", TEXT.replace("fit: {", "fit: {steps: 5, "));
        assertThat(Files.readString(run(given, "given", () -> false).model())).contains("steps: 5\n");
    }

    @Test
    void aFinishedRunSegmentsOnAnyGrid() throws Exception {
        Run run = run(experiment, "segments", () -> false);
        Volume image = scan();
        Seen seen = Segmenter.load(run.folder()).look(image, share -> {});
        assertThat(seen.report().orElseThrow())
                .matches("brightness of the fitted knee is off by 0\\.\\d{3} of its range; knees of validation had .*");
        Geometry fine = image.geometry().withSpacing(Vec.of(3));
        LabelMap labels = seen.on(fine, share -> {});
        assertThat(labels.geometry()).isEqualTo(fine);
        assertThat(Segmenter.load(run.folder()).segment(image).data())
                .containsExactly(seen.on(image.geometry(), share -> {}).data());
    }

    @Test
    void betweenSlicesThatLieFartherApartThanThePointsNothingIsMadeUp() {
        Implicit.Use use = new Implicit.Use(Vec.of(1.5), Implicit.DEFAULTS.preprocessing(), null);
        Geometry thick = Geometry.of(new Size(40, 50, 12), new Vec(0.5, 0.6, 4), new Vec(-10, 5, 20));
        Volume scan = Volume.of(thick);
        for (int i = 0; i < scan.data().length; i++) {
            scan.data()[i] = i / 2000 % 2;
        }
        Volume seen = use.standard(scan);
        assertThat(seen.geometry().spacing().x()).isEqualTo(1.5, within(0.1));
        assertThat(seen.geometry().spacing().z()).isEqualTo(4, within(1e-9));
        // Every other slice is bright: none in between is grey.
        for (float v : seen.data()) {
            assertThat(Math.min(v, 1 - v)).isCloseTo(0, within(1e-5f));
        }
        assertThat(use.grid(thick).spacing().z()).isEqualTo(1.5, within(0.1));
    }

    @Test
    void slicesOfDistancesTrainAndSegment() throws Exception {
        Experiment slices = experiment("slices", SLICES);
        Run run = run(slices, "slices", () -> false);
        AtomicInteger asked = new AtomicInteger();
        assertThatThrownBy(() -> run(slices, "sliced", () -> asked.incrementAndGet() == 3))
                .isInstanceOf(StoppedException.class);
        assertThat(run(slices, "sliced", () -> false).weights()).hasSameBinaryContentAs(run.weights());
        LabelMap labels = Segmenter.load(run.folder()).segment(scan());
        int plane = labels.size().x() * labels.size().y();
        for (int i = 0; i < plane; i++) {
            assertThat(labels.data()[i]).as("the same in every slice").isEqualTo(labels.data()[i + 5 * plane]);
        }
    }

    @Test
    void codesOfAnotherNetworkAreRefused() throws Exception {
        Run run = run(experiment, "other", () -> false);
        var tensors = new TreeMap<>(SafeTensors.read(run.weights()).tensors());
        tensors.put("function.codes", Tensor.zeros(2, 5));
        SafeTensors.write(run.weights(), tensors, Map.of(), Kind.F32);
        String text = Files.readString(run.model());
        Files.writeString(
                run.model(),
                text.replaceFirst("(?m)^weights: .*$", "weights: \"" + Provenance.sha256(run.weights()) + "\""));
        assertThatThrownBy(() -> Segmenter.load(run.folder()))
                .hasMessage(run.folder() + ": latent codes: 2 axes, 5 numbers each; expected a table with 8 numbers a "
                        + "knee, as the network of model.yaml has them");
    }

    @Test
    void aModelWhoseFitHasNoStepsSaysWhatIsMissing() throws Exception {
        Run run = run(experiment, "stepless", () -> false);
        Files.writeString(run.model(), Files.readString(run.model()).replaceFirst("(?m)^ +steps: \\d+\n", ""));
        assertThatThrownBy(() -> Segmenter.load(run.folder()).segment(scan()))
                .hasMessage(
                        "model.yaml: implicit.function.fit.steps: missing; a training learns it at its end; expected a "
                                + "whole number such as 672");
    }

    @Test
    void oneOfStagesAndImplicitIsExpected() {
        assertThatThrownBy(() -> experiment("none", TEXT.replaceAll("(?s)implicit:.*", "")))
                .hasMessageEndingWith("stages: missing, and so is implicit; expected one of them");
        assertThatThrownBy(() -> experiment("latent", TEXT.replace("latent: 8", "latent: 16")))
                .hasMessageEndingWith(
                        "implicit.function.network.latent: 16 numbers beside layers of 8; the first layer "
                                + "adds to the code, so expected 8, or 0 for no code");
        assertThatThrownBy(
                        () -> new Training(experiment, new Run(folder.resolve("from")), TrainObserver.NONE, () -> false)
                                .run(Training.Existing.REFUSE, folder))
                .hasMessage(
                        "implicit: a function of place starts from its own first weights; leave out --from " + folder);
    }
}
