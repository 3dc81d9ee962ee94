package condyle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.io.Volumes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that trains, on experiments far too small to be any good. */
class TrainTest {
    private static final String STAGE = """
            name: small
            precision: fp32
            device: cpu
            classes: [femur, tibia, cartilage]
            stages:
              - name: whole
                spacing: 8
                network: {type: unet, channels: [4, 8]}
                train:
                  optimizer: {type: adamw}
                  schedule: {type: constant}
                  epoch: 1
                  phases: [{steps: 2, patch: [16, 16, 16], loss: {type: dice+cross-entropy}}]
                infer: {window: [16, 16, 16]}
            """;

    @TempDir
    Path folder;

    private Path experiment(String text) throws IOException {
        return Files.writeString(folder.resolve("small.yaml"), text);
    }

    @Test
    void eachEpochIsToldDrawnAndPictured() throws IOException {
        Path file = experiment(STAGE + "phantoms: {count: 1, validation: 1, spacing: 5}\n");
        Path run = folder.resolve("run");
        Run train = Run.of("train", file, "-o", run);
        assertThat(train.code()).as(train.err()).isZero();
        assertThat(train.out().lines().toList())
                .hasSize(3)
                .anyMatch(l -> l.matches("whole step 2 of 2: loss [0-9.]+, in validation [0-9.]+, Dice 0.\\d+, .*"))
                .endsWith("small: trained: " + run);
        try (Stream<Path> pictures = Files.list(run.resolve("progress"))) {
            assertThat(pictures.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder("whole-1.png", "whole-2.png");
        }
        assertThat(run.resolve("progress.gif")).isNotEmptyFile();
        assertThat(run.resolve("log.png")).isNotEmptyFile();
        assertThat(run.resolve("events.out.tfevents.0.condyle")).isNotEmptyFile();
        Run again = Run.of("train", file, "-o", run);
        assertThat(again.err())
                .isEqualTo("condyle: " + run + ": a training began here; continue it with --resume, or choose another "
                        + "folder with -o\n");
    }

    @Test
    void aLossForOtherClassesIsToldWithItsStageAndIsWrongUsage() throws IOException {
        Path file = experiment(STAGE.replace("{type: dice+cross-entropy}", "{type: cross-entropy, weights: [1, 2]}")
                + "phantoms: {count: 1, validation: 1, spacing: 5}\n");
        Run train = Run.of("train", file, "-o", folder.resolve("run"));
        assertThat(train.err())
                .isEqualTo("condyle: stage whole: loss cross-entropy: weights: 2 for 4 classes; expected one for "
                        + "each, or none\n");
        assertThat(train.code()).isEqualTo(2);
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void anUnknownSchemeIsToldWithItsKeyAndIsWrongUsage() throws IOException {
        Geometry grid = Geometry.of(new Size(8, 8, 8), Vec.of(5));
        byte[] labels = new byte[512];
        labels[7] = 1;
        Volumes.write(LabelMap.of(grid, labels, LabelSet.CONDYLE), folder.resolve("a.nii"));
        Path table = folder.resolve("cases.csv");
        Files.writeString(table, "subject,side,visit,image,labels\na,,,,a.nii\n");
        Path file = experiment(STAGE + "cases: {table: cases.csv, labels: foo, spacing: 5}\n");
        assertThat(Run.of("train", file, "-o", folder.resolve("run")))
                .isEqualTo(new Run(
                        2,
                        "",
                        "condyle: " + table + ": cases.labels: unknown label scheme 'foo'; known: condyle, zib, "
                                + "pymskt, iwoai, binary, or a YAML file\n"));
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void annotatedKneesThatDoNotFitIntoMemoryAreToldBeforeTheyAreRead() throws IOException {
        // A knee of four metres at 0.3 mm.
        Geometry grid = Geometry.of(new Size(8, 8, 8), Vec.of(500));
        byte[] labels = new byte[512];
        Arrays.fill(labels, (byte) 1);
        Volumes.write(LabelMap.of(grid, labels, LabelSet.CONDYLE), folder.resolve("giant.nii"));
        Files.writeString(folder.resolve("cases.csv"), "subject,side,visit,image,labels\na,,,giant.nii,giant.nii\n");
        Path file = experiment(STAGE + "cases: {table: cases.csv, labels: condyle, spacing: 0.3}\n");
        Run train = Run.of("train", file, "-o", folder.resolve("run"));
        assertThat(train.code()).isEqualTo(1);
        assertThat(train.err())
                .startsWith("condyle: " + file + " (1 annotated knee): needs about ")
                .contains(" of memory, ")
                .hasLineCount(1);
        assertThat(folder.resolve("run")).doesNotExist();
    }
}
