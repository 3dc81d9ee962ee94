package condyle.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.Volume;
import condyle.loss.Losses;
import condyle.net.Networks;
import condyle.phantom.Knee;
import condyle.tensor.Engine;
import condyle.train.Phase;
import condyle.train.TrainObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every network and every loss of the smoke experiment, from YAML through two steps of training to labels. */
class SmokeTest {
    private static final Path SMOKE = Path.of("..", "experiments", "smoke");
    private static final Map<String, String> PATCH =
            Map.of("block", "[16, 16, 16]", "stack", "[5, 32, 32]", "slice", "[1, 32, 32]", "wide", "[1, 32, 32]");

    @TempDir
    Path folder;

    static List<String> networks() throws IOException {
        return lines("networks.txt");
    }

    static List<String> losses() throws IOException {
        return lines("losses.txt");
    }

    private static List<String> lines(String file) throws IOException {
        return Files.readAllLines(SMOKE.resolve(file)).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    /** The experiment of a line of networks.txt: what a patch is, steps, the network. */
    private Experiment network(String line) throws IOException {
        String[] parts = line.split(" ", 3);
        return experiment(parts[0], List.of("stages.0.network=" + parts[2]));
    }

    /** The experiment of a line of losses.txt: steps, the loss. */
    private Experiment loss(String line) throws IOException {
        return experiment("block", List.of("stages.0.train.phases.0.loss=" + line.split(" ", 2)[1]));
    }

    private Experiment experiment(String kind, List<String> more) throws IOException {
        List<String> settings = new ArrayList<>(List.of(
                "precision=fp32",
                "device=cpu",
                "phantoms={count: 1, validation: 1, spacing: 5}",
                "stages.0.spacing=6",
                "stages.0.train.epoch=2",
                "stages.0.train.phases.0.steps=2",
                "stages.0.train.phases.0.patch=" + PATCH.get(kind),
                "stages.0.infer={window: " + PATCH.get(kind) + ", overlap: 0}"));
        settings.addAll(more);
        return Formats.experiment(SMOKE.resolve("smoke.yaml"), settings);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void everyNetworkTrainsAndSegments(String line) throws IOException {
        trainAndSegment(network(line));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void everyLossTrains(String line) throws IOException {
        trainAndSegment(loss(line));
    }

    /** Unpooling, resizing, strided and depthwise convolutions up, with two threads, in either precision. */
    @ParameterizedTest
    @CsvSource({"segnet, fp32", "segnet, bf16", "deeplab-v3-plus, fp32", "vnet, bf16", "mednext, fp32", "r2-unet, bf16"
    })
    void twoTrainingsWithOneSeedGiveEqualBytes(String type, String precision) throws IOException {
        String line = networks().stream()
                .filter(l -> l.contains("{type: " + type + ","))
                .findFirst()
                .orElseThrow();
        String[] parts = line.split(" ", 3);
        Experiment experiment = experiment(parts[0], List.of("stages.0.network=" + parts[2], "precision=" + precision));
        int threads = Engine.threads();
        Engine.threads(2);
        for (String name : List.of("one", "other")) {
            new Training(experiment, new Run(folder.resolve(name)), TrainObserver.NONE, () -> false)
                    .run(Training.Existing.REFUSE, null);
        }
        Engine.threads(threads);
        assertThat(new Run(folder.resolve("one")).weights())
                .hasSameBinaryContentAs(new Run(folder.resolve("other")).weights());
    }

    private void trainAndSegment(Experiment experiment) throws IOException {
        Engine.threads(1);
        Run run = new Run(folder.resolve("run"));
        new Training(experiment, run, TrainObserver.NONE, () -> false).run(Training.Existing.REFUSE, null);
        assertThat(Files.readAllLines(run.log())).hasSize(2);
        Geometry grid = Knee.of(7).grid(6);
        LabelMap labels = Segmenter.load(run.folder()).segment(Volume.of(grid));
        assertThat(labels.geometry()).isEqualTo(grid);
    }

    @Test
    void theListsLeaveNoNetworkAndNoLossOut() throws IOException {
        Set<String> networks = new TreeSet<>();
        for (String line : networks()) {
            networks.add(network(line).stages().get(0).network().type());
        }
        Set<String> losses = new TreeSet<>();
        for (String line : losses()) {
            Phase phase = loss(line).stages().get(0).train().phases().get(0);
            losses.add(phase.loss().type());
        }
        assertThat(networks).isEqualTo(new TreeSet<>(Networks.ALL.names()));
        assertThat(losses).isEqualTo(new TreeSet<>(Losses.ALL.names()));
    }

    @Test
    void everyLineHasItsResultOnTheReferencePages() throws IOException {
        Path pages = Path.of("..", "docs", "reference");
        String networks = Files.readString(pages.resolve("networks.md"));
        assertThat(networks()).allSatisfy(line -> assertThat(networks).contains(row(line.split(" ", 3)[2])));
        String losses = Files.readString(pages.resolve("losses.md"));
        assertThat(losses()).allSatisfy(line -> assertThat(losses).contains(row(line.split(" ", 2)[1])));
    }

    private static String row(String settings) {
        return "\n| `" + settings + "` | ";
    }

    @Test
    void aFlatNetworkOnBlocksIsToldBeforeAnyWork() throws IOException {
        Experiment flat = network("block 2 {type: attention-unet, channels: [8, 16]}");
        Training training = new Training(flat, new Run(folder.resolve("flat")), TrainObserver.NONE, () -> false);
        assertThatThrownBy(() -> training.run(Training.Existing.REFUSE, null))
                .hasMessageContaining("a 2-D network takes slices, not a block of 16×16×16");
    }
}
