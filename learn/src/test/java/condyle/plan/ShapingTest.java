package condyle.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import condyle.config.Choice;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.net.Networks;
import condyle.net.Task;
import condyle.net.UNet;
import condyle.tensor.Precision;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShapingTest {
    private static final double GIGABYTE = 1L << 30;
    /** A knee of 112×140×140 mm. */
    private static final Shaping.Ground DESS =
            new Shaping.Ground(new Vec(0.7, 0.35, 0.35), new Size(160, 400, 400), -1);

    private static final Shaping.Ground SMALL = new Shaping.Ground(Vec.of(2), new Size(56, 70, 70), -1);

    /** A millionth of a second for each voxel. */
    private static Shaping shaping(double minutes, double memory) {
        Pace pace = (network, task, patch, batch) -> 1e-6 * patch.voxels() * batch;
        Means means = new Means(memory, minutes, Precision.FP32, pace, Optional.empty());
        return new Shaping(means, new Task(1, 10, 1), minutes, memory);
    }

    @Test
    void withPlentyOfBothAPatchIsTheKneeAndBatchesDouble() {
        Shape shape = shaping(600, 64 * GIGABYTE).on(SMALL);
        // Three levels down leave seven voxels of 56; 70 is brought up to a multiple of eight.
        assertThat(shape.patch()).isEqualTo(new Size(56, 72, 72));
        assertThat(((UNet.Config) shape.network().settings()).channels()).isEqualTo(List.of(16, 32, 64, 128));
        assertThat(shape.limit()).isEqualTo(Shape.Limit.KNEE);
        assertThat(shape.batch()).isEqualTo(2);
        assertThat(shape.share(SMALL.grid())).isEqualTo(1);
    }

    @Test
    void littleMemoryMakesPatchesSmallerAlikeInMillimetres() {
        Shape shape = shaping(600, 4 * GIGABYTE).on(DESS);
        assertThat(shape.limit()).isEqualTo(Shape.Limit.MEMORY);
        assertThat(shape.bytes()).isBetween(2.5 * GIGABYTE, 4 * GIGABYTE);
        assertThat(shape.patch().y()).isEqualTo(shape.patch().z());
        assertThat((double) shape.patch().y() / shape.patch().x()).isCloseTo(2, within(0.5));
        assertThat(shape.batch()).isEqualTo(1);
    }

    @Test
    void littleTimeMakesPatchesOfWhichEnoughStepsCanBeDone() {
        Shaping shaping = shaping(2, 64 * GIGABYTE);
        Shape shape = shaping.on(DESS);
        assertThat(shape.limit()).isEqualTo(Shape.Limit.TIME);
        assertThat(shaping.steps(shape)).isBetween(1.0 * Steps.least(shape.patch()), 2.5 * Steps.least(shape.patch()));
        // In no time at all the smallest patch has to do.
        assertThat(shaping(0.001, 64 * GIGABYTE).on(DESS).patch()).isEqualTo(new Size(16, 32, 32));
    }

    @Test
    void slicesLieAcrossTheirAxisInBatches() {
        Shaping.Ground thick = new Shaping.Ground(new Vec(3, 0.4, 0.4), new Size(30, 384, 320), 0);
        Shape shape = shaping(600, 8 * GIGABYTE).on(thick);
        assertThat(shape.patch()).isEqualTo(new Size(1, 384, 320));
        assertThat(shape.text()).isEqualTo("{type: unet, dimensions: 2, channels: [32, 64, 128, 256, 320, 320]}");
        assertThat(shape.batch()).isGreaterThanOrEqualTo(4);
    }

    @Test
    void tooLittleMemoryForTheSmallestPatchIsToldWithBothNumbers() {
        assertThatThrownBy(() -> shaping(60, 0.5 * GIGABYTE).on(SMALL))
                .hasMessageMatching(
                        "unet needs \\d+ MB of memory for a step on its smallest patch, 32×32×32, and 512 MB"
                                + " are there beside the knees; expected more memory or another network");
    }

    /** Peaks of resident memory by one step each, less the 100 MB that the program has before; ten classes, batch 1. */
    @Test
    void footprintsAreThoseMeasuredOrSomewhatMore() {
        double mega = 1e6;
        Choice unet = new Choice("unet", Networks.ALL.defaults("unet"));
        assertThat(footprint(unet, new Size(96, 96, 96), Precision.FP32)).isBetween(1990 * mega, 2600 * mega);
        assertThat(footprint(unet, new Size(96, 96, 96), Precision.BF16)).isBetween(1370 * mega, 2000 * mega);
        assertThat(footprint(unet, new Size(64, 64, 64), Precision.FP32)).isBetween(860 * mega, 1400 * mega);
    }

    private static double footprint(Choice network, Size patch, Precision precision) {
        return Footprint.of(network, new Task(1, 10, 1), patch, precision).bytes(1, 10 * patch.voxels() / 10);
    }
}
