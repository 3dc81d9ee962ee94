package condyle.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import condyle.net.Network;
import condyle.net.Task;
import condyle.train.Phase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExperimentTest {
    private static final Path KNEE = Path.of("../models/knee/experiment.yaml");

    @Test
    void theShippedExperimentReadsBackAsItPrints() throws Exception {
        Experiment knee = Formats.experiment(KNEE, List.of());
        assertThat(Formats.YAML.parse("printed", Formats.YAML.print(knee), Experiment.class, List.of()))
                .isEqualTo(knee);
    }

    @Test
    void anyKeyCanBeSetFromOutside() throws Exception {
        Experiment knee = Formats.experiment(KNEE, List.of("phantoms.count=3", "stages.0.train.rate=1e-4"));
        assertThat(knee.phantoms().orElseThrow().count()).isEqualTo(3);
        assertThat(knee.stages().get(0).train().rate()).isEqualTo(1e-4);
    }

    @Test
    void anUnknownNetworkNamesTheKnownOnes() {
        assertThatThrownBy(() -> Formats.experiment(KNEE, List.of("stages.0.network.type=unett")))
                .hasMessageContaining("unknown network 'unett'; known: ")
                .hasMessageContaining("unet");
    }

    @Test
    void unknownDevicesPrecisionsAndClassesNameTheKnown() {
        assertThatThrownBy(() -> Formats.experiment(KNEE, List.of("device=gpu")))
                .hasMessage("--set: device: unknown value 'gpu'; known: auto, cpu, cuda");
        assertThatThrownBy(() -> Formats.experiment(KNEE, List.of("precision=half")))
                .hasMessage("--set: precision: unknown value 'half'; known: auto, bf16, fp32");
        assertThatThrownBy(() -> Formats.experiment(KNEE, List.of("classes=[femur, tibea]")))
                .hasMessageStartingWith("--set: classes: label scheme condyle has no tissue or group 'tibea'; known: "
                        + "femur, tibia, patella, ");
        assertThatThrownBy(() -> Formats.experiment(KNEE, List.of("classes=[bones, femur]")))
                .hasMessage("--set: classes: label 1 falls under both 'bones' and 'femur'; name each tissue once");
        assertThatThrownBy(() -> Formats.experiment(KNEE, List.of("classes=[]")))
                .hasMessageStartingWith("--set: classes: the list is empty; expected some of femur, tibia, ");
    }

    @Test
    void aTrainingNeedsPhasesAndPatchesThatCanBe() {
        assertThatThrownBy(() -> Formats.experiment(KNEE, List.of("stages.0.train.phases=[]")))
                .hasMessage("--set: stages.0.train.phases: the list is empty, expected at least one phase");
        assertThatThrownBy(() -> Formats.experiment(KNEE, List.of("stages.0.train.phases.0.patch=[2000, 2000, 64]")))
                .hasMessage(
                        "--set: stages.0.train.phases.0.patch: 2000×2000×64 is 256,000,000 voxels, expected at most "
                                + "134,217,728, such as 512×512×512");
    }

    @Test
    void namesThatCannotNameFilesAreRefused() {
        String expected = " cannot name files; expected letters, digits, '-', '_' and '.', and no '.' first";
        assertThatThrownBy(() -> Formats.experiment(KNEE, List.of("stages.1.name=\"a, b\"")))
                .hasMessage("--set: stages.1.name: 'a, b'" + expected);
        assertThatThrownBy(() -> Formats.experiment(KNEE, List.of("stages.0.name=../x")))
                .hasMessage("--set: stages.0.name: '../x'" + expected);
        assertThatThrownBy(() -> Formats.experiment(KNEE, List.of("name=../../etc")))
                .hasMessage("--set: name: '../../etc'" + expected);
        assertThatThrownBy(() -> Formats.experiment(KNEE, List.of("name=\"\"")))
                .hasMessage("--set: name: ''" + expected);
        assertThatCode(() -> Formats.experiment(KNEE, List.of("name=knee-0.5_b", "stages.1.name=prä_fein.2")))
                .doesNotThrowAnyException();
    }

    @Test
    void stagesOfOneNameAreRefused() {
        assertThatThrownBy(() -> Formats.experiment(KNEE, List.of("stages.1.name=coarse")))
                .hasMessage(KNEE + ": stages.1.name: 'coarse' cannot be told from stages.0.name, 'coarse'; expected a "
                        + "name of its own for each");
        assertThatThrownBy(() -> Formats.experiment(KNEE, List.of("stages.1.name=Coarse.b")))
                .hasMessage(KNEE + ": stages.1.name: 'Coarse.b' cannot be told from stages.0.name, 'coarse'; expected "
                        + "a name of its own for each");
    }

    @Test
    void aRateOfZeroIsOutOfRange() {
        assertThatThrownBy(() -> Formats.experiment(KNEE, List.of("stages.0.train.rate=0")))
                .hasMessageContaining("rate: 0");
    }

    /** The fine-tuning files name no network: whatever ships must take their patches. */
    @Test
    void theExperimentsAndTheGuidesFileFitTheWeightsThatShip() throws Exception {
        Path knee = Path.of("../models/knee");
        List<Experiment> all = List.of(
                Formats.experiment(Path.of("../docs/guide/fine-tune.yaml"), List.of(), knee),
                Formats.experiment(Path.of("../experiments/few-shot/from-weights.yaml"), List.of(), knee),
                Formats.experiment(Path.of("../experiments/few-shot/from-scratch.yaml"), List.of()),
                Formats.experiment(Path.of("../docs/guide/distance-head.yaml"), List.of()));
        for (Experiment experiment : all) {
            for (Stage stage : experiment.stages()) {
                Network network = stage.network(new Task(1, 2, 1));
                for (Phase phase : stage.train().phases()) {
                    assertThatCode(() -> network.requirePatch(phase.patch()))
                            .as(experiment.name() + " " + stage.name())
                            .doesNotThrowAnyException();
                }
            }
        }
        assertThat(all.get(0).classes())
                .isEqualTo(Formats.model(knee.resolve("model.yaml")).classes());
    }
}
