package condyle.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import condyle.data.ClassMap;
import condyle.image.LabelSet;
import condyle.net.Network;
import condyle.net.Task;
import condyle.tensor.Kind;
import condyle.tensor.SafeTensors;
import condyle.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model of untrained networks with the classes femur, tibia and cartilage, and what other experiments take of it. */
class StartWeightsTest {
    private static final String HEAD = """
            name: small
            classes: [femur, tibia, cartilage]
            phantoms: {count: 1, validation: 1, spacing: 5}
            stages:
            """;

    private static final String STAGE = """
              - name: %s
                spacing: 5
                network: {type: unet, channels: [4, 8]}
                train:
                  optimizer: {type: adamw}
                  schedule: {type: constant}
                  phases: [{steps: 1, patch: [16, 16, 16], loss: {type: dice}}]
                infer: {window: [16, 16, 16], weights: [1, 2, 2, 2]}
            """;

    private static final String TEXT = HEAD + STAGE.formatted("coarse") + STAGE.formatted("fine");

    private static final int IMAGE = 0;
    private static final int FEMUR = 1;
    private static final int CARTILAGE = 3;

    @TempDir
    static Path folder;

    @BeforeAll
    static void makeModel() throws IOException {
        write("model", experiment(TEXT));
    }

    private static Experiment experiment(String text) throws IOException {
        return Formats.experiment(Files.writeString(folder.resolve("e.yaml"), text), List.of());
    }

    private static Network network(Experiment e, int position, long seed) {
        ClassMap classes = ClassMap.of(LabelSet.CONDYLE, e.classes());
        return e.stages().get(position).network(new Task(Cascade.channels(position, classes), classes.count(), seed));
    }

    private static void write(String name, Experiment e) throws IOException {
        Run run = new Run(folder.resolve(name));
        SortedMap<String, Tensor> weights = new TreeMap<>();
        for (int i = 0; i < e.stages().size(); i++) {
            String stage = e.stages().get(i).name();
            network(e, i, 7 + i).state().forEach((n, t) -> weights.put(stage + "." + n, t));
        }
        SafeTensors.write(run.weights(), weights, java.util.Map.of(), Kind.F32);
        run.write(
                run.model(),
                new Model(
                        "small",
                        e.classes(),
                        e.stages().stream().map(Model.Pass::of).toList(),
                        Optional.empty(),
                        Provenance.sha256(run.weights()),
                        List.of(),
                        List.of()));
    }

    /** A stage's network that started from the model, and what was said. */
    private record Started(SortedMap<String, Tensor> drawn, SortedMap<String, Tensor> state, String said) {}

    private static Started start(Experiment e, int position) throws IOException {
        Network network = network(e, position, 99);
        String said = StartWeights.of(folder.resolve("model"), e.classes())
                .into(e.stages().get(position), position, network);
        return new Started(network(e, position, 99).state(), network.state(), said);
    }

    private static SortedMap<String, Tensor> saved(String stage) throws IOException {
        return ModelFiles.weights(folder.resolve("model"), stage);
    }

    /** Numbers of a tensor (O, I, …) for one output and one input. */
    private static float[] part(Tensor t, int output, int input) {
        float[] all = t.toFloats();
        int each = (int) (t.count() / t.size(0) / t.size(1));
        int from = (int) (output * t.size(1) + input) * each;
        return Arrays.copyOfRange(all, from, from + each);
    }

    private static float[] row(Tensor t, int output) {
        float[] all = t.toFloats();
        int each = (int) (t.count() / t.size(0));
        return Arrays.copyOfRange(all, output * each, (output + 1) * each);
    }

    @Test
    void theSameClassesTakeEverything() throws IOException {
        Started s = start(experiment(TEXT), 1);
        assertThat(s.said).isEqualTo("stage fine: all " + s.state.size() + " weights are those of model small");
        saved("fine")
                .forEach((name, tensor) ->
                        assertThat(s.state.get(name).toFloats()).as(name).containsExactly(tensor.toFloats()));
    }

    @Test
    void classesOfTheSameNameKeepTheirRowsAndColumnsWhereverTheyStand() throws IOException {
        Experiment other = experiment(TEXT.replace("[femur, tibia, cartilage]", "[menisci, cartilage, femur]")
                .replace(", weights: [1, 2, 2, 2]", ""));
        Started s = start(other, 1);
        SortedMap<String, Tensor> saved = saved("fine");
        String head = name(saved, 4);
        assertThat(row(s.state.get(head), 0)).containsExactly(row(saved.get(head), 0));
        assertThat(row(s.state.get(head), 1)).containsExactly(row(s.drawn.get(head), 1));
        assertThat(row(s.state.get(head), 2)).containsExactly(row(saved.get(head), CARTILAGE));
        assertThat(row(s.state.get(head), 3)).containsExactly(row(saved.get(head), FEMUR));
        String first = saved.keySet().stream()
                .filter(n -> saved.get(n).rank() == 5
                        && saved.get(n).size(1) == 4
                        && saved.get(n).size(0) == 4
                        && !Arrays.equals(
                                s.state.get(n).toFloats(), saved.get(n).toFloats()))
                .findFirst()
                .orElseThrow();
        for (int o = 0; o < 4; o++) {
            assertThat(part(s.state.get(first), o, IMAGE)).containsExactly(part(saved.get(first), o, IMAGE));
            assertThat(part(s.state.get(first), o, 1)).containsExactly(part(s.drawn.get(first), o, 1));
            assertThat(part(s.state.get(first), o, 2)).containsExactly(part(saved.get(first), o, CARTILAGE));
            assertThat(part(s.state.get(first), o, 3)).containsExactly(part(saved.get(first), o, FEMUR));
        }
        int count = saved.size();
        assertThat(s.said)
                .isEqualTo(
                        "stage fine: of " + count + " weights " + (count - 3)
                                + " are those of model small, 3 in part: taken for background, cartilage, femur; anew for menisci");
    }

