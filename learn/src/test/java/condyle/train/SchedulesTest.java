package condyle.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import condyle.config.Choice;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Learning rates over a training, against the formulas of the papers worked out by hand. */
class SchedulesTest {
    private static Schedule of(String type, Record settings) {
        return Schedules.ALL.make(new Choice(type, settings), null);
    }

    @Test
    void dropsComeAfterTheWarmUpEverySoManySteps() {
        Schedule s = of("drop", new Schedules.Drop(10, 0.8, 100, List.of(), 0.1));
        assertThat(s.at(4, 1000)).isCloseTo(0.5, within(1e-12));
        assertThat(s.at(109, 1000)).isCloseTo(1, within(1e-12));
        assertThat(s.at(110, 1000)).isCloseTo(0.8, within(1e-12));
        assertThat(s.at(310, 1000)).isCloseTo(0.8 * 0.8 * 0.8, within(1e-12));
        assertThat(s.at(999_999, 1_000_000)).isEqualTo(0.1);
    }

    @Test
    void dropsComeAtTheStepsNamed() {
        Schedule s = of("drop", new Schedules.Drop(0, 0.1, 1, List.of(20, 50), 0));
        assertThat(s.at(19, 100)).isEqualTo(1);
        assertThat(s.at(20, 100)).isCloseTo(0.1, within(1e-12));
        assertThat(s.at(50, 100)).isCloseTo(0.01, within(1e-12));
    }

    @Test
    void aCosineWithATailHasYoloxsThreeParts() {
        // 100 epochs of one step: 3 of warm-up from a tenth, 5 of tail at a hundredth.
        Schedule s = of("cosine-tail", Schedules.CosineTail.DEFAULTS);
        assertThat(s.at(0, 100)).isCloseTo(0.1, within(1e-12));
        assertThat(s.at(2, 100)).isCloseTo(0.1 + 0.9 * 4 / 9, within(1e-12));
        assertThat(s.at(3, 100)).isCloseTo(1, within(1e-12));
        assertThat(s.at(49, 100)).isCloseTo(0.01 + 0.99 * 0.5, within(1e-12));
        assertThat(s.at(95, 100)).isEqualTo(0.01);
        assertThat(s.at(99, 100)).isEqualTo(0.01);
    }

    @Test
    void aPolynomialFallsToZeroAfterItsWarmUp() {
        Schedule s = of("polynomial", new Schedules.Polynomial(20, 0.9));
        assertThat(s.at(9, 120)).isCloseTo(0.5, within(1e-12));
        assertThat(s.at(20, 120)).isEqualTo(1);
        assertThat(s.at(70, 120)).isCloseTo(Math.pow(0.5, 0.9), within(1e-12));
        assertThat(s.at(119, 120)).isCloseTo(Math.pow(0.01, 0.9), within(1e-12));
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new Schedules.Constant(-1))
                .hasMessage("warmup: -1 is out of range, expected at least 0");
        assertThatThrownBy(() -> new Schedules.Cosine(0, 1.5))
                .hasMessage("floor: 1.5 is out of range, expected 0 to 1");
        assertThatThrownBy(() -> new Schedules.Polynomial(0, -0.9))
                .hasMessage("power: -0.9 is out of range, expected at least 0");
    }
}
