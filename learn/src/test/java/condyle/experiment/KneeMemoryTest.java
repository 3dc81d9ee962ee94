package condyle.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.io.Volumes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two label maps of 20 × 30 × 40 mm at 2 mm, one of them with a scan. */
class KneeMemoryTest {
    private static final String TEXT = """
            name: memory
            classes: [femur, tibia, cartilage]
            cases: {table: cases.csv, labels: condyle, spacing: 1, render: {surroundings: 3}}
            stages:
              - name: only
                spacing: 1
                network: {type: unet, channels: [4, 8]}
                train:
                  optimizer: {type: adamw}
                  schedule: {type: constant}
                  phases: [{steps: 1, patch: [16, 16, 16], loss: {type: dice}}]
                infer: {window: [16, 16, 16]}
            """;

    private static final long VOXELS = 20 * 30 * 40;

    @TempDir
    Path folder;

    @BeforeEach
    void writeCases() throws IOException {
        Geometry grid = Geometry.of(new Size(10, 15, 20), Vec.of(2));
        for (String name : List.of("a", "b", "scan")) {
            Volumes.write(LabelMap.of(grid, new byte[3000], LabelSet.CONDYLE), folder.resolve(name + ".nii"));
        }
        Files.writeString(
                folder.resolve("cases.csv"), "subject,side,visit,image,labels\na,,,scan.nii,a.nii\nb,,,,b.nii\n");
    }

    private KneeMemory of(String text) throws IOException {
        return KneeMemory.of(Formats.experiment(Files.writeString(folder.resolve("e.yaml"), text), List.of()));
    }

    @Test
    void aScanTakesFiveBytesAVoxelAndALabelMapOneForEachSurroundingAndOneMore() throws IOException {
        KneeMemory memory = of(TEXT);
        assertThat(memory.knees()).isEqualTo(5 * VOXELS + 4 * VOXELS);
        assertThat(memory.reading()).isEqualTo(16 * 3000);
        assertThat(memory.maps()).isZero();
        assertThat(memory.words()).isEqualTo("2 annotated knees");
        assertThat(memory.heap(1L << 30)).isEqualTo(9 * VOXELS + 16 * 3000);
    }

    @Test
    void mapsTakeTwoBytesAVoxelEachAndAQuarterOfTheMemoryAtTheMost() throws IOException {
        KneeMemory memory = of(TEXT.replace("    train:", "    head: {map: {type: distance}}\n    train:")
                .replace("{type: dice}", "{type: distance-penalized-cross-entropy}"));
        // Three classes' distances and one penalty, of two knees.
        assertThat(memory.maps()).isEqualTo(2 * 4 * 2 * VOXELS);
        assertThat(memory.heap(1 << 20) - of(TEXT).heap(1 << 20)).isEqualTo(1 << 18);
        assertThat(memory.heap(1 << 30) - of(TEXT).heap(1 << 30)).isEqualTo(memory.maps());
    }

    @Test
    void syntheticKneesAreAdded() throws IOException {
        KneeMemory memory = of(TEXT + "phantoms: {count: 2, validation: 1, spacing: 4}\n");
        // A field of view of 112 × 140 × 140 mm, and one and a half bytes for each of its voxels.
        assertThat((double) (memory.knees() - of(TEXT).knees()))
                .isCloseTo(3 * 1.5 * 112 * 140 * 140 / 64, withinPercentage(1));
        assertThat(memory.words()).isEqualTo("3 synthetic and 2 annotated knees");
    }

    @Test
    void aFunctionOfPlaceKeepsPointsAndOneKneeAtATime() throws IOException {
        String head = TEXT.substring(0, TEXT.indexOf("stages:"));
        KneeMemory points = of(head + """
                implicit:
                  spacing: 2
                  function: {type: nisf, network: {layers: 2, width: 8, latent: 8}, points: {kept: 100, step: 10}}
                  train: {rate: 1e-3, steps: 1, epoch: 1}
                """);
        assertThat(points.knees()).isEqualTo(5 * VOXELS + 2 * 17 * 100);
        assertThat(points.maps()).isZero();
        KneeMemory slices = of(head.replace("[femur, tibia, cartilage]", "[bones]") + """
                implicit:
                  spacing: 2
                  function: {type: slice-distance, network: {axes: 2, latent: 0, skip: none, layers: 2, width: 8}}
                  train: {rate: 1e-3, steps: 1, epoch: 1}
                """);
        assertThat(slices.knees()).isEqualTo(5 * VOXELS + 2 * 3000);
    }

    @Test
    void aFileThatCannotBeReadIsLeftToItsReading() throws IOException {
        Files.writeString(folder.resolve("a.nii"), "broken");
        assertThat(of(TEXT).knees()).isEqualTo(4 * VOXELS);
        Files.delete(folder.resolve("b.nii"));
        assertThatThrownBy(() -> of(TEXT)).hasMessageContaining("cases.csv: line 3: ");
    }
}
