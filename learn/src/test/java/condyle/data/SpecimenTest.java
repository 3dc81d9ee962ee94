package condyle.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import condyle.image.Affine;
import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Resample;
import condyle.image.Side;
import condyle.image.Size;
import condyle.image.Tissue;
import condyle.image.Vec;
import condyle.image.Volume;
import condyle.phantom.Knee;
import condyle.phantom.LabelRenderer;
import condyle.phantom.Look;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Annotated knees as sources of patches. */
class SpecimenTest {
    private static final List<String> NINE =
            LabelSet.CONDYLE.tissues().stream().map(Tissue::name).toList();
    private static final ClassMap CLASSES = ClassMap.of(LabelSet.CONDYLE, NINE);
    private static final Brightness STILL = new Brightness(0, 0, 0);
    private static final Augmentation MIRRORED = new Augmentation(0, 0, 1, 0, 0);
    private static final Size PATCH = new Size(24, 24, 24);

    /** A synthetic knee's labels in zib's numbers: one tibial cartilage, no menisci. */
    private static LabelMap zib(Knee knee, double spacing) {
        LabelMap nine = knee.materials(knee.grid(spacing)).labels();
        byte[] numbers = {0, 1, 3, 5, 2, 4, 4, 6, 0, 0};
        byte[] data = nine.data().clone();
        for (int i = 0; i < data.length; i++) {
            data[i] = numbers[data[i]];
        }
        return LabelMap.of(nine.geometry(), data, LabelSet.ZIB);
    }

    /** An image as bright as its labels' numbers. */
    private static Volume bright(LabelMap map) {
        float[] image = new float[map.data().length];
        for (int i = 0; i < image.length; i++) {
            image[i] = map.data()[i];
        }
        return Volume.of(map.geometry(), image);
    }

    private static ImagedCase imaged(Volume image, LabelMap map, double spacing, Brightness brightness) {
        return ImagedCase.of(
                image,
                map,
                Vec.of(spacing),
                new ImagedCase.Prepared("knee", 1, Targets.of(CLASSES, map.labels()), brightness, Set.of()));
    }

    private static RenderedCase rendered(LabelMap map, Side side) {
        return RenderedCase.of(
                map,
                side,
                Vec.of(4),
                new RenderedCase.Prepared(
                        "knee", 1, Targets.of(CLASSES, map.labels()), new RenderedCase.Settings(Look.DESS, 1)));
    }

    private static PatchSampler sampler(Specimen knee, Augmentation augmentation) {
        return new PatchSampler(
                List.of(knee), List.of(), CLASSES, new PatchSampler.Settings(PATCH, 4, 0.5, augmentation), 3);
    }

    @Test
    void patchesAreToldWhereInTheKneeTheyLie() {
        RenderedCase knee = rendered(zib(Knee.of(3), 4), Side.UNKNOWN);
        PatchSampler sampler = sampler(knee, new Augmentation(0, 0, 0, 0, 0));
        Sample one = sampler.at(1);
        Sample two = sampler.at(2);
        assertThat(one.place()).isEqualTo(Position.of(knee.geometry(), one.grid()));
        assertThat(two.place()).isNotEqualTo(one.place());
    }

    @Test
    void aRenderedCaseIsTaughtByItsOwnLabelsAndNotByTheRenderersMenisci() {
        LabelMap map = zib(Knee.of(3), 4);
        LabelMap drawn = LabelRenderer.materials(map, 1).labels();
        assertThat(drawn.mask(LabelSet.MENISCI).isEmpty()).isFalse();
        RenderedCase knee = rendered(map, Side.UNKNOWN);
        byte[] labels = knee.at(knee.geometry(), new SplittableRandom(1)).labels();
        assertThat(labels).isEqualTo(Resample.nearest(map, knee.geometry()).data());
        Sample sample = sampler(knee, new Augmentation(0, 0, 0, 0, 0)).at(1);
        assertThat(sample.grouping().groups()).contains(List.of(0, 8, 9), List.of(5, 6));
        assertThat(sample.targets()).contains((byte) 5).doesNotContain((byte) 7);
    }