    /** The kernel of a stage's head: the one of so many rows whose kernel is a single voxel. */
    private static String name(SortedMap<String, Tensor> saved, int rows) {
        return saved.keySet().stream()
                .filter(n -> saved.get(n).rank() == 5
                        && saved.get(n).size(0) == rows
                        && saved.get(n).size(4) == 1)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void moreOrFewerClassesFitToo() throws IOException {
        for (String classes : List.of("[femur]", "[femur, tibia, patella, cartilage, menisci]")) {
            Experiment other = experiment(
                    TEXT.replace("[femur, tibia, cartilage]", classes).replace(", weights: [1, 2, 2, 2]", ""));
            for (int position = 0; position < 2; position++) {
                Started s = start(other, position);
                SortedMap<String, Tensor> saved =
                        saved(other.stages().get(position).name());
                String head = name(saved, 4);
                assertThat(s.state.get(head).size(0)).isEqualTo(other.classes().size() + 1);
                assertThat(row(s.state.get(head), FEMUR)).containsExactly(row(saved.get(head), FEMUR));
            }
        }
    }

    @Test
    void aSecondHeadStartsAnewBesideTheClasses() throws IOException {
        Experiment other = experiment(TEXT.replace("    train:", "    head: {map: {type: distance}}\n    train:"));
        Started s = start(other, 0);
        String head = name(saved("coarse"), 4);
        assertThat(s.state.get(head).size(0)).isEqualTo(7);
        assertThat(row(s.state.get(head), CARTILAGE))
                .containsExactly(row(saved("coarse").get(head), CARTILAGE));
        assertThat(row(s.state.get(head), 4)).containsExactly(row(s.drawn.get(head), 4));
        assertThat(s.said).endsWith("; anew for distance of femur, distance of tibia, distance of cartilage");
    }

    @Test
    void aDeeperNetworkTakesWhatFitsAndSaysWhatDoesNot() throws IOException {
        Started s = start(experiment(TEXT.replace("[4, 8]", "[4, 8, 8]")), 0);
        assertThat(s.said)
                .startsWith("stage coarse: of " + s.state.size() + " weights ")
                .contains(" are those of model small; anew: ")
                .contains(" more");
        saved("coarse").forEach((name, tensor) -> {
            if (name.startsWith("encoder") && Arrays.equals(s.state.get(name).shape(), tensor.shape())) {
                assertThat(s.state.get(name).toFloats()).as(name).containsExactly(tensor.toFloats());
            }
        });
    }

    @Test
    void nothingThatFitsAndAStageThatIsMissingAreErrors() throws IOException {
        Path model = folder.resolve("model");
        Experiment wider = experiment(TEXT.replace("[4, 8]", "[6, 10]"));
        assertThatThrownBy(() -> start(wider, 0))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(model + ": stage coarse: none of its weights fits: ")
                .hasMessageContaining(" in the model, ")
                .hasMessageEndingWith(
                        "; a training that starts from a model has its stages and networks: see its " + "model.yaml");
        Experiment other = experiment(TEXT.replace("{type: unet, channels: [4, 8]}", "{type: mednext}"));
        assertThatThrownBy(() -> start(other, 0)).hasMessageContaining("none of its weights fits: ");
        Experiment renamed = experiment(TEXT.replace("name: fine", "name: finest"));
        assertThatThrownBy(() -> start(renamed, 1))
                .hasMessage(model + ": stage finest: the model has no stage of this name, it has coarse, fine; a "
                        + "training that starts from a model has its stages and networks: see its model.yaml");
    }

    @Test
    void otherClassesDoNotInheritTheWeightsThatUseTakesBack() throws IOException {
        Path file = folder.resolve("short.yaml");
        String stage =
                "  - train: {optimizer: {type: sgd}, schedule: {type: constant}, phases: [{steps: 1, patch: [16, 16, 16], loss: {type: dice}}]}\n";
        String text = "name: short\nphantoms: {count: 1}\nstages:\n" + stage + stage;
        Files.writeString(file, text);
        Experiment same = Formats.experiment(file, List.of(), folder.resolve("model"));
        assertThat(same.stages().get(1).infer().weights()).containsExactly(1.0, 2.0, 2.0, 2.0);
        Files.writeString(file, text + "classes: [femur]\n");
        Experiment other = Formats.experiment(file, List.of(), folder.resolve("model"));
        assertThat(other.classes()).containsExactly("femur");
        assertThat(other.stages().get(1).infer().weights()).isEmpty();
        assertThat(other.stages().get(1).infer().window())
                .isEqualTo(same.stages().get(1).infer().window());
    }
}
