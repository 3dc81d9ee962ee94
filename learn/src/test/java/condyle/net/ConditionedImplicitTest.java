package condyle.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import condyle.nn.Mode;
import condyle.tensor.Gather;
import condyle.tensor.NoGradient;
import condyle.tensor.Scope;
import condyle.tensor.Tensor;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConditionedImplicitTest {
    private final Scope scope = new Scope();
    private ConditionedImplicit network;
    private Tensor images;
    private Tensor places;

    @BeforeEach
    void make() {
        network = new ConditionedImplicit(ConditionedImplicit.Config.TINY, new Task(1, 3, 4));
        network.mode(Mode.USE);
        Random random = new Random(2);
        float[] values = new float[2 * 8 * 12 * 16];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        images = Tensor.of(values, 2, 1, 8, 12, 16);
        places = Tensor.of(new float[] {-1, 0.5f, 0.25f, 0.75f, -0.5f, 1}, 2, 3);
    }

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void pointsAtVoxelsAreTheVoxels() {
        float[] dense = network.forward(images, places).toFloats();
        PointNetwork.Maps maps = network.maps(images, places);
        float[] at = {0, 0, 0, 15, 11, 7, 5, 3, 6, 9, 9, 1};
        float[] points = network.at(maps, new Gather.Points(at, 2)).toFloats();
        for (int i = 0; i < 4; i++) {
            for (int c = 0; c < 3; c++) {
                int voxel = (int) (at[3 * i] + 16 * (at[3 * i + 1] + 12 * at[3 * i + 2]));
                float expected = dense[((i / 2) * 3 + c) * 8 * 12 * 16 + voxel];
                assertThat(points[((i / 2) * 3 + c) * 2 + i % 2]).isCloseTo(expected, within(1e-4f));
            }
        }
    }

    @Test
    void aLatticeIsItsPoints() {
        PointNetwork.Maps maps = network.maps(images.narrow(0, 0, 1), places.narrow(0, 0, 1));
        Gather.Lattice lattice =
                new Gather.Lattice(new double[] {0.3, 4.75, 15.2}, new double[] {6.5}, new double[] {1.1, 3});
        float[] found = network.at(maps, lattice).toFloats();
        float[] at = {
            0.3f, 6.5f, 1.1f, 4.75f, 6.5f, 1.1f, 15.2f, 6.5f, 1.1f, 0.3f, 6.5f, 3, 4.75f, 6.5f, 3, 15.2f, 6.5f, 3
        };
        assertThat(found)
                .containsExactly(network.at(maps, new Gather.Points(at, 1)).toFloats(), within(1e-4f));
    }

    @Test
    void slabBySlabInUseIsTheSameAsAtOnce() {
        Tensor tall = Tensor.cat(2, images, images, images).narrow(0, 0, 1);
        float[] once = network.forward(tall, places.narrow(0, 0, 1)).toFloats();
        try (NoGradient off = new NoGradient()) {
            assertThat(network.forward(tall, places.narrow(0, 0, 1)).toFloats()).containsExactly(once, within(1e-4f));
        }
    }

    @Test
    void logitsChangeSmoothlyBetweenVoxels() {
        PointNetwork.Maps maps = network.maps(images.narrow(0, 0, 1), places.narrow(0, 0, 1));
        float step = 1e-3f;
        float[] at = new float[3 * 2001];
        for (int i = 0; i <= 2000; i++) {
            at[3 * i] = 3 + 2 * step * i;
            at[3 * i + 1] = 5.25f;
            at[3 * i + 2] = 2.5f;
        }
        float[] logits = network.at(maps, new Gather.Points(at, 1)).toFloats();
        for (int i = 1; i <= 2000; i++) {
            assertThat(Math.abs(logits[i] - logits[i - 1]))
                    .as("at " + at[3 * i])
                    .isLessThan(0.05f);
        }
    }
}
