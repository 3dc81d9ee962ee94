package condyle.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import condyle.image.Geometry;
import condyle.image.Mask;
import condyle.image.Size;
import condyle.image.Vec;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OverlapTest {
    private static Mask run(int from, int to) {
        boolean[] in = new boolean[10];
        Arrays.fill(in, from, to, true);
        return Mask.of(Geometry.of(new Size(10, 1, 1), new Vec(0.5, 2, 3)), in);
    }

    @Test
    void ratiosFollowTheCounts() {
        Overlap o = Overlap.of(run(2, 8), run(4, 8));
        assertThat(o.dice()).isEqualTo(0.8);
        assertThat(o.iou()).isCloseTo(4 / 6.0, within(1e-12));
        assertThat(o.voe()).isCloseTo(2 / 6.0, within(1e-12));
        assertThat(o.volumeError()).isCloseTo(6, within(1e-12));
        assertThat(o.volumeErrorPercent()).isEqualTo(50);
        assertThat(o.volumeRatio()).isEqualTo(1.5);
    }

    @Test
    void precisionAndRecallFollowTheCounts() {
        Overlap o = Overlap.of(run(2, 8), run(4, 9));
        assertThat(o.precision()).isCloseTo(4 / 6.0, within(1e-12));
        assertThat(o.recall()).isEqualTo(0.8);
        assertThat(o.backgroundIou()).isEqualTo(3 / 6.0);
        assertThat(o.meanIou()).isCloseTo((4 / 7.0 + 3 / 6.0) / 2, within(1e-12));
    }

    /** Golden, numpy 1.24.2: the counts of {@code p & r}, {@code p | r}, {@code ~p & ~r} and {@code ~p | ~r}. */
    @Test
    void ratiosAgreeWithNumpy() {
        Overlap o = Overlap.of(SurfaceDistancesTest.FIRST, SurfaceDistancesTest.SECOND);
        assertThat(o.counts()).isEqualTo(new Overlap.Counts(2107, 2893, 2516, 28800));
        assertThat(o.precision()).isCloseTo(0.7283097131005877, within(1e-12));
        assertThat(o.recall()).isCloseTo(0.8374403815580286, within(1e-12));
        assertThat(o.backgroundIou()).isCloseTo(0.9552317086876709, within(1e-12));
        assertThat(o.meanIou()).isCloseTo(0.796664915518881, within(1e-12));
    }

    @Test
    void bothEmptyIsLeftOutUnlessAskedOtherwise() {
        assertThat(Overlap.of(run(0, 0), run(0, 0)).dice()).isNaN();
        assertThat(Overlap.of(run(0, 0), run(0, 0)).precision()).isNaN();
        assertThat(Overlap.of(run(0, 0), run(0, 0)).backgroundIou()).isEqualTo(1);
        assertThat(Overlap.of(run(0, 10), run(0, 10)).backgroundIou()).isNaN();
        assertThat(Overlap.of(run(0, 0), run(0, 0)).volumeErrorPercent()).isNaN();
        assertThat(Overlap.of(run(0, 0), run(0, 0), EmptyRule.PERFECT).iou()).isEqualTo(1);
    }

    @Test
    void oneEmptyIsZero() {
        assertThat(Overlap.of(run(0, 0), run(0, 3)).dice()).isZero();
        assertThat(Overlap.of(run(0, 3), run(0, 0)).iou()).isZero();
        assertThat(Overlap.of(run(0, 0), run(0, 3)).precision()).isZero();
        assertThat(Overlap.of(run(0, 3), run(0, 0)).recall()).isZero();
        assertThat(Overlap.of(run(0, 3), run(0, 0)).volumeErrorPercent()).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void differentGridsAreRefused() {
        Mask other = Mask.of(Geometry.of(new Size(10, 1, 1), Vec.of(1)), new boolean[10]);
        assertThatThrownBy(() -> Overlap.of(run(0, 3), other))
                .hasMessageStartingWith("prediction and reference lie on different grids: 10×1×1 at 0.50×2.00×3.00 mm");
    }
}
