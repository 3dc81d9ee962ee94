package condyle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import condyle.experiment.Experiment;
import condyle.experiment.Formats;
import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Volume;
import condyle.io.Volumes;
import condyle.net.Networks;
import condyle.phantom.Contrast;
import condyle.phantom.Knee;
import condyle.phantom.Look;
import condyle.phantom.Scanner;
import condyle.tensor.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From nnU-Net's raw layout to scores, by the commands alone, on knees of few voxels. */
class PlanTest {
    private static final String JSON = """
            {"channel_names": {"0": "DESS"}, "labels": {"background": 0, "Femur": 1, "tibia": 2, "patella": 3,
             "femoral_cartilage": 4, "medial_tibial_cartilage": 5, "lateral_tibial_cartilage": 6, "patellar_cartilage": 7,
             "medial_meniscus": 8, "lateral_meniscus": 9}, "numTraining": 3, "file_ending": ".nii.gz"}
            """;

    @TempDir
    private static Path folder;

    private static Path data;

    @BeforeAll
    static void makeDataSet() throws IOException {
        Engine.threads(1);
        data = folder.resolve("Dataset007_Knees");
        Files.createDirectories(data);
        Files.writeString(data.resolve("dataset.json"), JSON);
        for (int seed = 1; seed <= 3; seed++) {
            Knee knee = Knee.of(seed);
            Geometry grid = knee.grid(4);
            LabelMap labels = knee.materials(grid).labels();
            SplittableRandom random = new SplittableRandom(seed);
            Look look = Look.of("dess");
            Contrast contrast = look.contrast(random);
            Scanner scanner = look.scanner(random);
            Volume image = scanner.image(knee, grid, contrast, seed);
            Volumes.write(image, data.resolve("imagesTr/knee_00" + seed + "_0000.nii.gz"));
            Volumes.write(labels, data.resolve("labelsTr/knee_00" + seed + ".nii.gz"));
        }
    }

    @Test
    void nnUnetsLayoutIsPlannedTrainedSegmentedAndEvaluated() throws IOException {
        Path file = folder.resolve("plan.yaml");
        Run plan = Run.of("plan", data, "-o", file, "--minutes", "0.05", "--memory", "3G");
        assertThat(plan.err()).isEmpty();
        assertThat(plan.code()).isZero();
        assertThat(plan.out()).startsWith(file + ": 3 cases, 9 classes, one stage, unet on ");
        assertThat(Files.readString(file))
                .contains("name: dataset007-knees")
                .contains("  table: Dataset007_Knees")
                .contains("  validation: {share: 0.2}", "1 of 3 subjects is never trained on");

        assertThat(Run.of("config", file).code()).isZero();
        Experiment planned = Formats.experiment(file, List.of());
        assertThat(planned.classes())
                .containsExactlyElementsOf(
                        LabelSet.CONDYLE.names().stream().limit(9).toList());

        Path run = folder.resolve("run");
        Run train = Run.of(
                "train",
                file,
                "-o",
                run,
                "--set",
                "stages.0.train.epoch=2",
                "--set",
                "precision=fp32",
                "--set",
                "stages.0.train.phases.0.steps=4",
                "--set",
                "stages.0.train.phases.0.patch=[16, 16, 16]");
        assertThat(train.err()).doesNotContain("unexpected");
        assertThat(train.code()).isZero();

        Path out = folder.resolve("out");
        Run segment = Run.of(
                "segment", data.resolve("imagesTr/knee_003_0000.nii.gz"), "--model", run, "-o", out, "--no-clean-up");
        Path tissues = out.resolve("knee_003_0000/tissues.nii.gz");
        assertThat(tissues).as(segment.err()).exists();
        assertThat(Volumes.info(tissues).geometry())
                .isEqualTo(
                        Volumes.info(data.resolve("labelsTr/knee_003.nii.gz")).geometry());

        Run evaluate = Run.of(
                "evaluate",
                "--prediction",
                tissues,
                "--reference",
                data.resolve("labelsTr/knee_003.nii.gz"),
                "-o",
                out);
        assertThat(evaluate.code()).isZero();
        assertThat(Files.readString(out.resolve("scores.csv"))).contains("femoral cartilage");
    }

    @Test
    void wrongUsageIsOneLineWithWhatWouldBeRight() throws IOException {
        Path table = folder.resolve("t.csv");
        Files.writeString(
                table,
                "subject,side,visit,image,labels\na,,,,Dataset007_Knees/labelsTr/knee_001.nii.gz\n"
                        + "b,,,,Dataset007_Knees/labelsTr/knee_002.nii.gz\n");
        Path none = folder.resolve("none.yaml");
        assertUsage(
                Run.of("plan", table, "-o", none),
                "--labels is missing: a table does not say what its label maps' numbers mean; expected one of condyle, "
                        + "zib, pymskt, iwoai, binary, or a YAML file");
        assertUsage(
                Run.of("plan", data, "-o", none, "--network", "nnunet"),
                "--network: unknown network 'nnunet'; known: " + String.join(", ", Networks.ALL.names()));
        assertUsage(Run.of("plan", data, "-o", none, "--memory", "lots"), "'lots'; expected a size such as 8G or 800M");
        assertUsage(
                Run.of("plan", data, "-o", none, "--minutes", "0"),
                "--minutes 0.0: expected a number of minutes above 0");
        assertThat(none).doesNotExist();
        Files.writeString(folder.resolve("there.yaml"), "");
        assertThat(Run.of("plan", data, "-o", folder.resolve("there.yaml")).err())
                .isEqualTo("condyle: " + folder.resolve("there.yaml")
                        + ": exists already; choose another with -o, or remove it\n");
    }

    private static void assertUsage(Run run, String message) {
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(message).hasLineCount(1);
    }

    @Test
    void casesThatCannotBeUsedAreToldAndNothingIsWritten() throws IOException {
        Path table = folder.resolve("bad.csv");
        Path image = folder.resolve("nan.nii.gz");
        Geometry grid = Volumes.info(data.resolve("labelsTr/knee_002.nii.gz")).geometry();
        float[] voxels = new float[grid.size().length()];
        voxels[7] = Float.NaN;
        Volumes.write(Volume.of(grid, voxels), image);
        Files.writeString(
                table,
                "subject,side,visit,image,labels\na,,,,Dataset007_Knees/labelsTr/knee_001.nii.gz\n"
                        + "b,,,nan.nii.gz,Dataset007_Knees/labelsTr/knee_002.nii.gz\n");
        Path none = folder.resolve("none.yaml");
        Run run = Run.of("plan", table, "-o", none, "--labels", "condyle");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .contains(image + ": 1 voxel is NaN or infinite; expected finite numbers")
                .contains("condyle: no experiment is written; mend these cases or leave them out\n");
        assertThat(none).doesNotExist();
    }
}
