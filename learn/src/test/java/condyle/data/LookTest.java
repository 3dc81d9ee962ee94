package condyle.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import condyle.config.Choice;
import condyle.image.Box;
import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Size;
import condyle.image.Tissue;
import condyle.image.Vec;
import condyle.image.Volume;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What a network sees of a scan in training, where nothing is varied, and in use. */
class LookTest {
    private static final LabelSet FEMUR = new LabelSet("one", List.of(new Tissue(1, "femur", 0)));
    private static final ClassMap CLASSES = ClassMap.of(LabelSet.CONDYLE, List.of("femur"));
    private static final Geometry GRID = Geometry.of(new Size(20, 24, 28), Vec.of(1));
    /** Larger than the scan: it ends in air on all sides. */
    private static final Crop CROP = new Crop(new Size(24, 26, 30), Vec.ZERO);

    private static Volume scan() {
        Volume scan = Volume.of(GRID);
        SplittableRandom random = new SplittableRandom(8);
        for (int i = 0; i < scan.data().length; i++) {
            scan.data()[i] = (float) (400 + 30 * random.nextGaussian());
        }
        return scan;
    }

    private static ImagedCase knee(double spacing, Preprocessing p) {
        byte[] labels = new byte[GRID.size().length()];
        Arrays.fill(labels, 0, 2000, (byte) 1);
        ImagedCase.Prepared prepared = new ImagedCase.Prepared(
                "knee", 1, Targets.of(CLASSES, FEMUR), new Brightness(0, 0, 0), Set.of(p.intensity()));
        return ImagedCase.of(scan(), LabelMap.of(GRID, labels, FEMUR), Vec.of(spacing), prepared);
    }

    private static Sample whole(ImagedCase knee, Size size, double spacing, Preprocessing p) {
        PatchSampler.Settings settings = new PatchSampler.Settings(
                size,
                Vec.of(spacing),
                new Sampling(0, Sampling.Draw.NORMAL, 0),
                p,
                new Augmentation(0, 0, 0, 0, 0),
                SoftMaps.NONE);
        return new PatchSampler(List.of(knee), List.of(), CLASSES, settings, 3).at(0);
    }

    private static float[] use(Preprocessing p, Geometry grid) {
        Volume seen = p.look(scan(), grid);
        return p.ofEachWindow()
                .map(s -> s.of(seen.data()).of(seen.data(), grid.size(), Box.of(grid.size())))
                .orElse(seen.data());
    }

    @Test
    void aPatchOfTheWholePartIsWhatUseSees() {
        for (String name : Intensities.ALL.names()) {
            for (Preprocessing.Statistics statistics : Preprocessing.Statistics.values()) {
                Preprocessing p = new Preprocessing(
                        "PIR", Optional.of(CROP), new Choice(name, Intensities.ALL.defaults(name)), statistics);
                Sample patch = whole(knee(1, p), CROP.size(), 1, p);
                assertThat(patch.inputs())
                        .as(name + " " + statistics)
                        .containsExactly(use(p, patch.grid()), within(2e-4f));
            }
        }
    }

    @Test
    void statisticsOfAScanAreThoseOfItsOwnVoxelsWhateverGridItIsKeptOn() {
        for (String name : Intensities.ALL.names()) {
            Choice scale = new Choice(name, Intensities.ALL.defaults(name));
            Preprocessing p = new Preprocessing("RAS", Optional.empty(), scale, Preprocessing.Statistics.SCAN);
            ImagedCase kept = knee(2, p);
            assertThat(kept.rescaling(scale)).hasValue(p.scale().of(scan().data()));
            // Noise is half as strong on the kept grid, so its own statistics would double what the network sees.
            Sample patch = whole(kept, new Size(10, 12, 14), 2, p);
            assertThat(patch.inputs()).as(name).containsExactly(use(p, patch.grid()), within(2e-3f));
        }
    }

    @Test
    void beyondTheScanLiesItsDarkestVoxel() {
        Preprocessing p = new Preprocessing(
                "RAS",
                Optional.of(CROP),
                new Choice("min-max", Intensities.MinMax.DEFAULTS),
                Preprocessing.Statistics.SCAN);
        Geometry frame = p.frame(GRID, Vec.of(1));
        assertThat(p.look(scan(), frame).data()[0]).isCloseTo(0, within(1e-6f));
    }
}
