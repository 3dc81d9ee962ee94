package condyle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import condyle.experiment.Formats;
import condyle.experiment.Training;
import condyle.tensor.Engine;
import condyle.train.TrainObserver;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures of what an auto-decoder has learnt, of one that has learnt next to nothing. */
class LatentTest {
    private static final String TEXT = """
            name: small
            device: cpu
            classes: [femur, tibia]
            phantoms: {count: 3, validation: 1, spacing: 5}
            implicit:
              spacing: 7
              function: {type: %s}
              train: {rate: 1e-2, steps: 4, epoch: 2}
            """;

    @TempDir
    private Path folder;

    private Path train(String name, String function) throws IOException {
        Engine.threads(1);
        Path file = folder.resolve(name + ".yaml");
        Files.writeString(file, TEXT.formatted(function));
        condyle.experiment.Run run = new condyle.experiment.Run(folder.resolve(name));
        new Training(Formats.experiment(file, List.of()), run, TrainObserver.NONE, () -> false)
                .run(Training.Existing.REFUSE, null);
        return run.folder();
    }

    @Test
    void aWalkAndTheCurvesOfFitsAreDrawn() throws IOException {
        Path run = train(
                "knees",
                "nisf, network: {layers: 2, width: 8, latent: 8}, points: {kept: 300, step: 32}, "
                        + "fit: {most: 4, every: 2, points: 16}");
        Path out = folder.resolve("pictures");
        Run told = Run.of("latent", run, "-o", out);
        assertThat(told.code()).isZero();
        assertThat(told.out().lines())
                .containsExactly(
                        out.resolve("walk.png").toString(),
                        out.resolve("fits.png").toString());
        BufferedImage walk = ImageIO.read(out.resolve("walk.png").toFile());
        // Three knees differ in two directions.
        assertThat(walk.getHeight()).isBetween(500, 800);
        assertThat(colours(walk)).isGreaterThan(20);
        assertThat(colours(ImageIO.read(out.resolve("fits.png").toFile()))).isGreaterThan(5);
    }

    private static long colours(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()).length == 0
                ? 0
                : java.util.Arrays.stream(
                                image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))
                        .distinct()
                        .count();
    }

    @Test
    void aModelWithoutCodesIsOneLine() throws IOException {
        Path run = train("slices", "slice-distance, network: {axes: 2, latent: 0, skip: none, layers: 1, width: 4}");
        Run told = Run.of("latent", run, "-o", folder.resolve("none"));
        assertThat(told.code()).isEqualTo(1);
        assertThat(told.err())
                .contains(run + ": has no latent codes: it is no auto-decoder; expected a model whose model.yaml has "
                        + "implicit.function.type: nisf");
        assertThat(Run.of("latent", run, "-o", folder, "--slice", "2").err())
                .contains("--slice: 2.0 is out of range, expected 0–1");
    }
}
