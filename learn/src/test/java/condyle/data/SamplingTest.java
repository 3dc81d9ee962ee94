package condyle.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import condyle.config.Choice;
import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Orientation;
import condyle.image.Size;
import condyle.image.Tissue;
import condyle.image.Vec;
import condyle.image.Volume;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Where patches are cut and how they are varied, on a scan whose brightness says where each voxel lies. */
class SamplingTest {
    private static final LabelSet FEMUR = new LabelSet("one", List.of(new Tissue(1, "femur", 0)));
    private static final ClassMap CLASSES = ClassMap.of(LabelSet.CONDYLE, List.of("femur"));
    private static final Augmentation NONE = new Augmentation(0, 0, 0, 0, 0);
    private static final Geometry SCAN = Geometry.of(new Size(20, 24, 28), Vec.of(1));

    private static final Choice MIN_MAX = new Choice("min-max", Intensities.MinMax.DEFAULTS);

    private static ImagedCase knee() {
        return knee(0);
    }

    /** Labels: a box of 4³ voxels in one corner. */
    private static ImagedCase knee(float darkest) {
        float[] image = new float[SCAN.size().length()];
        byte[] labels = new byte[image.length];
        for (int z = 0, i = 0; z < 28; z++) {
            for (int y = 0; y < 24; y++) {
                for (int x = 0; x < 20; x++, i++) {
                    image[i] = darkest + x + 100 * y + 10000 * z;
                    labels[i] = (byte) (x < 4 && y < 4 && z < 4 ? 1 : 0);
                }
            }
        }
        LabelMap map = LabelMap.of(SCAN, labels, FEMUR);
        Brightness still = new Brightness(0, 0, 0);
        return ImagedCase.of(
                Volume.of(SCAN, image),
                map,
                Vec.of(1),
                new ImagedCase.Prepared("knee", 1, Targets.of(CLASSES, FEMUR), still, Set.of(MIN_MAX)));
    }

    private static PatchSampler sampler(Size size, Sampling sampling, Preprocessing preprocessing, Augmentation a) {
        PatchSampler.Settings settings =
                new PatchSampler.Settings(size, Vec.of(1), sampling, preprocessing, a, SoftMaps.NONE);
        return new PatchSampler(List.of(knee()), List.of(), CLASSES, settings, 3);
    }

    private static Sampling sampling(double foreground, Sampling.Draw draw, int redraw) {
        return new Sampling(foreground, draw, redraw);
    }

    @Test
    void normalPlacesLieAboutTheMiddleWithAQuarterOfTheRoomAsDeviation() {
        PatchSampler sampler =
                sampler(new Size(4, 4, 28), sampling(0, Sampling.Draw.NORMAL, 0), Preprocessing.DEFAULTS, NONE);
        double sum = 0;
        double squares = 0;
        int n = 300;
        for (int i = 0; i < n; i++) {
            Vec off = sampler.at(i).grid().center().minus(SCAN.center());
            assertThat(Math.abs(off.x())).isLessThanOrEqualTo(8 + 1e-9);
            assertThat(off.z()).isCloseTo(0, within(1e-9));
            sum += off.y();
            squares += off.y() * off.y();
        }
        // The room is 10 mm to each side: deviation 2.5, standard error of the mean 0.14.
        assertThat(sum / n).isCloseTo(0, within(0.5));
        assertThat(Math.sqrt(squares / n)).isCloseTo(2.5, within(0.4));
    }

    @Test
    void emptyPatchesAreDrawnAnewAsOftenAsAsked() {
        Size small = new Size(8, 8, 8);
        PatchSampler once = sampler(small, sampling(0, Sampling.Draw.UNIFORM, 0), Preprocessing.DEFAULTS, NONE);
        PatchSampler often = sampler(small, sampling(0, Sampling.Draw.UNIFORM, 100), Preprocessing.DEFAULTS, NONE);
        int emptyOnce = 0;
        int emptyOften = 0;
        for (int i = 0; i < 30; i++) {
            emptyOnce += empty(once.at(i)) ? 1 : 0;
            emptyOften += empty(often.at(i)) ? 1 : 0;
        }
        assertThat(emptyOnce).isGreaterThan(20);
        assertThat(emptyOften).isLessThan(14);
        assertThat(often.at(5).inputs()).isEqualTo(often.at(5).inputs());
    }

    private static boolean empty(Sample sample) {
        for (byte t : sample.targets()) {
            if (t != 0) {
                return false;
            }
        }
        return true;
    }

    @Test
    void aSliceThroughATissueShowsIt() {
        for (Size slice : List.of(new Size(1, 24, 28), new Size(20, 1, 28), new Size(20, 24, 1))) {
            PatchSampler sampler = sampler(slice, sampling(1, Sampling.Draw.UNIFORM, 0), Preprocessing.DEFAULTS, NONE);
            for (int i = 0; i < 5; i++) {
                assertThat(empty(sampler.at(i))).as(slice + " " + i).isFalse();
            }
        }
    }

