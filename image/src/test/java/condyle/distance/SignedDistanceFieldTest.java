package condyle.distance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import condyle.image.Geometry;
import condyle.image.Mask;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.image.Volume;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedDistanceFieldTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void equalsTheNearestOfAllBoxes(int seed) {
        Mask m = DistanceTransformTest.random(seed);
        float[] d = SignedDistanceField.of(m).data();
        for (int i = 0; i < d.length; i += 7) {
            int[] p = {
                i % m.size().x(),
                i / m.size().x() % m.size().y(),
                i / m.size().x() / m.size().y()
            };
            boolean in = m.data()[i];
            double expected = DistanceTransformTest.nearest(m, p, !in, 0.5) * (in ? -1 : 1);
            assertThat((double) d[i]).isCloseTo(expected, within(1e-5));
        }
    }

    @Test
    void voxelsAtAFaceAreHalfASpacingFromItAlongEachAxis() {
        Size n = new Size(9, 9, 9);
        boolean[] in = new boolean[n.length()];
        for (int z = 3; z < 6; z++) {
            for (int y = 3; y < 6; y++) {
                Arrays.fill(in, n.index(3, y, z), n.index(6, y, z), true);
            }
        }
        Volume d = SignedDistanceField.of(Mask.of(Geometry.of(n, new Vec(1, 2, 3)), in));
        assertThat(d.at(2, 4, 4)).isEqualTo(0.5f);
        assertThat(d.at(3, 4, 4)).isEqualTo(-0.5f);
        assertThat(d.at(4, 2, 4)).isEqualTo(1f);
        assertThat(d.at(4, 4, 6)).isEqualTo(1.5f);
        assertThat(d.at(4, 4, 4)).isEqualTo(-1.5f);
        assertThat(d.at(1, 2, 4)).isCloseTo((float) Math.hypot(1.5, 1), within(1e-6f));
    }

    @Test
    void emptyIsInfinitelyOutsideAndFullInfinitelyInside() {
        Geometry g = Geometry.of(new Size(5, 4, 3), Vec.of(1));
        boolean[] all = new boolean[60];
        assertThat(SignedDistanceField.of(Mask.of(g, all)).data()).containsOnly(Float.POSITIVE_INFINITY);
        Arrays.fill(all, true);
        assertThat(SignedDistanceField.of(Mask.of(g, all)).data()).containsOnly(Float.NEGATIVE_INFINITY);
    }
}
