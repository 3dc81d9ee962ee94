package condyle.report;

import static condyle.report.TrainingPlot.EDGE;
import static condyle.report.TrainingPlot.HEAD;
import static condyle.report.TrainingPlot.LOSS_HEIGHT;
import static condyle.report.TrainingPlot.WIDTH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingPlotTest {
    private static final String HEADER = "stage,step,steps,loss,validation_loss,gradient_norm,rate,dice,seconds\n";
    private static final String OLD = "stage,step,steps,loss,gradient_norm,rate,dice,seconds\n";

    @TempDir
    private Path folder;

    private Path log(String text) throws IOException {
        return Files.writeString(folder.resolve("log.csv"), text);
    }

    /** Eight epochs of a stage with constant losses. */
    private static String constant(String stage, double loss, double validation) {
        StringBuilder rows = new StringBuilder();
        for (int i = 1; i <= 8; i++) {
            rows.append(stage + "," + 10 * i + ",80," + loss + "," + validation + ",1,1e-3,0.5,5\n");
        }
        return rows.toString();
    }

    @Test
    void rollingMeansPassThroughTheirPointsStagesSideBySide() throws IOException {
        BufferedImage picture = TrainingPlot.draw(log(HEADER + constant("coarse", 1, 2) + constant("fine", 3, 1.5)));
        assertThat(picture.getWidth()).isEqualTo(2 * WIDTH + 72 + 2 * EDGE);
        int x = EDGE + WIDTH * 7 / 8;
        assertThat(picture.getRGB(x, HEAD + LOSS_HEIGHT / 2) & 0xffffff)
                .as("training, at half of the highest loss")
                .isEqualTo(0xF5A13D);
        assertThat(picture.getRGB(x, HEAD) & 0xffffff)
                .as("validation, the highest loss")
                .isEqualTo(0x5CCB8F);
        assertThat(picture.getRGB(x + WIDTH + 72, HEAD) & 0xffffff)
                .as("training of the second stage, its highest loss")
                .isEqualTo(0xF5A13D);
    }

    @Test
    void aRollingMeanIsOfTheLastFiveAndBeginsAtTheFifth() {
        List<double[]> points = DoubleStream.of(1, 2, 3, 4, 5, 11)
                .mapToObj(v -> new double[] {v, v})
                .toList();
        assertThat(TrainingPlot.rolling(points)).containsExactly(new double[][] {{5, 3}, {11, 5}});
        assertThat(TrainingPlot.rolling(points.subList(0, 4))).isEmpty();
    }

    @Test
    void lossThatIsNotFiniteLeavesAGap() throws IOException {
        Path log = log(HEADER + "a,1,3,nan,nan,1,1e-3,nan,5\na,2,3,1.0,inf,1,1e-3,0.5,5\n");
        assertThat(TrainingPlot.draw(log).getWidth()).isEqualTo(WIDTH + 2 * EDGE);
    }

    @Test
    void aLossBelowZeroLowersTheAxis() throws IOException {
        // From −1 to 3, 1 lies half way up.
        BufferedImage picture = TrainingPlot.draw(log(HEADER + constant("a", 1, -1) + constant("a", 1, 3)));
        assertThat(picture.getRGB(EDGE + WIDTH - 1, HEAD + LOSS_HEIGHT / 2) & 0xffffff)
                .isEqualTo(0xF5A13D);
    }

    @Test
    void logsOfEarlierVersionsHaveNoValidationLoss() throws IOException {
        Path log = log(OLD + "a,1,3,1.0,1,1e-3,0.5,5\n");
        assertThat(TrainingPlot.draw(log).getWidth()).isEqualTo(WIDTH + 2 * EDGE);
    }

    @Test
    void otherFileIsRefused() throws IOException {
        Path log = log("a,b\n1,2\n");
        assertThatThrownBy(() -> TrainingPlot.draw(log)).hasMessageStartingWith(log + ": ");
    }
}
