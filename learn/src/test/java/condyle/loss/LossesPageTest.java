package condyle.loss;

import static org.assertj.core.api.Assertions.assertThat;

import condyle.config.Choice;
import condyle.config.Yaml;
import condyle.tensor.Scope;
import condyle.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/reference/losses.md says what the program does. */
class LossesPageTest {
    private static final int EDGE = 10;

    /** A loss as an experiment's file has it. */
    record Phase(Choice loss) {}

    static Set<String> names() {
        return Losses.ALL.names();
    }

    private static String page() throws IOException {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("docs/reference"))) {
            folder = folder.getParent();
        }
        return Files.readString(folder.resolve("docs/reference/losses.md"));
    }

    /** Cells of the table's row about a loss. */
    private static List<String> row(String name) throws IOException {
        return page().lines()
                .filter(line -> line.startsWith("| `" + name + "` |"))
                .map(line -> Arrays.stream(line.split("(?<!\\\\)\\|"))
                        .skip(1)
                        .map(String::strip)
                        .toList())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row for " + name));
    }

    @Test
    void theTableHasEveryLossOnceAndNoOther() throws IOException {
        assertThat(page().lines().filter(line -> line.matches("\\| `[a-z].*")).map(line -> line.split("`")[1]))
                .containsExactlyElementsOf(names());
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyLossHasItsPaperOrSaysThatThereIsNone(String name) throws IOException {
        assertThat(row(name).get(2)).matches("none|.*\\d{4}, (doi:10\\.\\S+|arXiv:\\d{4}\\.\\d{5})");
    }

    @ParameterizedTest
    @MethodSource("names")
    void itsKeysStandWithWhatAFileMayLeaveOut(String name) throws IOException {
        Record settings = Losses.ALL.defaults(name);
        String printed = new Yaml().with("loss", Losses.ALL).print(new Phase(new Choice(name, settings)));
        String section = page().split("### `" + java.util.regex.Pattern.quote(name) + "`\n")[1]
                .split("\n### ")[0];
        assertThat(section).startsWith("```yaml\n" + printed + "```\n");
        String words = section.split("```\n")[1];
        for (var component : settings.getClass().getRecordComponents()) {
            assertThat(words).contains("`" + component.getName() + "`");
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void aVoxelTakenForAnAbsentClassCostsWhatThePageSays(String name) throws IOException {
        try (Scope scope = new Scope()) {
            double present = cost(name, 1);
            double absent = cost(name, 3);
            String told = absent < 1e-6
                    ? "nothing"
                    : Math.abs(absent - present) < 0.01 * present ? "the same" : absent > present ? "more" : "less";
            assertThat(row(name).get(4)).isEqualTo(told);
        }
    }

    /** What is lost where one voxel of background, far from the blocks of classes 1 and 2, is surely another class. */
    private static double cost(String name, int wrong) {
        byte[] labels = new byte[EDGE * EDGE * EDGE];
        for (int i = 0; i < 27; i++) {
            int at = EDGE * (i / 3 % 3) + EDGE * EDGE * (i / 9);
            labels[at + i % 3] = 1;
            labels[at + EDGE - 1 - i % 3] = 2;
        }
        byte[] found = labels.clone();
        found[5 + 5 * EDGE] = (byte) wrong;
        Loss loss = Losses.ALL.make(new Choice(name, Losses.ALL.defaults(name)), Grouping.of(4));
        Tensor truth = Tensor.labels(labels, 1, EDGE, EDGE, EDGE);
        return loss.of(sure(found), truth).item() - loss.of(sure(labels), truth).item();
    }

    private static Tensor sure(byte[] classes) {
        float[] logits = new float[4 * classes.length];
        for (int i = 0; i < classes.length; i++) {
            logits[classes[i] * classes.length + i] = 20;
        }
        return Tensor.of(logits, 1, 4, EDGE, EDGE, EDGE);
    }
}
