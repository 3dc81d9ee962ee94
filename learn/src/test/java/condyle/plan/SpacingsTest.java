package condyle.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import condyle.image.Size;
import condyle.image.Vec;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SpacingsTest {
    private static Spacings of(Size n, Vec... spacings) {
        return new Spacings(
                List.of(spacings),
                Stream.of(spacings)
                        .map(s -> new Vec(n.x() * s.x(), n.y() * s.y(), n.z() * s.z()))
                        .toList());
    }

    @Test
    void voxelsThatAreNearlyCubesGetTheMedian() {
        Spacings spacings =
                of(new Size(160, 384, 384), new Vec(0.7, 0.36, 0.36), new Vec(0.8, 0.4, 0.3), new Vec(0.9, 0.3, 0.5));
        assertThat(spacings.target()).isEqualTo(new Vec(0.8, 0.36, 0.36));
        assertThat(spacings.mixed()).isTrue();
        assertThat(spacings.range()).isEqualTo("0.7×0.3×0.3 to 0.9×0.4×0.5");
    }

    @Test
    void aCoarseAxisGetsTheTenthPercentile() {
        // Of 2, 3, 4 mm the 10th percentile is 2.2.
        Spacings spacings =
                of(new Size(30, 384, 384), new Vec(2, 0.4, 0.4), new Vec(3, 0.4, 0.4), new Vec(4, 0.4, 0.4));
        assertThat(spacings.target().x()).isCloseTo(2.2, within(1e-12));
        assertThat(spacings.target().y()).isEqualTo(0.4);
    }

    @Test
    void aCoarseAxisNeverGetsFinerThanTheOthers() {
        Spacings spacings = of(
                new Size(30, 384, 384),
                new Vec(0.2, 0.4, 0.4),
                new Vec(0.2, 0.4, 0.4),
                new Vec(3, 0.4, 0.4),
                new Vec(3, 0.4, 0.4),
                new Vec(3, 0.4, 0.4));
        assertThat(spacings.target()).isEqualTo(new Vec(0.4, 0.4, 0.4));
    }

    @Test
    void thickVoxelsOfAsManySlicesAsPixelsAreNotCoarse() {
        Spacings spacings = of(new Size(200, 200, 200), new Vec(2, 0.4, 0.4), new Vec(4, 0.4, 0.4));
        assertThat(spacings.target()).isEqualTo(new Vec(3, 0.4, 0.4));
    }

    @Test
    void gridsCoverTheMedianFieldOfView() {
        Spacings spacings = of(new Size(160, 384, 384), new Vec(0.7, 0.365, 0.365));
        assertThat(spacings.grid(new Vec(0.7, 0.365, 0.365))).isEqualTo(new Size(160, 384, 384));
        assertThat(spacings.voxels(Vec.of(1))).isEqualTo((long) (112 * 140.16 * 140.16));
        assertThat(spacings.mixed()).isFalse();
    }
}
