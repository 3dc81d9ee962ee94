package condyle.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import condyle.config.Choice;
import condyle.loss.CrossEntropy;
import condyle.loss.Grouping;
import condyle.loss.MapHead;
import condyle.tensor.Scope;
import condyle.tensor.Tensor;
import java.util.List;
import java.util.Optional;
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
            double value = new Objective(LOSS, Optional.empty())
                    .of(even, new Told(ones, List.of(fine, coarse, fine)), 0)
                    .item();
            assertThat(value).isCloseTo((2 * Math.log(3) + Math.log(1.5)) / 3, within(1e-6));
        }
    }

    @Test
    void aSecondHeadsErrorIsAddedForTheSamplesOfEachScheme() {
        Grouping fine = Grouping.of(3);
        Grouping coarse = new Grouping(List.of(List.of(0), List.of(1, 2)));
        MapHead head = new MapHead(MapHead.DEFAULTS.map(), MapHead.Error.ABSOLUTE, 0.5);
        try (Scope scope = new Scope()) {
            // Of a row in group 1 all distances are -1, and those of group 2, absent, 1; the heads say 0.
            Tensor even = Tensor.zeros(2, 5, 1, 4);
            Tensor ones = Tensor.labels(new byte[] {1, 1, 1, 1, 1, 1, 1, 1}, 2, 1, 4);
            double value = new Objective(LOSS, Optional.of(head))
                    .of(even, new Told(ones, List.of(fine, coarse)), 0)
                    .item();
            assertThat(value).isCloseTo((Math.log(3) + Math.log(1.5)) / 2 + 0.5, within(1e-6));
        }
    }

    @Test
    void anObjectiveOutlivesTheScopeOfTheStepThatFirstUsedIt() {
        Objective objective = new Objective(
                new Choice("cross-entropy", new CrossEntropy.Config(List.of(1.0, 3.0))), Optional.empty());
        for (int step = 0; step < 2; step++) {
            try (Scope scope = new Scope()) {
                Tensor labels = Tensor.labels(new byte[] {0, 1}, 1, 1, 2);
                double value = objective
                        .of(Tensor.zeros(1, 2, 1, 2), new Told(labels, List.of(Grouping.of(2))), 0)
                        .item();
                assertThat(value).isCloseTo(Math.log(2), within(1e-6));
            }
        }
    }
}
