package condyle.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuantileTest {
    @Test
    void quantilesLieBetweenTheSortedValues() {
        double[] sorted = {1, 2, 4, 8};
        assertThat(Quantile.of(sorted, 0)).isEqualTo(1);
        assertThat(Quantile.of(sorted, 0.5)).isEqualTo(3);
        assertThat(Quantile.of(sorted, 0.75)).isEqualTo(5);
        assertThat(Quantile.of(sorted, 1)).isEqualTo(8);
    }

    @Test
    void ofOneValueItIsThatAndOfNoneThereIsNone() {
        assertThat(Quantile.of(new double[] {7}, 0.3)).isEqualTo(7);
        assertThat(Quantile.of(new double[0], 0.3)).isNaN();
    }
}
