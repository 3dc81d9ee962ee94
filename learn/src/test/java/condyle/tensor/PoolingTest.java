package condyle.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Golden numbers from PyTorch 1.13: {@code F.max_pool2d(x, 2, return_indices=True)}, {@code F.max_pool2d(x, 3, 2, 1)},
 * {@code F.adaptive_avg_pool2d(x, 3)}.
 */
class PoolingTest {
    private final Scope scope = new Scope();
    private final Tensor x = Tensor.of(new float[] {3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3}, 1, 1, 4, 4);

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void theLargestOfEachBlockKnowsItsPlace() {
        Pooling.Largest largest = Pooling.largest(x, 2);
        assertThat(largest.values().toFloats()).containsExactly(9, 6, 9, 9);
        assertThat(largest.places().toLongs()).containsExactly(5, 7, 12, 14);
    }

    @Test
    void numbersGoBackToTheirPlacesAndGradientsToo() {
        Tensor learnt = x.copy().withGradient();
        Pooling.Largest largest = Pooling.largest(learnt.channelsLast(), 2);
        Tensor back = Pooling.putBack(largest.values(), largest.places(), 2);
        assertThat(back.toFloats()).containsExactly(0, 0, 0, 0, 0, 9, 0, 6, 0, 0, 0, 0, 9, 0, 9, 0);
        back.sum().backward();
        assertThat(learnt.grad().toFloats()).containsExactly(0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 1, 0);
    }

    @Test
    void blocksInThreeDimensionsGoBackToo() {
        Tensor cube = Tensor.of(new float[] {3, 1, 4, 1, 5, 9, 2, 6}, 1, 1, 2, 2, 2);
        Pooling.Largest largest = Pooling.largest(cube, 2);
        assertThat(Pooling.putBack(largest.values(), largest.places(), 2).toFloats())
                .containsExactly(0, 0, 0, 0, 0, 9, 0, 0);
    }

    @Test
    void nothingStandsBeyondTheImage() {
        assertThat(Pooling.max(x, 3, new Operators.Walk(2, 1)).toFloats()).containsExactly(9, 9, 9, 9);
        assertThat(Pooling.max(x.neg(), 3, new Operators.Walk(2, 1)).toFloats()).containsExactly(-1, -1, -3, -2);
    }

    @Test
    void partsThatDoNotDivideOverlap() {
        assertThat(Pooling.means(x, 3).toFloats())
                .containsExactly(4.5f, 4.0f, 3.25f, 5.5f, 4.75f, 5.25f, 6.0f, 6.0f, 6.25f);
    }
}
