package condyle.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import condyle.distance.ClippedDistance;
import condyle.distance.DistancePenalty;
import condyle.distance.LengthUnit;
import condyle.distance.SaunaLabels;
import condyle.distance.SoftLabels;
import condyle.distance.SurfaceDistance;
import condyle.image.Affine;
import condyle.image.Box;
import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.image.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Maps of a ball of femur in a knee of 40×36×32 voxels of 1 mm. */
class SoftMapsTest {
    private static final Geometry KNEE = Geometry.of(new Size(40, 36, 32), Vec.of(1), new Vec(-20, -18, -16));
    private static final double RADIUS = 8;
    private static final ClassMap CLASSES = ClassMap.of(LabelSet.CONDYLE, List.of("femur", "tibia"));
    private static final Targets TARGETS = Targets.of(CLASSES, LabelSet.CONDYLE);
    private static final SoftLabels DISTANCE = new ClippedDistance(6, LengthUnit.MM, 1);

    private static ImagedCase knee() {
        Size n = KNEE.size();
        byte[] labels = new byte[n.length()];
        for (int z = 0, i = 0; z < n.z(); z++) {
            for (int y = 0; y < n.y(); y++) {
                for (int x = 0; x < n.x(); x++, i++) {
                    labels[i] = (byte) (KNEE.toWorld().apply(x, y, z).norm() < RADIUS ? 1 : 0);
                }
            }
        }
        LabelMap map = LabelMap.of(KNEE, labels, LabelSet.CONDYLE);
        return ImagedCase.of(
                Volume.of(KNEE),
                map,
                Vec.of(1),
                new ImagedCase.Prepared("ball", 1, TARGETS, new Brightness(0, 0, 0), Set.of()));
    }

    private static float[] maps(Specimen knee, SoftLabels recipe, Geometry grid, Box view) {
        SoftMaps maps = new SoftMaps(Set.of(recipe), new MapCache(1 << 30, note -> {}));
        return maps.of(knee, TARGETS, new SoftMaps.Patch(grid, view, 1, 0.25)).get(recipe);
    }

    private static float[] whole(Specimen knee, SoftLabels recipe, int map) {
        var groups = new condyle.distance.Grouped(
                KNEE, TARGETS.toGroups(knee.labels().data().clone()), 3);
        return recipe.inMm(1).draw(map, groups);
    }

    @Test
    void aPatchHasTheMapsOfTheWholeKneeUpToItsBorder() {
        ImagedCase knee = knee();
        // The corner of the patch lies in the ball: from its labels alone distances would be others.
        Box box = new Box(20, 18, 16, 36, 34, 32);
        Geometry grid = KNEE.crop(box);
        for (SoftLabels recipe : List.of(
                DISTANCE,
                new ClippedDistance(5, LengthUnit.VOXELS, 0),
                new SaunaLabels(SaunaLabels.Form.H),
                new SaunaLabels(SaunaLabels.Form.C),
                new SurfaceDistance(2, LengthUnit.MM),
                DistancePenalty.DEFAULTS)) {
            float[] patch = maps(knee, recipe, grid, Box.of(grid.size()));
            int voxels = grid.size().length();
            assertThat(patch).hasSize(recipe.maps(3) * voxels);
            for (int m = 0; m < recipe.maps(3); m++) {
                float[] expected =
                        Volume.of(KNEE, whole(knee, recipe, m)).crop(box).data();
                float[] mine = java.util.Arrays.copyOfRange(patch, m * voxels, (m + 1) * voxels);
                // Kept in 32,767ths of the largest, which is 23 here.
                assertThat(mine).as(recipe + " " + m).containsExactly(expected, within(5e-4f));
            }
        }
        // A patch within the ball holds no surface at all; the knee has one beside it.
        Box inside = new Box(20, 18, 16, 25, 23, 21);
        assertThat(ClippedDistance.of(knee.labels().crop(inside).mask("femur"), 6)
                        .data())
                .containsOnly(-1);
        assertThat(maps(knee, DISTANCE, KNEE.crop(inside), Box.of(inside.size()))[124])
                .isBetween(-0.4f, -0.1f);
    }

    private static double worst(Geometry grid, ToDoubleFunction<Vec> expected) {
        float[] out = maps(knee(), DISTANCE, grid, Box.of(grid.size()));
        Size n = grid.size();
        double worst = 0;
        for (int z = 0, i = 0; z < n.z(); z++) {
            for (int y = 0; y < n.y(); y++) {
                for (int x = 0; x < n.x(); x++, i++) {
                    double e = expected.applyAsDouble(grid.toWorld().apply(x, y, z));
                    worst = Math.max(worst, Math.abs(out[i] - Math.max(-1, Math.min(1, e))));
                }
            }
        }
        return worst;
    }

    private static Geometry turned(Vec x, Vec y, Vec z) {
        Vec half = x.plus(y).plus(z).times(5.5);
        return new Geometry(new Size(12, 12, 12), Affine.of(x, y, z, new Vec(6, 1, -2).minus(half)));
    }

