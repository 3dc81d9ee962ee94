package condyle.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import condyle.data.Position;
import condyle.image.Affine;
import condyle.image.Box;
import condyle.image.Geometry;
import condyle.image.LabelSet;
import condyle.image.Probabilities;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.image.Volume;
import condyle.net.Network;
import condyle.nn.Layer;
import condyle.tensor.Device;
import condyle.tensor.Precision;
import condyle.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Networks that see more than they name, or ask where they are. */
class StackWindowTest {
    /** Class 1 of the middle slice of five has the sum of its two neighbours as its logit. */
    private static final Network NEIGHBOURS = new Simple() {
        @Override
        public Tensor forward(Tensor x) {
            Tensor sum = x.narrow(4, 1, 1).add(x.narrow(4, 3, 1));
            return Tensor.cat(1, sum.zerosLike(), sum);
        }

        @Override
        public Size fit(Size least) {
            return new Size(5, least.y(), least.z());
        }

        @Override
        public Box covers(Size patch) {
            return new Box(2, 0, 0, 3, patch.y(), patch.z());
        }
    };

    /** Class 1 has as its logit where in the volume the patch lies along x. */
    private static final Network PLACE = new Simple() {
        @Override
        public Tensor forward(Tensor x) {
            throw new UnsupportedOperationException("a place is given");
        }

        @Override
        public Tensor forward(Tensor x, Tensor places) {
            Tensor logit = x.zerosLike().add(places.narrow(1, 0, 1).reshape(1, 1, 1, 1, 1));
            return Tensor.cat(1, x.zerosLike(), logit);
        }
    };

    /** A network of three dimensions without weights that takes patches of any size. */
    private interface Simple extends Network, Layer {
        @Override
        default int dimensions() {
            return 3;
        }

        @Override
        default int divisor() {
            return 1;
        }

        @Override
        default void requirePatch(Size patch) {}
    }

    private static Probabilities apply(Network network, Volume image, double overlap) {
        SlidingWindow.Settings settings = new SlidingWindow.Settings(new Size(4, 4, 4), overlap, List.of());
        return new SlidingWindow(network, settings, Precision.FP32, Device.CPU)
                .apply(image, null, LabelSet.BINARY, share -> {});
    }

    private static Volume ramp(Size size) {
        Volume v = Volume.of(Geometry.of(size, Vec.of(1)));
        for (int i = 0; i < v.data().length; i++) {
            v.data()[i] = (float) Math.sin(i);
        }
        return v;
    }

    @Test
    void everySliceIsNamedFromTheSlicesBesideIt() {
        Volume image = ramp(new Size(7, 6, 5));
        Probabilities p = apply(NEIGHBOURS, image, 0.5);
        Size n = image.size();
        for (int z = 0; z < n.z(); z++) {
            for (int y = 0; y < n.y(); y++) {
                for (int x = 0; x < n.x(); x++) {
                    // At the ends the last slice stands for the one that is missing.
                    float left = image.data()[n.index(Math.max(0, x - 1), y, z)];
                    float right = image.data()[n.index(Math.min(n.x() - 1, x + 1), y, z)];
                    assertThat(p.classes()[1][n.index(x, y, z)])
                            .isCloseTo((float) (1 / (1 + Math.exp(-left - right))), within(1e-5f));
                }
            }
        }
    }

    @Test
    void networksAreToldWhereTheWindowLies() {
        Probabilities p = apply(PLACE, ramp(new Size(12, 4, 4)), 0);
        for (int x = 0; x < 12; x++) {
            double place = x / 4 - 1;
            assertThat(p.classes()[1][x]).isCloseTo((float) (1 / (1 + Math.exp(-place))), within(1e-5f));
        }
    }

    @Test
    void placesRunFromOneEndOfTheKneeToTheOther() {
        Geometry knee = Geometry.of(new Size(10, 8, 6), Vec.of(2), new Vec(-3, 1, 5));
        Geometry corner = knee.crop(new Box(0, 4, 0, 4, 8, 6));
        assertThat(Position.of(knee, corner)).isEqualTo(new Vec(-1, 1, 0));
        Geometry middle = knee.crop(new Box(3, 3, 0, 7, 7, 6));
        assertThat(Position.of(knee, middle)).isEqualTo(new Vec(0, 0.5, 0));
        Geometry beyond = knee.crop(new Box(8, 0, -3, 12, 9, 9));
        assertThat(Position.of(knee, beyond)).isEqualTo(new Vec(1, 0, 0));
    }

    @Test
    void inAMirroredPatchTheLowEndIsTheOneThatStandsFirst() {
        Geometry knee = Geometry.of(new Size(8, 8, 8), Vec.of(1));
        Geometry patch = new Geometry(
                new Size(4, 4, 4), Affine.of(new Vec(-1, 0, 0), new Vec(0, 1, 0), new Vec(0, 0, 1), new Vec(3, 2, 2)));
        assertThat(Position.of(knee, patch).x()).isCloseTo(1, within(1e-9));
    }
}
