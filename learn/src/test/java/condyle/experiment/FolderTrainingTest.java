package condyle.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.Orientation;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.image.Volume;
import condyle.io.Volumes;
import condyle.tensor.Engine;
import condyle.train.TrainObserver;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of the IWOAI challenge, a few voxels large, through preprocessing and slices to labels. */
class FolderTrainingTest {
    private static final String YAML = """
            name: folder
            precision: fp32
            device: cpu
            classes: [femoral cartilage, tibial cartilage]
            cases: {table: iwoai, spacing: [2, 3, 3], assume: {spacing: [2, 3, 3], orientation: LPI}}
            stages:
              - name: slices
                spacing: [2, 3, 3]
                preprocessing:
                  orientation: RSP
                  crop: {size: [8, 16, 16]}
                  intensity: {type: z-score-replaced, limit: 0.01, replace: limit}
                  statistics: scan
                network: {type: unet, dimensions: 2, channels: [8, 8]}
                train:
                  optimizer: {type: rmsprop}
                  schedule: {type: cosine-tail}
                  epoch: 2
                  phases:
                    - {steps: 2, patch: [1, 16, 16], batch: 2, foreground: 0.5, draw: normal, redraw: 2, loss: {type: dice}}
                infer: {window: [1, 16, 16], blend: plain, more: 1, mirror: [x, z]}
            """;

    @TempDir
    Path folder;

    /** Ten slices of 20 × 18 pixels; one block of each of two tissues, no two knees alike; small floats as the challenge has them. */
    private void knee(String name, int more) {
        float[][][] image = new float[20][18][10];
        byte[][][][] masks = new byte[20][18][10][6];
        for (int r = 0; r < 20; r++) {
            for (int c = 0; c < 18; c++) {
                for (int s = 0; s < 10; s++) {
                    int tissue = r >= 6 && r < 12 && c >= 6 && c < 12 ? s < 5 ? 0 : 1 : -1;
                    if (tissue >= 0) {
                        masks[r][c][s][tissue] = 1;
                    }
                    image[r][c][s] = 0.001f * (tissue + 2) + 1e-5f * (r + c);
                }
            }
        }
        masks[12][6][2 + more][0] = 1;
        image[0][0][0] = 0.5f + 0.01f * more;
        write(name + ".im", image);
        write(name + ".seg", masks);
    }

    private void write(String name, Object values) {
        try (WritableHdfFile file = HdfFile.write(folder.resolve("iwoai").resolve(name))) {
            file.putDataset("data", values);
        }
    }

    @BeforeEach
    void makeKnees() throws IOException {
        Engine.threads(1);
        Files.createDirectories(folder.resolve("iwoai"));
        knee("train_001_V00", 0);
        knee("valid_001_V00", 1);
    }

    @Test
    void whatTrainingSawOfTheScansTheModelSees() throws IOException {
        Path file = folder.resolve("folder.yaml");
        write("train_002_V00.im", new float[20][18][10]);
        Files.writeString(file, YAML);
        List<String> notes = new ArrayList<>();
        TrainObserver observer = new TrainObserver() {
            @Override
            public void note(String line) {
                notes.add(line);
            }
        };
        Run run = new Run(folder.resolve("run"));
        new Training(Formats.experiment(file, List.of()), run, observer, () -> false)
                .run(Training.Existing.REFUSE, null);
        assertThat(notes)
                .contains(folder.resolve("iwoai") + ": 1 image has no labels and is passed over: train_002_V00.im; "
                        + "expected a .seg file beside each .im")
                .contains(folder.resolve("iwoai/train_001_V00.seg")
                        + ": spacing and orientation are assumed: the file does not say; what was given is taken");
        Model model = Formats.model(run.model());
        assertThat(model.training())
                .contains(
                        "1 annotated knee of 1 subject labelled by scheme iwoai: 1 with their scans, 0 rendered from their "
                                + "labels",
                        "validated on 1 annotated knee of 1 subject");
        Model.Pass pass = model.passes().get(0);
        assertThat(pass.spacing()).isEqualTo(new Vec(2, 3, 3));
        assertThat(pass.preprocessing().orientation()).isEqualTo("RSP");
        assertThat(pass.preprocessing().crop().orElseThrow().size()).isEqualTo(new Size(8, 16, 16));
        Volume scan = Volumes.read(folder.resolve("iwoai/valid_001_V00.im"));
        LabelMap labels = Segmenter.load(run.folder()).segment(scan);
        Geometry grid = labels.geometry();
        assertThat(grid).isEqualTo(scan.geometry());
        assertThat(Orientation.of(grid)).hasToString("RPI");
    }
}
