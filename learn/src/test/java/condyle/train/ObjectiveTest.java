package condyle.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import condyle.config.Choice;
import condyle.loss.CrossEntropy;
import condyle.loss.Grouping;
import condyle.tensor.Scope;
import condyle.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObjectiveTest {
    private static final Choice LOSS = new Choice("cross-entropy", CrossEntropy.Config.DEFAULTS);

    @Test
    void samplesOfTwoSchemesCountByTheirNumber() {
        Grouping fine = Grouping.of(3);
        Grouping coarse = new Grouping(List.of(List.of(0), List.of(1, 2)));
        try (Scope scope = new Scope()) {
            Tensor even = Tensor.zeros(3, 3, 1, 1);
            Tensor ones = Tensor.labels(new byte[] {1, 1, 1}, 3, 1, 1);
            double value = new Objective(LOSS)
                    .of(even, ones, List.of(fine, coarse, fine), 0)
                    .item();
            assertThat(value).isCloseTo((2 * Math.log(3) + Math.log(1.5)) / 3, within(1e-6));
        }
    }

    @Test
    void anObjectiveOutlivesTheScopeOfTheStepThatFirstUsedIt() {
        Objective objective = new Objective(new Choice("cross-entropy", new CrossEntropy.Config(List.of(1.0, 3.0))));
        for (int step = 0; step < 2; step++) {
            try (Scope scope = new Scope()) {
                Tensor labels = Tensor.labels(new byte[] {0, 1}, 1, 1, 2);
                double value = objective
                        .of(Tensor.zeros(1, 2, 1, 2), labels, List.of(Grouping.of(2)), 0)
                        .item();
                assertThat(value).isCloseTo(Math.log(2), within(1e-6));
            }
        }
    }
}
