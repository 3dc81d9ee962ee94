package condyle.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.Volume;
import condyle.phantom.Knee;
import condyle.tensor.Engine;
import condyle.train.TrainObserver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks that see stacks of slices or ask where they are, and losses that draw maps, through a whole experiment. */
class StackTrainingTest {
    private static final String YAML = """
            name: stacks
            precision: fp32
            device: cpu
            classes: [femur, tibia]
            phantoms: {count: 1, validation: 1, spacing: 4, contexts: 1}
            stages:
              - name: coarse
                spacing: 8
                network: {type: imperial-slice, form: {kind: vnet, depth: tiny, width: 4}, slices: 3}
                train:
                  optimizer: {type: adamw}
                  schedule: {type: cosine, warmup: 1}
                  epoch: 3
                  phases:
                    - steps: 3
                      patch: [3, 16, 16]
                      loss:
                        type: sum
                        terms:
                          - {loss: {type: dice}, weight: 1, end: 0.01}
                          - {loss: {type: boundary}, weight: 0.01, end: 1}
                infer: {window: [3, 16, 16]}
              - name: fine
                spacing: 8
                network: {type: imperial-relative, form: {depth: tiny, width: 4}, join: multiplied}
                train:
                  optimizer: {type: adamw}
                  schedule: {type: cosine, warmup: 1}
                  epoch: 3
                  phases:
                    - steps: 3
                      patch: [16, 16, 16]
                      loss: {type: distance-penalized-cross-entropy, penalty: {fall: exponential, length: 3}}
                infer: {window: [16, 16, 16]}
            """;

    @TempDir
    Path folder;

    @Test
    void stacksAndPlacesReachTheNetworksInTrainingAndInUse() throws Exception {
        Engine.threads(1);
        Path file = folder.resolve("stacks.yaml");
        Files.writeString(file, YAML);
        Experiment experiment = Formats.experiment(file, List.of());
        Run run = new Run(folder.resolve("run"));
        new Training(experiment, run, TrainObserver.NONE, () -> false).run(Training.Existing.REFUSE, null);
        Geometry grid = Knee.of(7).grid(8);
        LabelMap labels = Segmenter.load(run.folder()).segment(Volume.of(grid));
        assertThat(labels.geometry()).isEqualTo(grid);
        assertThat(Files.readAllLines(run.log())).hasSize(3);
    }
}
