package condyle.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import condyle.config.Choice;
import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.Volume;
import condyle.net.Networks;
import condyle.phantom.Knee;
import condyle.tensor.Engine;
import condyle.train.TrainObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every network of the zoo's experiment, from YAML through two steps of training to labels. */
class ZooTest {
    private static final Path ZOO = Path.of("..", "experiments", "imperial-2020-zoo");
    private static final Map<String, String> PATCH =
            Map.of("block", "[16, 16, 16]", "stack", "[5, 32, 32]", "slice", "[1, 32, 32]");

    @TempDir
    Path folder;

    static List<String> networks() throws IOException {
        return Files.readAllLines(ZOO.resolve("networks.txt")).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    private Experiment experiment(String line) throws IOException {
        String[] parts = line.split(" ", 2);
        return Formats.experiment(
                ZOO.resolve("smoke.yaml"),
                List.of(
                        "precision=fp32",
                        "device=cpu",
                        "phantoms={count: 1, validation: 1, spacing: 5}",
                        "stages.0.spacing=6",
                        "stages.0.network=" + parts[1],
                        "stages.0.train.epoch=2",
                        "stages.0.train.phases.0.steps=2",
                        "stages.0.train.phases.0.patch=" + PATCH.get(parts[0]),
                        "stages.0.infer={window: " + PATCH.get(parts[0]) + ", overlap: 0}"));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void everyNetworkTrainsAndSegments(String line) throws IOException {
        Engine.threads(1);
        Run run = new Run(folder.resolve("run"));
        new Training(experiment(line), run, TrainObserver.NONE, () -> false).run(Training.Existing.REFUSE, null);
        assertThat(Files.readAllLines(run.log())).hasSize(2);
        Geometry grid = Knee.of(7).grid(6);
        LabelMap labels = Segmenter.load(run.folder()).segment(Volume.of(grid));
        assertThat(labels.geometry()).isEqualTo(grid);
    }

    @Test
    void theListLeavesNoNetworkOut() throws IOException {
        Set<String> listed = new TreeSet<>();
        for (String line : networks()) {
            Choice choice = experiment(line).stages().get(0).network();
            listed.add(choice.type());
        }
        assertThat(listed).isEqualTo(new TreeSet<>(Networks.ALL.names()));
    }

    @Test
    void aFlatNetworkOnBlocksIsToldBeforeAnyWork() throws IOException {
        Experiment flat = experiment("block {type: attention-unet, channels: [8, 16]}");
        Training training = new Training(flat, new Run(folder.resolve("flat")), TrainObserver.NONE, () -> false);
        assertThatThrownBy(() -> training.run(Training.Existing.REFUSE, null))
                .hasMessageContaining("a 2-D network takes slices, not a block of 16×16×16");
    }
}
