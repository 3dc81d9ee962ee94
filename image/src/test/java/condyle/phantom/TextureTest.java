package condyle.phantom;

import static org.assertj.core.api.Assertions.assertThat;

import condyle.image.Geometry;
import condyle.image.Side;
import condyle.image.Size;
import condyle.image.Vec;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What makes one tissue uneven, and the deep layer of cartilage. */
class TextureTest {
    private static final int N = 48;

    private static float[] shade(Material of, double texture, Contrast.Detail detail) {
        Geometry grid = Geometry.of(new Size(N, N, N), Vec.of(1), Vec.ZERO);
        byte[] data = new byte[N * N * N];
        Arrays.fill(data, of.code());
        float[] mean = new float[Material.count()];
        float[] deviation = new float[Material.count()];
        Arrays.fill(mean, 1);
        Arrays.fill(deviation, (float) texture);
        return Scanner.shade(new Materials(grid, data, Side.RIGHT), new Contrast(mean, deviation, detail), 4);
    }

    /** Mean squared step between voxels so many apart in the array. */
    private static double step(float[] v, int apart) {
        double sum = 0;
        for (int i = 0; i + apart < v.length; i++) {
            sum += (v[i + apart] - v[i]) * (v[i + apart] - v[i]) / (v.length - apart);
        }
        return sum;
    }

    @Test
    void fibresOfMuscleRunAlongTheLeg() {
        float[] v = shade(Material.MUSCLE, 0.1, new Contrast.Detail(1, 0, 0, 0, 1));
        assertThat(step(v, 2 * N * N)).isLessThan(0.6 * step(v, 2));
    }

    @Test
    void cartilageHasNoDirection() {
        float[] v = shade(Material.FEMORAL_CARTILAGE, 0.1, Contrast.Detail.NONE);
        assertThat(step(v, 2 * N * N) / step(v, 2)).isBetween(0.8, 1.25);
    }

    @Test
    void redMarrowLiesInPatchesBrighterThanTheRest() {
        float[] yellow = shade(Material.FEMUR_MARROW, 0, Contrast.Detail.NONE);
        float[] red = shade(Material.FEMUR_MARROW, 0, new Contrast.Detail(1, 0.3, 0, 0, 0));
        long patches = 0;
        for (int i = 0; i < red.length; i++) {
            assertThat(yellow[i]).isEqualTo(1);
            assertThat(red[i]).isBetween(1f, 1.3001f);
            patches += red[i] > 1.01 ? 1 : 0;
        }
        assertThat(patches / (double) red.length).isBetween(0.05, 0.7);
    }

    @Test
    void cartilageNextToBoneIsDarkerByItsShare() {
        Material c = Material.TIBIA_CORTEX;
        Material t = Material.MEDIAL_TIBIAL_CARTILAGE;
        Material f = Material.FLUID;
        Material[] row = {c, c, t, t, t, t, f};
        byte[] data = new byte[row.length];
        for (int i = 0; i < row.length; i++) {
            data[i] = row[i].code();
        }
        float[] v = new float[row.length];
        Arrays.fill(v, 1);
        Geometry grid = Geometry.of(new Size(row.length, 1, 1), Vec.of(0.35), Vec.ZERO);
        Layers.apply(new Materials(grid, data, Side.RIGHT), 0.5f, v);
        assertThat(v).containsExactly(1, 1, 0.5f, 0.5f, 1, 1, 1);
    }
}
