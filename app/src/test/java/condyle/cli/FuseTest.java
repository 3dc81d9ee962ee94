package condyle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three runs of a few steps on coarse phantoms, fused, scored, drawn and used. */
class FuseTest {
    private static final String YAML = """
            name: NAME
            precision: fp32
            device: cpu
            threads: 1
            classes: [femur, tibia, femoral cartilage]
            cases: {table: train.csv, labels: condyle, spacing: 5, validation: {subjects: [SECOND]}}
            stages:
              - name: slices
                spacing: 5
                network: {type: unet, dimensions: 2, channels: [8, 8]}
                train:
                  optimizer: {type: adamw}
                  schedule: {type: constant}
                  epoch: 2
                  phases:
                    - {steps: 2, patch: PATCH, foreground: 0.7, loss: {type: dice}}
                infer: {window: PATCH}
            """;

    @TempDir
    private Path folder;

    /** The table of phantoms without some lines. */
    private String table(List<String> lines, int... kept) throws IOException {
        StringBuilder text = new StringBuilder(lines.get(0)).append('\n');
        for (int k : kept) {
            text.append(lines.get(k)).append('\n');
        }
        return text.toString();
    }

    @Test
    void runsOfThreePlanesBecomeOneModel() throws IOException {
        Path cohort = folder.resolve("cohort");
        assertThat(Run.of("phantom", "--count", 4, "--spacing", 6, "-o", cohort).code())
                .isZero();
        List<String> lines = Files.readAllLines(cohort.resolve("cohort.csv"));
        int subject = List.of(lines.get(0).split(",")).indexOf("subject");
        Files.writeString(cohort.resolve("train.csv"), table(lines, 1, 2));
        Files.writeString(cohort.resolve("fit.csv"), table(lines, 3));
        Files.writeString(cohort.resolve("test.csv"), table(lines, 4));
        Map<String, String> patches =
                Map.of("sagittal", "[1, 32, 32]", "coronal", "[32, 1, 32]", "axial", "[32, 32, 1]");
        for (Map.Entry<String, String> patch : patches.entrySet()) {
            Path yaml = cohort.resolve(patch.getKey() + ".yaml");
            Files.writeString(
                    yaml,
                    YAML.replace("NAME", patch.getKey())
                            .replace("SECOND", lines.get(2).split(",")[subject])
                            .replace("PATCH", patch.getValue()));
            assertThat(Run.of("train", yaml, "-o", folder.resolve(patch.getKey()))
                            .code())
                    .isZero();
        }
        Path model = folder.resolve("fused");
        Run fit = Run.of(
                "fuse",
                "--fit",
                folder.resolve("sagittal"),
                folder.resolve("coronal"),
                folder.resolve("axial"),
                "--cases",
                cohort.resolve("fit.csv"),
                "-o",
                model);
        assertThat(fit.err()).doesNotContain("condyle:");
        assertThat(fit.code()).isZero();
        assertThat(fit.out()).contains("staple     femoral cartilage", "linear: mean Dice ", model + ": written");
        Path scores = folder.resolve("scores");
        Run score = Run.of("fuse", "--score", model, "--cases", cohort.resolve("test.csv"), "--maps", 1, "-o", scores);
        assertThat(score.err()).doesNotContain("condyle:");
        assertThat(score.code()).isZero();
        assertThat(Files.readAllLines(scores.resolve("fusion.csv"))).hasSize(1 + 8 * 4);
        for (String answer :
                List.of("sagittal", "coronal", "axial", "mean", "linear", "per-class", "majority", "staple")) {
            assertThat(Files.readString(scores.resolve("confusion-" + answer + ".svg")))
                    .contains("Confusion matrix of " + answer, "femoral cartilage");
        }
        try (var drawn = Files.walk(scores)) {
            Path picture =
                    drawn.filter(f -> f.endsWith("surfaces.png")).findFirst().orElseThrow();
            assertThat(ImageIO.read(picture.toFile()).getWidth()).isEqualTo(2 * 24 + 5 * 268 - 8);
        }
        Run segment = Run.of(
                "segment", cohort.resolve("images"), "--model", model, "--no-clean-up", "-o", folder.resolve("out"));
        assertThat(segment.out()).contains("report.html");
        assertThat(segment.err())
                .contains(
                        "case001: the model was trained on this image", "case003: the model was trained on this image")
                .doesNotContain("case004: the model was trained on this image");
        Run validated = Run.of(
                "fuse",
                "--fit",
                folder.resolve("sagittal"),
                folder.resolve("coronal"),
                folder.resolve("axial"),
                "--cases",
                "validation",
                "-o",
                folder.resolve("validated"));
        assertThat(validated.code()).isZero();
        Run one = Run.of("fuse", "--fit", folder.resolve("axial"), "--cases", "validation", "-o", folder.resolve("o"));
        assertThat(one.code()).isEqualTo(2);
        assertThat(one.err())
                .startsWith("condyle: --fit: one run; expected one for each of sagittal, coronal, axial, or --planes");
        assertThat(Run.of("models", model).out())
                .contains("training  fusion linear fitted on 1 annotated knee of 1 subject");
    }

    @Test
    void wrongUsageIsOneLine() {
        Run none = Run.of("fuse", "--cases", "c.csv", "-o", folder.resolve("o"));
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).contains("--fit", "--score");
        Run plane =
                Run.of("fuse", "--fit", folder, "--planes", "frontal", "--cases", "c.csv", "-o", folder.resolve("o"));
        assertThat(plane.code()).isEqualTo(2);
        assertThat(plane.err())
                .startsWith("condyle: plane 'frontal' is not known; expected sagittal, coronal, axial, ");
        Run noModel = Run.of("fuse", "--fit", folder, "--cases", "c.csv", "-o", folder.resolve("o"));
        assertThat(noModel.code()).isEqualTo(2);
        assertThat(noModel.err()).startsWith("condyle: " + folder + ": no model.yaml in this folder");
    }
}
