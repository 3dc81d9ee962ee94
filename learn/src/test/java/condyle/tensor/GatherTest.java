package condyle.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GatherTest {
    private final Scope scope = new Scope();

    @AfterEach
    void close() {
        scope.close();
    }

    /** Two images of two channels: 100 n + 10 c + x + 2 y + 3 z, on a grid of 4 × 3 × 2. */
    private static Tensor ramps() {
        float[] values = new float[2 * 2 * 2 * 3 * 4];
        for (int i = 0; i < values.length; i++) {
            values[i] = 100 * (i / 48) + 10 * (i / 24 % 2) + i % 4 + 2 * (i / 4 % 3) + 3 * (i / 12 % 2);
        }
        return Tensor.of(values, 2, 2, 2, 3, 4);
    }

    @Test
    void linearImagesAreReadExactlyBetweenVoxels() {
        float[] places = {0.25f, 1.5f, 0.5f, 3, 2, 1, 1.75f, 0.1f, 0.9f, 0, 0, 0};
        float[] found = Gather.at(ramps(), new Gather.Points(places, 2)).toFloats();
        // (N, C, 1, 1, P): image 0 has the first two points.
        assertThat(found)
                .containsExactly(new float[] {4.75f, 10, 14.75f, 20, 104.65f, 100, 114.65f, 110}, within(1e-4f));
    }

    @Test
    void beyondTheBorderItsValueHolds() {
        float[] found = Gather.at(ramps(), new Gather.Points(new float[] {-3, 9, 0.5f, -1, -1, -1}, 2))
                .toFloats();
        assertThat(found).containsExactly(new float[] {5.5f, 15.5f, 100, 110}, within(1e-4f));
    }

    @Test
    void theGradientIsTheWeightOfEachVoxel() {
        Tensor image = Tensor.zeros(1, 1, 2, 3, 4).withGradient();
        Gather.at(image, new Gather.Points(new float[] {0.25f, 1.5f, 0.5f, 0.25f, 0, 0}, 1))
                .sum()
                .backward();
        float[] grad = image.grad().toFloats();
        assertThat(grad[0]).isCloseTo(0.75f, within(1e-6f));
        assertThat(grad[4]).isCloseTo(0.75f * 0.5f * 0.5f, within(1e-6f));
        assertThat(grad[12 + 8 + 1]).isCloseTo(0.25f * 0.5f * 0.5f, within(1e-6f));
        assertThat(Tensor.of(grad, 24).sum().item()).isCloseTo(2, within(1e-6));
    }

    @Test
    void aLatticeIsReadAsItsPoints() {
        double[] x = {3.2, 2, 0.5, -1};
        double[] y = {0, 1.25};
        double[] z = {0.25};
        float[] lattice = Gather.lattice(ramps(), new Gather.Lattice(x, y, z)).toFloats();
        float[] places = new float[2 * 8 * 3];
        for (int i = 0; i < 16; i++) {
            places[3 * i] = (float) x[i % 4];
            places[3 * i + 1] = (float) y[i / 4 % 2];
            places[3 * i + 2] = (float) z[0];
        }
        assertThat(lattice)
                .containsExactly(
                        Gather.at(ramps(), new Gather.Points(places, 2)).toFloats(), within(1e-4f));
    }

    @Test
    void twiceAsFineItIsTheEnginesOwnResizing() {
        Gather.Lattice fine = new Gather.Lattice(
                new double[] {0, 1, 2, 3, 4, 5, 6, 7}, new double[] {0, 1, 2, 3, 4, 5}, new double[] {0, 1, 2, 3});
        assertThat(Gather.lattice(ramps(), fine.coarser(2)).toFloats())
                .containsExactly(
                        Resizing.linear(ramps(), new long[] {4, 6, 8}, Resizing.Corners.FREE)
                                .toFloats(),
                        within(1e-4f));
    }

    @Test
    void pointsForOtherImagesAreRefused() {
        assertThatThrownBy(() -> new Gather.Points(new float[7], 1))
                .hasMessage(
                        "points: 7 numbers for 1 images; expected three a point, the same number of points in each");
        assertThatThrownBy(() -> Gather.at(ramps(), new Gather.Points(new float[3], 1)))
                .hasMessage("points in 1 images, but there are 2");
    }
}
