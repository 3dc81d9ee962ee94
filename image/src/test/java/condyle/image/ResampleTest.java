package condyle.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResampleTest {
    private static final Geometry SOURCE = Geometry.of(new Size(20, 24, 12), new Vec(0.5, 0.4, 1), new Vec(-3, 4, 5));

    @ParameterizedTest
    @EnumSource(Interpolation.class)
    void theSameGridGivesTheSameVoxels(Interpolation interpolation) {
        Volume in = noise(SOURCE);
        Volume out = Resample.to(in, SOURCE, interpolation);
        assertThat(out.data()).isEqualTo(in.data()).isNotSameAs(in.data());
    }

    @ParameterizedTest
    @EnumSource(value = Interpolation.class, names = "NEAREST", mode = EnumSource.Mode.EXCLUDE)
    void aRampOfTheWorldStaysTheRampOnFinerGrids(Interpolation interpolation) {
        Volume in = ramp(SOURCE);
        Vec origin = new Vec(-1.9, 5.1, 7.3);
        Geometry aligned = Geometry.of(new Size(15, 14, 12), Vec.of(0.3), origin);
        Geometry oblique = new Geometry(new Size(10, 9, 8), rotation(0.3, Vec.of(0.3), new Vec(-0.5, 5.5, 7.3)));
        assertClose(Resample.to(in, aligned, interpolation), ramp(aligned), 1e-4);
        assertClose(Resample.to(in, oblique, interpolation), ramp(oblique), 1e-4);
    }

    @ParameterizedTest
    @EnumSource(Interpolation.class)
    void alignedAndObliqueWaysAgree(Interpolation interpolation) {
        Volume in = noise(SOURCE);
        // Coarser along two axes, so that both ways blur too; 3e-5 rad is too much for the aligned way.
        Geometry aligned = new Geometry(new Size(8, 9, 10), rotation(0, new Vec(1.2, 1, 0.7), new Vec(-2.9, 4.1, 5.2)));
        Geometry turned =
                new Geometry(new Size(8, 9, 10), rotation(3e-5, new Vec(1.2, 1, 0.7), new Vec(-2.9, 4.1, 5.2)));
        Affine m = SOURCE.toVoxel().after(turned.toWorld());
        assertThat(SeparableResample.alignedAxes(m)).isNull();
        assertClose(Resample.to(in, turned, interpolation), Resample.to(in, aligned, interpolation), 3e-3);
    }

    @Test
    void flippedAndPermutedGridsGiveTheVoxelsAtTheirPlaces() {
        Volume in = noise(SOURCE);
        Geometry target = Orientation.of("IPL").turn(SOURCE);
        Volume out = Resample.to(in, target, Interpolation.LINEAR);
        assertThat(out.size()).isEqualTo(new Size(12, 24, 20));
        assertThat(out.at(2, 3, 4)).isEqualTo(in.at(15, 20, 9));
        assertClose(out, Orientation.of("IPL").turn(in), 0);
    }

    @Test
    void aCoarserGridKeepsTheMeanAndLosesTheFinestPattern() {
        Volume in = Volume.of(Geometry.of(new Size(40, 40, 40), Vec.of(1)));
        for (int i = 0; i < in.data().length; i++) {
            int x = i % 40;
            in.data()[i] = 10 + (x % 2 == 0 ? 1 : -1);
        }
        Volume out = Resample.to(in, in.geometry().withSpacing(Vec.of(2.5)), Interpolation.LINEAR);
        for (int x = 2; x < 14; x++) {
            assertThat(out.at(x, 8, 8)).isCloseTo(10, within(0.05f));
        }
    }

    @Test
    void blurHasTheVarianceOfTheCoarserVoxel() {
        double[] k = Blur.kernel(3);
        double variance = 0;
        for (int i = 0; i < k.length; i++) {
            variance += k[i] * (i - k.length / 2) * (i - k.length / 2);
        }
        assertThat(variance).isCloseTo(8 / (8 * Math.log(2)), within(0.05));
        assertThat(Blur.kernel(1)).containsExactly(1);
    }

    @Test
    void borderHoldsForHalfAVoxelThenBackgroundBegins() {
        Volume in = Volume.of(Geometry.of(new Size(4, 4, 4), Vec.of(1)));
        Arrays.fill(in.data(), 7);
        Geometry wide = Geometry.of(new Size(24, 4, 4), new Vec(0.25, 1, 1), new Vec(-1.125, 0, 0));
        Volume out = Resample.to(in, wide, Interpolation.LINEAR, -5);
        for (int x = 0; x < 24; x++) {
            double at = -1.125 + 0.25 * x;
            assertThat(out.at(x, 1, 1)).isEqualTo(at < -0.5 || at > 3.5 ? -5 : 7);
        }
        Sampler sampler = Sampler.of(in, -5);
        assertThat(sampler.at(-0.4, 3.4, 1)).isEqualTo(7);
        assertThat(sampler.at(-0.6, 1, 1)).isEqualTo(-5);
        assertThat(sampler.at(Double.NaN, 1, 1)).isEqualTo(-5);
    }

    @Test
    void aGridFarAwayIsAllBackground() {
        Geometry far = Geometry.of(new Size(3, 3, 3), Vec.of(1), new Vec(500, 0, 0));
        assertThat(Resample.to(noise(SOURCE), far, Interpolation.CUBIC, 2).data())
                .containsOnly(2);
    }

    @Test
    void aPieceOfTheTargetIsThatPieceOfTheWhole() {
        Volume in = noise(SOURCE);
        Geometry target = SOURCE.withSpacing(new Vec(0.9, 0.3, 0.8));
        Box box = new Box(2, 3, 4, 7, 20, 9);
        Volume piece = Resample.to(in, target.crop(box), Interpolation.LINEAR);
        assertClose(piece, Resample.to(in, target, Interpolation.LINEAR).crop(box), 1e-4);
    }

    @Test
    void labelsComeFromTheClosestVoxel() {
        byte[] data = {1, 2, 3, 4, 5, 6, 7, 8};
        LabelMap in = LabelMap.of(Geometry.of(new Size(2, 2, 2), Vec.of(1)), data, LabelSet.CONDYLE);
        LabelMap fine = Resample.nearest(in, in.geometry().withSize(new Size(6, 6, 6)));
        for (int i = 0; i < 216; i++) {
            int expected = 1 + i % 6 / 3 + 2 * (i / 6 % 6 / 3) + 4 * (i / 36 / 3);
            assertThat(fine.data()[i]).isEqualTo((byte) expected);
        }
        assertThat(Resample.nearest(fine, in.geometry()).data()).isEqualTo(data);
        Geometry oblique = new Geometry(new Size(2, 2, 1), rotation(0.2, Vec.of(1), Vec.ZERO));
        assertThat(Resample.nearest(in, oblique).data()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void samplerIsLinearBetweenCentres() {
        Volume in = noise(SOURCE);
        Vec p = SOURCE.toWorld().apply(3.25, 4, 5);
        assertThat(Resample.at(in, p.x(), p.y(), p.z()))
                .isCloseTo(0.75f * in.at(3, 4, 5) + 0.25f * in.at(4, 4, 5), within(1e-5f));
    }

    private static Affine rotation(double angle, Vec spacing, Vec origin) {
        double c = Math.cos(angle);
        double s = Math.sin(angle);
        return Affine.of(
                new Vec(c, s, 0).times(spacing.x()),
                new Vec(-s, c, 0).times(spacing.y()),
                new Vec(0, 0, spacing.z()),
                origin);
    }

    private static Volume ramp(Geometry g) {
        Volume v = Volume.of(g);
        for (int i = 0; i < v.data().length; i++) {
            Size n = g.size();
            Vec p = g.toWorld().apply(i % n.x(), i / n.x() % n.y(), i / n.x() / n.y());
            v.data()[i] = (float) (p.x() - 2 * p.y() + 0.5 * p.z() + 3);
        }
        return v;
    }

    private static Volume noise(Geometry g) {
        Random random = new Random(3);
        Volume v = Volume.of(g);
        for (int i = 0; i < v.data().length; i++) {
            v.data()[i] = random.nextFloat();
        }
        return v;
    }

    private static void assertClose(Volume a, Volume b, double tolerance) {
        assertThat(a.size()).isEqualTo(b.size());
        double most = 0;
        for (int i = 0; i < a.data().length; i++) {
            most = Math.max(most, Math.abs(a.data()[i] - b.data()[i]));
        }
        assertThat(most).isLessThanOrEqualTo(tolerance);
    }
}