    @Test
    void theSameNumberGivesTheSamePatch() {
        RenderedCase knee = rendered(zib(Knee.of(3), 4), Side.UNKNOWN);
        Sample once = sampler(knee, Augmentation.DEFAULTS).at(7);
        Sample again = sampler(rendered(zib(Knee.of(3), 4), Side.UNKNOWN), Augmentation.DEFAULTS)
                .at(7);
        assertThat(again.inputs()).isEqualTo(once.inputs());
        assertThat(again.targets()).isEqualTo(once.targets());
    }

    @Test
    void theTablesSideIsTakenAndElseOneIsEstimated() {
        for (Side side : new Side[] {Side.LEFT, Side.RIGHT}) {
            assertThat(rendered(
                                    Knee.of(5, side)
                                            .materials(Knee.of(5, side).grid(4))
                                            .labels(),
                                    Side.UNKNOWN)
                            .side())
                    .isEqualTo(side);
            assertThat(rendered(zib(Knee.of(5, Side.LEFT), 4), side).side()).isEqualTo(side);
        }
    }

    @Test
    void imageAndLabelsOfAMirroredTurnedPatchStayTogether() {
        LabelMap map = zib(Knee.of(3), 2);
        // Brightness says the label, and 1 is the 99th percentile: what the scale is, follows from one voxel.
        ImagedCase knee = imaged(bright(map), map, 2, STILL);
        Geometry grid = new Geometry(
                new Size(60, 60, 50),
                Affine.of(new Vec(-2, 0.3, 0), new Vec(0.3, 2, 0.2), new Vec(0, -0.2, 2), new Vec(55, -60, -50)));
        assertThat(grid.toWorld().determinant()).isNegative();
        Specimen.Piece piece = knee.at(grid, new SplittableRandom(1));
        double[] mean = new double[7];
        int[] count = new int[7];
        for (int i = 0; i < piece.labels().length; i++) {
            mean[piece.labels()[i]] += piece.image()[i];
            count[piece.labels()[i]]++;
        }
        // Femur is 1 and tibia 3: their brightness keeps that ratio to background, wherever the patch lies.
        double zero = mean[0] / count[0];
        double femur = mean[1] / count[1];
        double tibia = mean[3] / count[3];
        assertThat((tibia - zero) / (femur - zero)).isCloseTo(3, within(0.25));
    }

    @Test
    void mirroringChangesNoLabelOfASchemeWithSides() {
        Knee right = Knee.of(5, Side.RIGHT);
        LabelMap map = right.materials(right.grid(4)).labels();
        Sample sample = sampler(imaged(bright(map), map, 4, STILL), MIRRORED).at(2);
        assertThat(sample.grid().toWorld().column(0).x()).isNegative();
        byte[] there = Resample.nearest(map, sample.grid()).data();
        int same = 0;
        for (int i = 0; i < there.length; i++) {
            same += there[i] == sample.targets()[i] ? 1 : 0;
        }
        assertThat((double) same / there.length).isGreaterThan(0.9);
    }

    @Test
    void brightnessVariesTheImageAndLeavesTheLabels() {
        LabelMap map = zib(Knee.of(3), 4);
        Geometry grid = map.geometry();
        Specimen.Piece still = imaged(bright(map), map, 4, STILL).at(grid, new SplittableRandom(1));
        Specimen.Piece varied = imaged(bright(map), map, 4, Brightness.DEFAULTS).at(grid, new SplittableRandom(1));
        assertThat(varied.labels()).isEqualTo(still.labels());
        assertThat(varied.image()).isNotEqualTo(still.image());
        Specimen.Piece again = imaged(bright(map), map, 4, Brightness.DEFAULTS).at(grid, new SplittableRandom(1));
        assertThat(again.image()).isEqualTo(varied.image());
    }

    @Test
    void beyondAScanLiesItsDarkestAirAndNoTissue() {
        LabelMap map = zib(Knee.of(3), 4);
        Geometry far = Geometry.of(new Size(8, 8, 8), Vec.of(4), new Vec(1000, 0, 0));
        Specimen.Piece piece = imaged(bright(map), map, 4, STILL).at(far, new SplittableRandom(1));
        assertThat(piece.labels()).containsOnly(0);
        assertThat(piece.image()).containsOnly(0f);
    }

