package condyle.distance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import condyle.image.Affine;
import condyle.image.Geometry;
import condyle.image.Mask;
import condyle.image.Size;
import condyle.image.Vec;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistanceTransformTest {
    /** Sparse and dense random sets on small anisotropic grids, lines of one voxel included. */
    static Mask random(int seed) {
        Random random = new Random(seed);
        Size n = new Size(1 + random.nextInt(40), 1 + random.nextInt(14), 1 + random.nextInt(10));
        double share = Math.pow(10, -3 * random.nextDouble());
        boolean[] in = new boolean[n.length()];
        for (int i = 0; i < in.length; i++) {
            in[i] = random.nextDouble() < share;
        }
        Vec spacing = new Vec(0.2 + random.nextDouble(), 0.2 + 2 * random.nextDouble(), 0.2 + 3 * random.nextDouble());
        return Mask.of(Geometry.of(n, spacing), in);
    }

    /** Distance of a voxel to the nearest voxel of the given membership, gaps along each axis shortened by {@code cut}. */
    static double nearest(Mask m, int[] p, boolean member, double cut) {
        Size n = m.size();
        Vec s = m.geometry().spacing();
        double best = Double.POSITIVE_INFINITY;
        for (int z = 0, i = 0; z < n.z(); z++) {
            for (int y = 0; y < n.y(); y++) {
                for (int x = 0; x < n.x(); x++, i++) {
                    if (m.data()[i] == member) {
                        double dx = Math.max(0, Math.abs(x - p[0]) - cut) * s.x();
                        double dy = Math.max(0, Math.abs(y - p[1]) - cut) * s.y();
                        double dz = Math.max(0, Math.abs(z - p[2]) - cut) * s.z();
                        best = Math.min(best, Math.sqrt(dx * dx + dy * dy + dz * dz));
                    }
                }
            }
        }
        return best;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void equalsTheNearestOfAllVoxels(int seed) {
        Mask m = random(seed);
        float[] d = DistanceTransform.of(m).data();
        for (int i = 0; i < d.length; i += 7) {
            int[] p = {
                i % m.size().x(),
                i / m.size().x() % m.size().y(),
                i / m.size().x() / m.size().y()
            };
            assertThat((double) d[i]).isCloseTo(nearest(m, p, true, 0), within(1e-5));
        }
    }

    /**
     * Golden, scipy 1.10.1: {@code i = np.arange(30*20*12).reshape(12,20,30); d = distance_transform_edt((i*2654435761
     * % 2**32) % 997 >= 3, sampling=(1.5,0.5,0.4)); d.sum(), d.max(), d[11,19,29]}.
     */
    @Test
    void agreesWithScipy() {
        Size n = new Size(30, 20, 12);
        boolean[] in = new boolean[n.length()];
        for (int i = 0; i < in.length; i++) {
            in[i] = i * 2654435761L % (1L << 32) % 997 < 3;
        }
        float[] d = DistanceTransform.of(Mask.of(Geometry.of(n, new Vec(0.4, 0.5, 1.5)), in))
                .data();
        double sum = 0;
        double max = 0;
        for (float v : d) {
            sum += v;
            max = Math.max(max, v);
        }
        assertThat(sum).isCloseTo(19068.4114, within(0.01));
        assertThat(max).isCloseTo(7.142129, within(1e-5));
        assertThat((double) d[d.length - 1]).isCloseTo(4.775982, within(1e-5));
    }

    @Test
    void emptySetIsInfinitelyFarAndFullSetIsHere() {
        Geometry g = Geometry.of(new Size(5, 4, 3), Vec.of(1));
        assertThat(DistanceTransform.of(Mask.of(g, new boolean[60])).data()).containsOnly(Float.POSITIVE_INFINITY);
        boolean[] all = new boolean[60];
        java.util.Arrays.fill(all, true);
        assertThat(DistanceTransform.of(Mask.of(g, all)).data()).containsOnly(0f);
    }

    @Test
    void obliqueAxesGiveTheSameAndShearIsRefused() {
        double c = Math.cos(0.5);
        double s = Math.sin(0.5);
        Size n = new Size(3, 3, 1);
        boolean[] in = new boolean[9];
        in[0] = true;
        Affine turned = Affine.of(2 * c, -3 * s, 0, 7, 2 * s, 3 * c, 0, 0, 0, 0, 1, 0);
        assertThat(DistanceTransform.of(Mask.of(new Geometry(n, turned), in)).at(2, 1, 0))
                .isCloseTo(5f, within(1e-5f));
        Affine sheared = Affine.of(1, 0.1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0);
        assertThatThrownBy(() -> DistanceTransform.of(Mask.of(new Geometry(n, sheared), in)))
                .hasMessage("distance: grid 3×3×1 at 1.00×1.00×1.00 mm is sheared: voxel axes x and y are at 84.29°, "
                        + "expected 90°; resample it first");
    }
}
