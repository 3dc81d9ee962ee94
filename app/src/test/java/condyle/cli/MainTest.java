package condyle.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import condyle.config.ConfigException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class MainTest {
    static Iterable<String> commands() {
        return new CommandLine(new Main()).getSubcommands().keySet();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandExplainsItself(String command) {
        Run run = Run.of(command, "--help");
        assertThat(run.code()).isZero();
        assertThat(run.out()).startsWith("Usage: condyle " + command).contains("not a medical device");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void withoutACommandTheKnownOnesAreListedAndTheCodeIsTwo() {
        Run run = Run.of();
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).startsWith("condyle: which command? known: segment, demo, info, ");
    }

    @Test
    void wrongUsageIsOneLineAndTheCodeIsTwo() {
        Run unknown = Run.of("segmnt");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err())
                .startsWith("condyle: unknown command 'segmnt'; known: ")
                .hasLineCount(1);
        Run option = Run.of("phantom", "-o", "x", "--sede", "1");
        assertThat(option.code()).isEqualTo(2);
        assertThat(option.err())
                .isEqualTo("condyle: unknown option '--sede'; did you mean --seed?; see 'condyle phantom --help'\n");
    }

    @Test
    void aValueThatAnOptionCannotTakeIsToldWithTheOnesItCan() {
        assertThat(Run.of("segment", "a.nii", "--side", "up").err())
                .isEqualTo("condyle: --side: 'up' cannot be used; expected left, right, unknown; "
                        + "see 'condyle segment --help'\n");
        assertThat(Run.of("segment", "a.nii", "--threads", "two").err())
                .isEqualTo("condyle: --threads: 'two' cannot be used; expected a whole number; "
                        + "see 'condyle segment --help'\n");
    }

    @Test
    void memoryThatTheMachineDoesNotHaveIsNotAskedOfJava() {
        assertThatThrownBy(() -> Memory.require("a", 1L << 50, 1L << 62))
                .hasMessageMatching("a: needs about .* are free; close other programs or use a machine with more");
    }

    @Test
    void versionTellsCommitAndEngine() {
        assertThat(Run.of("--version").out()).matches("(?s)condyle \\d.*\\(commit .*\\)\\Rlibtorch \\d.*");
    }

    @Test
    void completionKnowsEveryCommand() {
        assertThat(Run.of("completion").out())
                .startsWith("#!")
                .contains("evaluate")
                .contains("--reference-labels");
    }

    @Test
    void expectedFailuresAreTheirMessageAndOthersAreNamed() {
        assertThat(Failures.line(new IOException("a: broken"))).isEqualTo("a: broken");
        assertThat(Failures.line(new UncheckedIOException(new AccessDeniedException("out"))))
                .isEqualTo("out: permission denied");
        assertThat(Failures.line(new NullPointerException("x")))
                .isEqualTo("unexpected NullPointerException: x; this is a fault of the program; CONDYLE_DEBUG=1 shows "
                        + "where it happened, please report that");
        assertThat(Failures.line(new OutOfMemoryError())).startsWith("out of memory: Java may use ");
        assertThat(Failures.code(new ConfigException("a"))).isEqualTo(2);
        assertThat(Failures.code(new IOException("a"))).isEqualTo(1);
    }
}