    @Test
    void patchesStayInsideACrop() {
        Crop high = new Crop(new Size(10, 10, 10), Vec.of(1));
        Preprocessing p = new Preprocessing(
                "RAS", Optional.of(high), Preprocessing.DEFAULTS.intensity(), Preprocessing.Statistics.PATCH);
        PatchSampler sampler = sampler(new Size(6, 6, 6), sampling(0.5, Sampling.Draw.UNIFORM, 0), p, NONE);
        for (int i = 0; i < 20; i++) {
            Vec first = sampler.at(i).grid().toWorld().column(3);
            assertThat(first.x()).isBetween(10 - 1e-9, 14 + 1e-9);
            assertThat(first.z()).isBetween(18 - 1e-9, 22 + 1e-9);
        }
    }

    @Test
    void axesRunAsThePreprocessingSays() {
        Preprocessing p = new Preprocessing(
                "PIR", Optional.empty(), Preprocessing.DEFAULTS.intensity(), Preprocessing.Statistics.PATCH);
        Sample sample = sampler(new Size(24, 28, 20), sampling(0, Sampling.Draw.UNIFORM, 0), p, NONE)
                .at(1);
        assertThat(Orientation.of(sample.grid())).hasToString("PIR");
        // x runs backwards: brightness falls by 100 for each voxel.
        float[] in = sample.inputs();
        double scale = (in[24 * 28] - in[0]) / 1;
        assertThat((in[1] - in[0]) / scale).isCloseTo(-100, within(0.5));
        assertThat((in[24] - in[0]) / scale).isCloseTo(-10000, within(50.0));
    }

    @Test
    void theScalesOfScansAreTakenFromTheWholeScan() {
        Preprocessing p = new Preprocessing("RAS", Optional.empty(), MIN_MAX, Preprocessing.Statistics.SCAN);
        Sample sample = sampler(new Size(4, 4, 4), sampling(0, Sampling.Draw.UNIFORM, 0), p, NONE)
                .at(2);
        float highest = 19 + 2300 + 270000;
        for (float v : sample.inputs()) {
            assertThat(v).isBetween(0f, 1.0001f);
        }
        float step = sample.inputs()[4] - sample.inputs()[0];
        assertThat(step * highest).isCloseTo(100, within(1f));
    }

    @Test
    void whatIsOutOfViewIsAirAlsoWhereAirIsNotZero() {
        Preprocessing p = new Preprocessing("RAS", Optional.empty(), MIN_MAX, Preprocessing.Statistics.SCAN);
        PatchSampler.Settings settings = new PatchSampler.Settings(
                new Size(16, 16, 16),
                Vec.of(1),
                sampling(0, Sampling.Draw.NORMAL, 0),
                p,
                new Augmentation(0, 0, 0, 1, 0),
                SoftMaps.NONE);
        PatchSampler sampler = new PatchSampler(List.of(knee(-1_000_000)), List.of(), CLASSES, settings, 3);
        for (int n = 0; n < 5; n++) {
            for (float v : sampler.at(n).inputs()) {
                assertThat(v).isBetween(-0.0001f, 1.0001f);
            }
        }
    }

    @Test
    void flipsTurnImageAndLabelsTogether() {
        Augmentation up = new Augmentation(0, 0, 0, 0, 0, 1, 1, 0, 0, 40, 0, Variation.DEFAULTS);
        Sample sample = sampler(new Size(20, 24, 28), sampling(0, Sampling.Draw.UNIFORM, 0), Preprocessing.DEFAULTS, up)
                .at(1);
        float[] in = sample.inputs();
        assertThat(in[20]).isLessThan(in[0]);
        assertThat(in[480]).isLessThan(in[0]);
        // The labelled corner, darkest, now lies at the far end.
        assertThat(sample.targets()[19 + 20 * (23 + 24 * 27)]).isZero();
        assertThat(sample.targets()[20 * (23 + 24 * 27)]).isEqualTo((byte) 1);
        assertThat(sample.targets()[0]).isZero();
    }

    @Test
    void bendsMoveImageAndLabelsByNoMoreThanAsked() {
        Geometry grid = Geometry.of(new Size(24, 24, 24), Vec.of(1));
        float[] image = new float[grid.size().length()];
        byte[] labels = new byte[image.length];
        for (int i = 0; i < image.length; i++) {
            image[i] = i % 24;
            labels[i] = (byte) (i % 24);
        }
        Elastic.of(grid, 3, 20, new SplittableRandom(4)).image(image);
        Elastic.of(grid, 3, 20, new SplittableRandom(4)).labels(labels);
        float most = 0;
        for (int i = 0; i < image.length; i++) {
            most = Math.max(most, Math.abs(image[i] - i % 24));
            assertThat((float) labels[i]).isCloseTo(image[i], within(0.51f));
        }
        assertThat(most).isBetween(0.05f, 3f);
    }

