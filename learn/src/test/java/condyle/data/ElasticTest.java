package condyle.data;

import static org.assertj.core.api.Assertions.assertThat;

import condyle.distance.SignedDistanceField;
import condyle.image.Geometry;
import condyle.image.Mask;
import condyle.image.Size;
import condyle.image.Vec;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A ball of 10 mm in a patch, bent: what becomes of the distances to it. */
class ElasticTest {
    private static final Geometry GRID = Geometry.of(new Size(48, 48, 48), Vec.of(1));

    private static byte[] ball() {
        byte[] labels = new byte[GRID.size().length()];
        for (int z = 0, i = 0; z < 48; z++) {
            for (int y = 0; y < 48; y++) {
                for (int x = 0; x < 48; x++, i++) {
                    labels[i] = (byte) (new Vec(x - 23.5, y - 23.5, z - 23.5).norm() < 10 ? 1 : 0);
                }
            }
        }
        return labels;
    }

    private static float[] distances(byte[] labels) {
        boolean[] in = new boolean[labels.length];
        for (int i = 0; i < in.length; i++) {
            in[i] = labels[i] != 0;
        }
        return SignedDistanceField.of(Mask.of(GRID, in)).data();
    }

    @Test
    void aBentMapStaysCloseToTheDistancesOfTheBentLabels() {
        byte[] labels = ball();
        float[] map = distances(labels);
        Elastic bend = Elastic.of(GRID, 3, 40, new SplittableRandom(5));
        bend.image(map);
        bend.labels(labels);
        float[] exact = distances(labels);
        double sum = 0;
        int near = 0;
        for (int i = 0; i < map.length; i++) {
            if (Math.abs(exact[i]) < 8) {
                sum += Math.abs(map[i] - exact[i]);
                near++;
            }
            // The surface goes along: no voxel that is clearly in or out changes sides.
            if (Math.abs(map[i]) > 1.5) {
                assertThat(map[i] < 0).isEqualTo(labels[i] != 0);
            }
        }
        assertThat(near).isGreaterThan(10_000);
        // A third of a voxel, half of which is the bent labels' own rounding.
        assertThat(sum / near).isBetween(0.05, 0.35);
    }
}
