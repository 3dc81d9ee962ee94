package condyle.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import condyle.config.Choice;
import condyle.data.Intensities;
import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Probabilities;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.image.Volume;
import condyle.net.Network;
import condyle.nn.Mode;
import condyle.tensor.Device;
import condyle.tensor.Precision;
import condyle.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SlidingWindowTest {
    /** Class 1 has the intensity itself as its logit, background 0: no voxel looks at its neighbours. */
    private static final class Threshold implements Network {
        @Override
        public Tensor forward(Tensor x) {
            return Tensor.cat(1, x.zerosLike(), x);
        }

        @Override
        public int dimensions() {
            return 3;
        }

        @Override
        public int divisor() {
            return 4;
        }

        @Override
        public void requirePatch(Size patch) {}

        @Override
        public SortedMap<String, Tensor> parameters() {
            return new TreeMap<>();
        }

        @Override
        public SortedMap<String, Tensor> buffers() {
            return new TreeMap<>();
        }

        @Override
        public void mode(Mode mode) {}
    }

    private static Volume noise(Size size) {
        Volume v = Volume.of(Geometry.of(size, new Vec(1, 0.8, 0.7), new Vec(3, -5, 7)));
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < v.data().length; i++) {
            v.data()[i] = (float) (4 * random.nextDouble() - 2);
        }
        return v;
    }

    private static Probabilities apply(Volume image, Size window) {
        return new SlidingWindow(
                        new Threshold(), new SlidingWindow.Settings(window, 0.5, List.of()), Precision.FP32, Device.CPU)
                .apply(image, null, LabelSet.BINARY, share -> {});
    }

    @Test
    void windowsMayBeBroughtToAScaleEachByItself() {
        Volume image = Volume.of(Geometry.of(new Size(16, 8, 8), Vec.of(1)));
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < image.data().length; i++) {
            image.data()[i] = (float) random.nextDouble();
        }
        Volume bright = Volume.of(image.geometry(), image.data().clone());
        for (int i = 0; i < bright.data().length; i++) {
            // The second window alone is ten times as bright, and from 500 on.
            bright.data()[i] = i % 16 < 8 ? image.data()[i] : 500 + 10 * image.data()[i];
        }
        SlidingWindow windows = new SlidingWindow(
                        new Threshold(),
                        new SlidingWindow.Settings(new Size(8, 8, 8), 0, List.of()),
                        Precision.FP32,
                        Device.CPU)
                .scaling(Optional.of(Intensities.ALL.make(new Choice("z-score", Intensities.ZScore.DEFAULTS), null)));
        float[] expected =
                windows.apply(image, null, LabelSet.BINARY, share -> {}).classes()[1];
        float[] found =
                windows.apply(bright, null, LabelSet.BINARY, share -> {}).classes()[1];
        assertThat(found).containsExactly(expected, within(1e-4f));
    }

    @Test
    void windowsLeaveNoSeams() {
        Volume image = noise(new Size(21, 18, 13));
        Probabilities p = apply(image, new Size(8, 8, 8));
        for (int i = 0; i < image.data().length; i++) {
            assertThat(p.classes()[1][i]).isCloseTo((float) (1 / (1 + Math.exp(-image.data()[i]))), within(1e-5f));
        }
    }

    @Test
    void aFavouredClassIsTakenBackByItsWeight() {
        Volume image = noise(new Size(8, 8, 8));
        Probabilities p = new SlidingWindow(
                        new Threshold(),
                        new SlidingWindow.Settings(new Size(8, 8, 8), 0.5, List.of(1.0, 4.0)),
                        Precision.FP32,
                        Device.CPU)
                .apply(image, null, LabelSet.BINARY, share -> {});
        double odds = Math.exp(image.data()[0]) / 4;
        assertThat(p.classes()[1][0]).isCloseTo((float) (odds / (1 + odds)), within(1e-5f));
    }

    @Test
    void aVolumeSmallerThanTheWindowIsPadded() {
        Volume image = noise(new Size(5, 6, 7));
        Probabilities p = apply(image, new Size(16, 16, 16));
        for (int i = 0; i < image.data().length; i++) {
            assertThat(p.classes()[1][i]).isCloseTo((float) (1 / (1 + Math.exp(-image.data()[i]))), within(1e-5f));
        }
    }

    @Test
    void progressEndsAtOne() {
        List<Double> shares = new ArrayList<>();
        new SlidingWindow(
                        new Threshold(),
                        new SlidingWindow.Settings(new Size(8, 8, 8), 0.5, List.of()),
                        Precision.FP32,
                        Device.CPU)
                .apply(noise(new Size(16, 8, 8)), null, LabelSet.BINARY, shares::add);
        assertThat(shares).hasSize(3).isSorted().endsWith(1.0);
    }

    @Test
    void restoringToTheSameGridIsTheArgmax() {
        Probabilities p = apply(noise(new Size(9, 8, 7)), new Size(8, 8, 8));
        LabelMap restored = Restore.labels(p, p.geometry());
        assertThat(restored.data()).containsExactly(p.argmax().data());
    }

    @Test
    void beyondTheKnownGridLiesBackground() {
        Geometry small = Geometry.of(new Size(2, 2, 2), Vec.of(1));
        float[] none = new float[8];
        float[] all = {1, 1, 1, 1, 1, 1, 1, 1};
        Probabilities p = new Probabilities(small, LabelSet.BINARY, new float[][] {none, all});
        Geometry wide = Geometry.of(new Size(6, 2, 2), Vec.of(1), new Vec(-2, 0, 0));
        LabelMap labels = Restore.labels(p, wide);
        assertThat(labels.at(1, 0, 0)).isZero();
        assertThat(labels.at(2, 0, 0)).isEqualTo(1);
        assertThat(labels.at(3, 0, 0)).isEqualTo(1);
        assertThat(labels.at(4, 0, 0)).isZero();
    }

    @Test
    void probabilitiesAreInterpolatedBeforeTheArgmax() {
        Geometry two = Geometry.of(new Size(2, 1, 1), Vec.of(1));
        Probabilities p = new Probabilities(two, LabelSet.BINARY, new float[][] {{0.9f, 0.2f}, {0.1f, 0.8f}});
        Geometry fine = Geometry.of(new Size(5, 1, 1), new Vec(0.25, 1, 1));
        // 0.1 + 0.7 t passes one half at t = 0.57, not half-way.
        assertThat(Restore.labels(p, fine).data()).containsExactly(0, 0, 0, 1, 1);
    }
}
