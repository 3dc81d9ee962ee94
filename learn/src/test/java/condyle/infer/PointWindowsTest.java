package condyle.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Orientation;
import condyle.image.Probabilities;
import condyle.image.Size;
import condyle.image.Tissue;
import condyle.image.Vec;
import condyle.image.Volume;
import condyle.net.ConditionedImplicit;
import condyle.net.Network;
import condyle.net.PointNetwork;
import condyle.net.Task;
import condyle.net.UNet;
import condyle.nn.Mode;
import condyle.tensor.Device;
import condyle.tensor.Gather;
import condyle.tensor.Precision;
import condyle.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PointWindowsTest {
    private static final LabelSet TWO =
            new LabelSet("two", List.of(new Tissue(3, "left", 0xFF0000), new Tissue(7, "right", 0x00FF00)));
    private static final Geometry GRID = Geometry.of(new Size(24, 16, 16), Vec.of(2), new Vec(10, 20, 30));

    /** Logits are a plane's distance, read from the image: 7 where it is above 0, 3 where it is below −1. */
    private static final PointNetwork RAMP = new PointNetwork() {
        private final ConditionedImplicit shape =
                new ConditionedImplicit(ConditionedImplicit.Config.TINY, new Task(1, 3, 1));

        private Tensor logits(Tensor image) {
            return Tensor.cat(1, image.mul(0), image.neg().sub(1).mul(4), image.mul(4));
        }

        @Override
        public Maps maps(Tensor images, Tensor places) {
            return new Maps(images, images, places);
        }

        @Override
        public Tensor at(Maps maps, Gather.Points points) {
            return logits(Gather.at(maps.detail(), points));
        }

        @Override
        public Tensor at(Maps maps, Gather.Lattice points) {
            return logits(Gather.lattice(maps.detail(), points));
        }

        @Override
        public Tensor forward(Tensor x) {
            return logits(x);
        }

        @Override
        public int dimensions() {
            return 3;
        }

        @Override
        public int divisor() {
            return shape.divisor();
        }

        @Override
        public void requirePatch(Size patch) {
            shape.requirePatch(patch);
        }

        @Override
        public Map<String, condyle.nn.Layer> children() {
            return Map.of();
        }
    };

    private static final SlidingWindow WINDOW = new SlidingWindow(
            RAMP, new SlidingWindow.Settings(new Size(16, 16, 16), 0.5, List.of()), Precision.FP32, Device.CPU);

    /** x − 12.3 voxels, which is 34.6 mm + 10 mm of the world. */
    private static PointWindows.Seen seen() {
        float[] values = new float[GRID.size().length()];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 24 - 12.3f;
        }
        Volume image = Volume.of(GRID, values);
        return new PointWindows.Seen(image, null, WINDOW.apply(image, null, TWO, share -> {}));
    }

    @Test
    void anyGridIsNamedBetweenVoxels() {
        Geometry fine = GRID.withSpacing(Vec.of(0.3));
        LabelMap labels = PointWindows.of(WINDOW, seen()).on(fine, p -> p, share -> {});
        for (int x = 0; x < fine.size().x(); x++) {
            double at = (fine.toWorld().apply(x, 0, 0).x() - 10) / 2 - 12.3;
            int expected = at > 0 ? 7 : at < -1 ? 3 : 0;
            assertThat(labels.at(x, 5, 7)).as("x " + at).isEqualTo(expected);
            assertThat(labels.at(x, 80, 90)).isEqualTo(expected);
        }
    }

    @Test
    void aCoarserGridAndOneThatReachesBeyondAreNamedToo() {
        Geometry wide = Geometry.of(new Size(20, 12, 12), Vec.of(4.7), new Vec(0, 15, 25));
        LabelMap labels = PointWindows.of(WINDOW, seen()).on(wide, p -> p, share -> {});
        for (int x = 0; x < 20; x++) {
            double voxel = (4.7 * x - 10) / 2;
            double at = Math.max(0, Math.min(23, voxel)) - 12.3;
            boolean outside = voxel < -0.5 || voxel > 23.5;
            assertThat(labels.at(x, 3, 3)).as("x " + voxel).isEqualTo(outside ? 0 : at > 0 ? 7 : at < -1 ? 3 : 0);
        }
    }

    @Test
    void probabilitiesMayBeChangedBeforeTheLabelIsChosen() {
        LabelMap labels = PointWindows.of(WINDOW, seen())
                .on(
                        GRID,
                        p -> new Probabilities(
                                p.geometry(), p.labels(), new float[][] {p.classes()[0], p.classes()[2], p.classes()[1]
                                }),
                        share -> {});
        assertThat(labels.at(13, 3, 3)).isEqualTo(3);
        assertThat(labels.at(11, 3, 3)).isEqualTo(7);
    }

    @Test
    void onItsOwnGridWindowsAreBlendedAsTheyAreForVoxels() {
        ConditionedImplicit network = new ConditionedImplicit(ConditionedImplicit.Config.TINY, new Task(1, 3, 5));
        network.mode(Mode.USE);
        SlidingWindow window = new SlidingWindow(
                network, new SlidingWindow.Settings(new Size(16, 16, 16), 0.5, List.of()), Precision.FP32, Device.CPU);
        float[] values = new float[GRID.size().length()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (Math.sin(0.7 * (i % 24)) + Math.cos(0.45 * (i / 24 % 16)) + Math.sin(0.3 * (i / 384)));
        }
        Volume image = Volume.of(GRID, values);
        Probabilities p = window.apply(image, null, TWO, share -> {});
        byte[] expected = p.argmax().data();
        byte[] found = PointWindows.of(window, new PointWindows.Seen(image, null, p))
                .on(GRID, q -> q, share -> {})
                .data();
        int off = 0;
        for (int i = 0; i < found.length; i++) {
            off += found[i] == expected[i] ? 0 : 1;
        }
        // Windows that hold a part of a block alone, at their border where they weigh nothing, are left out.
        assertThat(off).isLessThan(found.length / 100);
        assertThat(found).contains((byte) 3, (byte) 7);
    }

    @Test
    void otherAxesAreRefusedAndOtherNetworksHaveNoPoints() {
        PointWindows windows = PointWindows.of(WINDOW, seen());
        assertThatThrownBy(() -> windows.on(Orientation.of("LAS").turn(GRID), p -> p, share -> {}))
                .hasMessage(
                        "points: grid 24×16×16 at 2.00×2.00×2.00 mm does not run along the axes of the network's grid; "
                                + "turn it first");
        Network voxels = UNet.of(UNet.Config.TINY, new Task(1, 2, 1));
        voxels.mode(Mode.USE);
        assertThat(PointWindows.can(new SlidingWindow(
                        voxels,
                        new SlidingWindow.Settings(new Size(8, 8, 8), 0, List.of()),
                        Precision.FP32,
                        Device.CPU)))
                .isFalse();
    }
}
