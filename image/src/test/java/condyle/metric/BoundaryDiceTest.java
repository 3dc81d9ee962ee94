package condyle.metric;

import static condyle.metric.SurfaceDistancesTest.FIRST;
import static condyle.metric.SurfaceDistancesTest.NONE;
import static condyle.metric.SurfaceDistancesTest.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BoundaryDiceTest {
    @Test
    void blockOneVoxelOffSharesOnlyTheFacesItMovedAlong() {
        // 20×15×12 voxels: the shell has 20·15·12 − 18·13·10; moved along x, 19 of its rings of 15·12 − 13·10 stay.
        double shell = 20 * 15 * 12 - 18 * 13 * 10;
        double ring = 15 * 12 - 13 * 10;
        assertThat(BoundaryDice.of(SurfaceDistancesTest.block(1), SurfaceDistancesTest.block(0)))
                .isCloseTo(19 * ring / shell, within(1e-12));
    }

    @Test
    void emptySetsFollowDice() {
        assertThat(BoundaryDice.of(FIRST, FIRST)).isEqualTo(1);
        assertThat(BoundaryDice.of(NONE, NONE)).isNaN();
        assertThat(BoundaryDice.of(NONE, FIRST)).isZero();
        assertThat(BoundaryDice.of(FIRST, NONE)).isZero();
    }

    /** Golden, scipy 1.10.1: {@code shell = m & ~binary_erosion(m)}, {@code 2 * (a & b).sum() / (a.sum() + b.sum())}. */
    @Test
    void ellipsoidsAgreeWithScipy() {
        assertThat(BoundaryDice.of(FIRST, SECOND)).isCloseTo(0.2556480380499406, within(1e-12));
    }
}
