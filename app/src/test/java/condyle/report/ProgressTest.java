package condyle.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final StringWriter text = new StringWriter();
    private long now;

    @Test
    void terminalShowsOneLineThatIsWrittenOver() {
        try (Progress p = progress(Progress.Screen.TERMINAL)) {
            p.at(0, "reading");
            seconds(10);
            p.at(0.25, "finding tissues");
        }
        assertThat(text.toString().split("\r"))
                .startsWith("", "case01  ░░░░░░░░░░░░░░░░░░░░░░░░   0 %  reading")
                .contains("case01  ██████░░░░░░░░░░░░░░░░░░  25 %  finding tissues, 30 s to go");
        assertThat(text.toString()).doesNotContain("\n").endsWith("\r");
    }

    @Test
    void filesGetAPlainLineEveryTwentySeconds() {
        Progress p = progress(Progress.Screen.PLAIN);
        for (int i = 1; i <= 40; i++) {
            seconds(1);
            p.at(i / 100.0, "finding tissues");
        }
        assertThat(text.toString().lines())
                .containsExactly(
                        "case01: 20 %  finding tissues, 1 min 20 s to go",
                        "case01: 40 %  finding tissues, 1 min 00 s to go");
    }

    @Test
    void durationsAreToldInWords() {
        assertThat(Progress.words(Duration.ofMillis(7600))).isEqualTo("8 s");
        assertThat(Progress.words(Duration.ofMillis(59_700))).isEqualTo("1 min 00 s");
        assertThat(Progress.words(Duration.ofSeconds(11_100))).isEqualTo("3 h 05 min");
    }

    private Progress progress(Progress.Screen screen) {
        return new Progress("case01", new PrintWriter(text), screen, () -> now);
    }

    private void seconds(int n) {
        now += n * 1_000_000_000L;
    }
}
