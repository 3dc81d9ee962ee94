package condyle.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingPlotTest {
    private static final String HEADER = "stage,step,steps,loss,gradient_norm,rate,dice,seconds\n";

    @TempDir
    private Path folder;

    @Test
    void curvesPassThroughTheirPointsStagesSideBySide() throws IOException {
        Path log = folder.resolve("log.csv");
        Files.writeString(
                log,
                HEADER + "coarse,100,200,2.0,1,1e-3,0.0,5\ncoarse,200,200,1.0,1,1e-3,0.5,5\n"
                        + "fine,100,100,1.0,1,1e-3,1.0,5\n");
        BufferedImage picture = TrainingPlot.draw(log);
        assertThat(picture.getWidth()).isEqualTo(2 * 640 + 100 + 2 * 64);
        assertThat(picture.getRGB(64 + 320, 56) & 0xffffff)
                .as("loss 2.0 at half way")
                .isEqualTo(0xF5A13D);
        assertThat(picture.getRGB(64 + 640 + 100 + 640, 56) & 0xffffff)
                .as("Dice 1 at the end")
                .isEqualTo(0x3BA3E8);
    }

    @Test
    void lossThatIsNotFiniteLeavesAGap() throws IOException {
        Path log = folder.resolve("log.csv");
        Files.writeString(log, HEADER + "a,1,3,nan,1,1e-3,nan,5\na,2,3,1.0,1,1e-3,0.5,5\n");
        assertThat(TrainingPlot.draw(log).getWidth()).isEqualTo(640 + 2 * 64);
    }

    @Test
    void otherFileIsRefused() throws IOException {
        Path log = folder.resolve("log.csv");
        Files.writeString(log, "a,b\n1,2\n");
        assertThatThrownBy(() -> TrainingPlot.draw(log)).hasMessageStartingWith(log + ": ");
    }
}