    @Test
    void aMapWithoutAnyOfTheClassesIsRefused() {
        LabelMap empty = LabelMap.of(Geometry.of(PATCH, Vec.of(4)), new byte[PATCH.length()], LabelSet.ZIB);
        assertThatThrownBy(() -> imaged(bright(empty), empty, 4, STILL))
                .hasMessage("none of the classes occurs in the labels of scheme zib; is it the right scheme?");
    }

    @Test
    void labelsOnAnotherGridThanTheImageAreRefused() {
        LabelMap map = zib(Knee.of(3), 4);
        Volume other = Volume.of(Geometry.of(PATCH, Vec.of(4)));
        assertThatThrownBy(() -> imaged(other, map, 4, STILL))
                .hasMessageContaining("labels and image lie on different grids: ")
                .hasMessageEndingWith("resample one with 'condyle convert --like'");
    }

    @Test
    void aMixtureTakesItsShareFromTheSecondSource() {
        Samples first = n -> new Sample(null, 1, new float[] {1}, null, null);
        Samples second = n -> new Sample(null, 1, new float[] {2}, null, null);
        Mixture mixture = new Mixture(first, second, 0.3, 5);
        int taken = 0;
        for (int n = 0; n < 2000; n++) {
            taken += mixture.at(n).inputs()[0] == 2 ? 1 : 0;
            assertThat(mixture.at(n).inputs()).isEqualTo(mixture.at(n).inputs());
        }
        assertThat(taken).isBetween(540, 660);
    }

    @Test
    void patchesOfASyntheticKneeLieOnTheClassesAlone() {
        Knee knee = Knee.of(5);
        ClassMap patella = ClassMap.of(LabelSet.CONDYLE, List.of(LabelSet.PATELLA));
        Anatomy any = Anatomy.of(5, knee.materials(knee.grid(4)));
        assertThat(withTargets(any, patella)).isLessThan(20);
        assertThat(withTargets(any.on(Targets.of(patella, LabelSet.CONDYLE)), patella))
                .isEqualTo(40);
        Targets nine = Targets.of(CLASSES, LabelSet.CONDYLE);
        assertThat(any.on(nine).places()).isDeepEqualTo(any.places());
    }

    /** How many of 40 small patches show one of the classes. */
    private static int withTargets(Anatomy knee, ClassMap classes) {
        PatchSampler sampler = new PatchSampler(
                List.of(knee),
                List.of(),
                classes,
                new PatchSampler.Settings(new Size(4, 4, 4), 4, 1, new Augmentation(0, 0, 0, 0, 0)),
                3);
        int count = 0;
        for (int n = 0; n < 40; n++) {
            byte[] targets = sampler.at(n).targets();
            int found = 0;
            for (byte t : targets) {
                found += t;
            }
            count += found > 0 ? 1 : 0;
        }
        return count;
    }

    @Test
    void patchesOfDoubleEchoScansHaveMarrowDarkerThanCartilage() {
        Knee knee = Knee.of(5);
        Geometry grid = knee.grid(3);
        assertThat(darkMarrow(Anatomy.of(5, knee.materials(grid), 1), grid)).isEqualTo(30);
        assertThat(darkMarrow(Anatomy.of(5, knee.materials(grid), 0), grid)).isBetween(10, 28);
    }

    /** How many of 30 images show the femur's marrow darker than its cartilage. */
    private static int darkMarrow(Anatomy knee, Geometry grid) {
        int count = 0;
        for (int i = 0; i < 30; i++) {
            Specimen.Piece piece = knee.at(grid, new SplittableRandom(i));
            double[] sum = new double[10];
            int[] n = new int[10];
            for (int v = 0; v < piece.labels().length; v++) {
                sum[piece.labels()[v]] += piece.image()[v];
                n[piece.labels()[v]]++;
            }
            count += sum[1] / n[1] < sum[4] / n[4] ? 1 : 0;
        }
        return count;
    }
}
