package condyle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import condyle.config.Choice;
import condyle.data.Preprocessing;
import condyle.experiment.Formats;
import condyle.experiment.Model;
import condyle.experiment.Provenance;
import condyle.image.LabelSet;
import condyle.image.Size;
import condyle.image.Tissue;
import condyle.image.Vec;
import condyle.infer.SlidingWindow;
import condyle.net.Network;
import condyle.net.Networks;
import condyle.net.Task;
import condyle.tensor.Kind;
import condyle.tensor.SafeTensors;
import condyle.tensor.Scope;
import condyle.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that use a model, on one that was never trained. */
class ModelTest {
    @TempDir
    private Path folder;

    private Path model;
    private Path image;

    @BeforeEach
    void makeModel() throws IOException {
        model = folder.resolve("untrained");
        image = Samples.image(folder.resolve("noise.nii"), 1);
        Choice choice = new Choice("unet", Networks.ALL.tiny("unet"));
        SortedMap<String, Tensor> weights = new TreeMap<>();
        Path file = model.resolve("weights.safetensors");
        try (Scope scope = new Scope()) {
            Network network = Networks.ALL.make(choice, new Task(1, 10, 7));
            network.state().forEach((name, tensor) -> weights.put("coarse." + name, tensor));
            SafeTensors.write(file, weights, Map.of(), Kind.F16);
        }
        write(choice, Provenance.sha256(file));
    }

    private void write(Choice network, String sha) throws IOException {
        Model.Pass pass = new Model.Pass(
                "coarse",
                Vec.of(5),
                10,
                Preprocessing.DEFAULTS,
                network,
                Optional.empty(),
                new SlidingWindow.Settings(new Size(16, 16, 16), 0.5, List.of()));
        Files.writeString(
                model.resolve("model.yaml"),
                Formats.YAML.print(new Model(
                        "untrained",
                        LabelSet.CONDYLE.tissues().stream().map(Tissue::name).toList(),
                        List.of(pass),
                        Optional.empty(),
                        sha,
                        List.of("nothing"),
                        List.of(new Model.Accuracy("air", "femur", 0.25, 1.5, 3)))));
    }

    @Test
    void segmentWritesAllFilesAndMarksWhatIsNoKnee() throws IOException {
        Path out = folder.resolve("out");
        Run run = Run.of("segment", image, "--model", model, "-o", out, "--precision", "fp32", "--probabilities");
        assertThat(run.err()).contains("condyle: noise: not plausible as a knee: ");
        assertThat(run.code()).isEqualTo(1);
        assertThat(out.resolve("noise/probabilities/femoral-cartilage.nii.gz")).exists();
        assertThat(Files.readString(out.resolve("noise/provenance.yaml")))
                .contains("model: untrained")
                .contains("precision: fp32")
                .contains("weights.safetensors: ");
        assertThat(out.resolve("noise/report.html")).exists();
    }

    @Test
    void demoMakesAKneeSegmentsItAndComparesWithTheTruth() throws IOException {
        Path out = folder.resolve("demo");
        for (int again = 0; again < 2; again++) {
            Run run = Run.of("demo", "--model", model, "-o", out, "--spacing", "5");
            assertThat(run.out())
                    .startsWith("1. Making a synthetic ")
                    .contains("2. Finding its tissues.")
                    .containsPattern("femoral cartilage +\\d\\.\\d{3} ")
                    .contains("Look at " + out.resolve("synthetic-knee/report.html"));
        }
        assertThat(Files.readString(out.resolve("synthetic-knee/report.html"))).contains("Compared with the truth");
        assertThat(Files.readAllLines(out.resolve("scores.csv"))).hasSize(15);
    }

    @Test
    void modelsListsTissuesDataAccuracyAndSum() throws IOException {
        Run run = Run.of("models", model);
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("tissues   femur, tibia, patella, femoral cartilage")
                .contains("training  nothing")
                .contains("SHA-256   " + Provenance.sha256(model.resolve("weights.safetensors")))
                .containsPattern("air +femur +3 +0.250 +1.50");
    }

    @Test
    void damagedWeightsAreOneLine() throws IOException {
        Files.write(model.resolve("weights.safetensors"), new byte[100]);
        Run run = Run.of("segment", image, "--model", model, "-o", folder.resolve("out"));
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("weights.safetensors: SHA-256 is ").hasLineCount(1);
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void weightsOfAnotherNetworkAreOneLine() throws IOException {
        Choice other = new Choice("unet", condyle.net.UNet.Config.DEFAULTS);
        write(other, Provenance.sha256(model.resolve("weights.safetensors")));
        Run run = Run.of("segment", image, "--model", model, "-o", folder.resolve("out"));
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .startsWith("condyle: " + model + ": weights of another network: missing ")
                .hasLineCount(1);
    }

    @Test
    void unknownModelDeviceAndPrecisionAreWrongUsage() {
        Run unknown = Run.of("segment", image, "--model", "hip");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err())
                .startsWith("condyle: hip: no such model; known: ")
                .hasLineCount(1);
        for (Run other : List.of(
                Run.of("models", "hip"),
                Run.of("train", "../models/knee/experiment.yaml", "--from", "hip"),
                Run.of("config", "../models/knee/experiment.yaml", "--from", "hip"))) {
            assertThat(other).isEqualTo(unknown);
        }
        Run precision = Run.of("segment", image, "--model", model, "--precision", "fp64");
        assertThat(precision.code()).isEqualTo(2);
        assertThat(precision.err()).isEqualTo("condyle: precision 'fp64': unknown; expected auto, bf16 or fp32\n");
        assertThat(Run.of("segment", image, "--model", model, "--device", "tpu").code())
                .isEqualTo(2);
    }

    @Test
    void configFillsInEverySettingAndRefusesUnknownOnes() throws IOException {
        Path shipped = Path.of("../models/knee/experiment.yaml");
        Run run = Run.of("config", shipped, "--set", "stages.0.train.rate=0.5");
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("name: knee").contains("rate: 0.5").contains("overlap: ");
        Run wrong = Run.of("config", shipped, "--set", "stages.0.train.raet=0.5");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("raet").hasLineCount(1);
        assertThat(Run.of("config", "--schema").out()).startsWith("{").contains("\"stages\"");
        assertThat(Run.of("config").code()).isEqualTo(2);
        assertThat(Run.of("train", folder.resolve("none.yaml")))
                .isEqualTo(new Run(
                        2,
                        "",
                        "condyle: " + folder.resolve("none.yaml") + ": no such file; expected settings in YAML\n"));
    }
}