    @Test
    void changesOfBrightnessKeepTheOrderOfVoxelsWithoutNoise() {
        Geometry grid = Geometry.of(new Size(8, 8, 8), Vec.of(1));
        for (long seed = 0; seed < 20; seed++) {
            float[] image = new float[512];
            for (int i = 0; i < 512; i++) {
                image[i] = i / 100f;
            }
            new Variation(1, 0.25, 0.1, 0.3, 1, 0).vary(image, grid, new SplittableRandom(seed));
            assertThat(image[0]).isNotEqualTo(0);
            for (int i = 1; i < 512; i++) {
                assertThat(image[i]).isGreaterThanOrEqualTo(image[i - 1] - 1e-3f);
            }
        }
    }

    @Test
    void withoutAShareNothingIsDrawnAndNothingChanged() {
        SplittableRandom random = new SplittableRandom(1);
        float[] image = {1, 2, 3, 4, 5, 6, 7, 8};
        Variation.DEFAULTS.vary(image, Geometry.of(new Size(2, 2, 2), Vec.of(1)), random);
        assertThat(image).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(random.nextLong()).isEqualTo(new SplittableRandom(1).nextLong());
    }

    /** Twice as large it fills 56 of 56 rows and 48 of 64 columns: 8 on each side are grey. */
    @Test
    void aLetterboxEnlargesSlicesUntilTheyFillItAndIsGreyBeside() {
        Preprocessing p = new Preprocessing(
                "RAS",
                Optional.empty(),
                new condyle.config.Choice("min-max", Intensities.MinMax.DEFAULTS),
                Preprocessing.Statistics.SCAN,
                Optional.of(new Letterbox(new Size(1, 64, 56), 0.5)));
        Sample sample = sampler(new Size(1, 64, 56), sampling(1, Sampling.Draw.UNIFORM, 0), p, NONE)
                .at(1);
        assertThat(sample.grid().spacing().y()).isCloseTo(0.5, within(1e-9));
        assertThat(sample.grid().spacing().x()).isCloseTo(1, within(1e-9));
        assertThat(sample.grid().center().y()).isCloseTo(SCAN.center().y(), within(1e-9));
        assertThat(sample.grid().center().x()).isLessThan(4);
        for (int z = 0; z < 56; z++) {
            assertThat(sample.inputs()[64 * z + 7]).isEqualTo(0.5f);
            assertThat(sample.inputs()[64 * z + 56]).isEqualTo(0.5f);
        }
        // Column 32 is the 25th of 48, a quarter of a voxel before voxel 12; brightness runs from 0 to 272,319.
        float expected = (float) ((100 * (12 - 0.25) + 10000 * (13 + 0.25)) / (19 + 2300 + 270000));
        float x = (float) (sample.grid().center().x() / 272319);
        assertThat(sample.inputs()[64 * 27 + 32]).isCloseTo(expected + x, within(2e-3f));
        assertThat(sample.targets()[64 * 2 + 3]).isZero();
        assertThat(sample.targets()[64 * 2 + 10]).isEqualTo((byte) 1);
    }

    /** A slice of 384 × 160 voxels becomes one of 512 × 213 pixels, whatever the voxels measure. */
    @Test
    void aLetterboxCountsVoxelsAndDoesNotMeasureThem() {
        Geometry scan = Geometry.of(new Size(160, 384, 384), new Vec(0.7, 0.36, 0.36));
        Geometry coronal = new Letterbox(new Size(512, 1, 512), 0.5).of(scan);
        assertThat(coronal.size()).isEqualTo(new Size(512, 384, 512));
        assertThat(coronal.spacing().x()).isCloseTo(160 * 0.7 / 213, within(1e-9));
        assertThat(coronal.spacing().z()).isCloseTo(384 * 0.36 / 512, within(1e-9));
        assertThat(coronal.center().minus(scan.center()).norm()).isLessThan(0.3);
    }

    /** The cosine of the angle between a direction drawn with equal chance and any other is even from 0 to 1. */
    @Test
    void tumbledPatchesLieInAnyDirectionWithEqualChance() {
        Augmentation any = new Augmentation(0, 0, 0, 0, 0, 0, 0, 0, 0, 40, 1, Variation.DEFAULTS);
        PatchSampler sampler =
                sampler(new Size(8, 8, 1), sampling(0, Sampling.Draw.UNIFORM, 0), Preprocessing.DEFAULTS, any);
        for (Vec direction : List.of(new Vec(1, 0, 0), new Vec(0, 0, 1), new Vec(0.6, 0.8, 0))) {
            double sum = 0;
            double squares = 0;
            int n = 500;
            for (int i = 0; i < n; i++) {
                Geometry grid = sampler.at(i).grid();
                double cosine = Math.abs(grid.toWorld().column(2).dot(direction));
                assertThat(grid.toWorld().column(0).dot(grid.toWorld().column(2)))
                        .isCloseTo(0, within(1e-9));
                assertThat(grid.spacing().minus(Vec.of(1)).norm()).isLessThan(1e-9);
                sum += cosine;
                squares += cosine * cosine;
            }
            assertThat(sum / n).isCloseTo(0.5, within(0.05));
            assertThat(squares / n).isCloseTo(1 / 3.0, within(0.05));
        }
    }
}
