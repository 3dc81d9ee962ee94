package condyle.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleTest {
    @Test
    void marksAreRoundNumbersWithinTheAxis() {
        Scale scale = new Scale(0.83, 0.971, 0, 100);
        assertThat(scale.marks(5))
                .hasSize(3)
                .first()
                .satisfies(m -> assertThat(m).isCloseTo(0.85, within(1e-12)));
        assertThat(scale.words(0.85, 5)).isEqualTo("0.85");
        assertThat(new Scale(-1200, 800, 0, 100).marks(4)).containsExactly(-1000.0, -500.0, 0.0, 500.0);
        assertThat(new Scale(-1200, 800, 0, 100).words(-1000, 4)).isEqualTo("-1,000");
    }

    @Test
    void valuesLieBetweenTheEnds() {
        Scale scale = Scale.around(List.of(2.0, 4.0, Double.NaN), 10, 110);
        assertThat(scale.at(3)).isCloseTo(60, within(1e-9));
        assertThat(scale.at(2)).isGreaterThan(10);
        assertThat(Scale.around(List.of(5.0), 0, 10).at(5)).isCloseTo(5, within(1e-9));
        assertThat(Scale.around(List.of(), 0, 10).at(0.5)).isCloseTo(5, within(1e-9));
    }

    @Test
    void numbersHaveTheirDigitsAndADashForNone() {
        assertThat(Digits.of(12345.678, 1)).isEqualTo("12,345.7");
        assertThat(Digits.of(-0.0004, 3)).isEqualTo("0.000");
        assertThat(Digits.of(-1.5, 1)).isEqualTo("−1.5");
        assertThat(Digits.of(Double.NaN, 2)).isEqualTo("–");
        assertThat(Digits.signed(0.25, 2)).isEqualTo("+0.25");
        assertThat(Digits.signed(0, 2)).isEqualTo("0.00");
        assertThat(Digits.p(0.00001)).isEqualTo("<0.0001");
        assertThat(Digits.p(0.0123)).isEqualTo("0.012");
        assertThat(Digits.p(0.4567)).isEqualTo("0.46");
    }
}