    @Test
    void aTurnedMirroredPatchHasTheDistancesAtItsVoxels() {
        double c = Math.cos(0.4);
        double s = Math.sin(0.4);
        Geometry grid = turned(new Vec(-c, -s, 0), new Vec(-s, c, 0), new Vec(0, 0, 1));
        assertThat(grid.toWorld().determinant()).isNegative();
        // Voxels of 1 mm show a ball to within half of their diagonal, and a little more between their centres.
        assertThat(worst(grid, p -> (p.norm() - RADIUS) / 6)).isLessThan(1.0 / 6);
    }

    @Test
    void aPatchThatShowsTheKneeLargerHasLargerDistances() {
        for (double step : new double[] {0.8, 1.25}) {
            Geometry grid = turned(new Vec(step, 0, 0), new Vec(0, step, 0), new Vec(0, 0, step));
            assertThat(worst(grid, p -> (p.norm() - RADIUS) / step / 6)).isLessThan(1.0 / step / 6);
        }
    }

    @Test
    void outsideTheFieldOfViewAndTheKneeThereIsNothing() {
        Box view = new Box(0, 0, 0, 6, 16, 16);
        Geometry grid = KNEE.crop(new Box(30, 10, 10, 46, 26, 26));
        float[] out = maps(knee(), DISTANCE, grid, view);
        Size n = grid.size();
        assertThat(out[n.index(6, 8, 8)]).isEqualTo(1);
        assertThat(out[n.index(12, 8, 8)]).isEqualTo(1);
        assertThat(out[n.index(0, 6, 6)]).isLessThan(1);
        float[] background = maps(knee(), new ClippedDistance(6, LengthUnit.MM, 0), grid, view);
        assertThat(background[n.index(12, 8, 8)]).isEqualTo(-1);
        assertThat(maps(knee(), new SurfaceDistance(1, LengthUnit.MM), grid, view)[n.index(6, 8, 8)])
                .isZero();
    }

    @Test
    void anAbsentClassIsFarFromEverywhere() {
        Geometry grid = KNEE.crop(new Box(10, 10, 10, 26, 26, 26));
        float[] out = maps(knee(), DISTANCE, grid, Box.of(grid.size()));
        int voxels = grid.size().length();
        for (int i = voxels; i < 2 * voxels; i++) {
            assertThat(out[i]).isEqualTo(1);
        }
    }

    private static PatchSampler sampler(List<ImagedCase> knees, MapCache cache, long seed) {
        return new PatchSampler(
                knees,
                List.of(),
                CLASSES,
                new PatchSampler.Settings(
                        new Size(12, 12, 12), 1, 0.5, Augmentation.DEFAULTS, new SoftMaps(Set.of(DISTANCE), cache)),
                seed);
    }

    @Test
    void mapsAreDrawnOnceAKneeForAllPatchesAndThreads() throws Exception {
        List<ImagedCase> knees = List.of(knee(), knee());
        MapCache cache = new MapCache(1 << 30, note -> {});
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<Sample>> ahead = new ArrayList<>();
        for (int n = 0; n < 24; n++) {
            long number = n;
            ahead.add(threads.submit(() -> sampler(knees, cache, 3).at(number)));
        }
        for (int n = 0; n < 24; n++) {
            Sample again = sampler(knees, new MapCache(1 << 30, note -> {}), 3).at(n);
            assertThat(ahead.get(n).get().maps().get(DISTANCE))
                    .isEqualTo(again.maps().get(DISTANCE));
        }
        threads.shutdown();
        assertThat(cache.drawn()).isEqualTo(2);
    }

    @Test
    void mapsDoNotChangeThePatches() {
        List<ImagedCase> knees = List.of(knee());
        PatchSampler without = new PatchSampler(
                knees,
                List.of(),
                CLASSES,
                new PatchSampler.Settings(new Size(12, 12, 12), 1, 0.5, Augmentation.DEFAULTS),
                3);
        Sample with = sampler(knees, new MapCache(1 << 30, note -> {}), 3).at(5);
        assertThat(with.inputs()).isEqualTo(without.at(5).inputs());
        assertThat(with.targets()).isEqualTo(without.at(5).targets());
        assertThat(without.at(5).maps()).isEmpty();
    }

    @Test
    void aFullCacheDrawsAgainAndSaysSoOnce() {
        List<String> notes = new ArrayList<>();
        MapCache cache = new MapCache(10, notes::add);
        ImagedCase one = knee();
        ImagedCase two = knee();
        float[] first = sampler(List.of(one), cache, 3).at(1).maps().get(DISTANCE);
        sampler(List.of(two), cache, 3).at(1);
        sampler(List.of(two), cache, 3).at(2);
        assertThat(cache.drawn()).isEqualTo(2);
        assertThat(sampler(List.of(one), cache, 3).at(1).maps().get(DISTANCE)).isEqualTo(first);
        assertThat(cache.drawn()).isEqualTo(3);
        assertThat(notes)
                .containsExactly("maps of the knees take more than the 0 MB kept for them, a quarter of Java's memory: "
                        + "some are drawn again and again; give Java more with -Xmx, or train on fewer knees");
    }
}
