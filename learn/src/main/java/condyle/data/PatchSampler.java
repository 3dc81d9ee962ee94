package condyle.data;

import condyle.distance.SoftLabels;
import condyle.image.Box;
import condyle.image.Geometry;
import condyle.image.LabelSet;
import condyle.image.Size;
import condyle.image.Vec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Cuts patches from knees, each in a pose and with a brightness of its own.
 *
 * <p>Patch number n depends on the seed and n alone. Channel 0 is the image, standardised over the part inside the
 * field of view; the channels after it are the coarse context, where the stage has one.
 */
public final class PatchSampler implements Samples {
    /**
     * What the patches are like.
     *
     * @param spacing voxel spacing in mm, the same along all axes
     * @param foreground share of patches centred on a tissue drawn with equal chance for each
     * @param maps that losses ask for
     */
    public record Settings(Size size, double spacing, double foreground, Augmentation augmentation, SoftMaps maps) {
        /** Patches without maps. */
        public Settings(Size size, double spacing, double foreground, Augmentation augmentation) {
            this(size, spacing, foreground, augmentation, SoftMaps.NONE);
        }
    }

    private final List<? extends Specimen> knees;
    private final List<List<Context>> contexts;
    private final ClassMap classes;
    private final Map<LabelSet, Targets> targets = new HashMap<>();
    private final Settings settings;
    private final long seed;

    /**
     * Draws from knees; with {@code contexts} empty, the image is the only channel, else each knee has one or more.
     */
    public PatchSampler(
            List<? extends Specimen> knees,
            List<List<Context>> contexts,
            ClassMap classes,
            Settings settings,
            long seed) {
        this.knees = knees;
        this.contexts = contexts;
        this.classes = classes;
        this.settings = settings;
        this.seed = seed;
        knees.forEach(k -> targets.computeIfAbsent(k.scheme(), scheme -> Targets.of(classes, scheme)));
    }

    /** Number of input channels of the patches. */
    public int channels() {
        return contexts.isEmpty() ? 1 : classes.count();
    }

    @Override
    public Sample at(long number) {
        SplittableRandom random = Seeds.random(seed, number);
        return of(random.nextInt(knees.size()), random);
    }

    /** A patch of a chosen knee. */
    public Sample of(int which, SplittableRandom random) {
        Specimen knee = knees.get(which);
        Geometry grid = PatchGrid.of(
                settings.size(), settings.spacing(), center(knee, random), settings.augmentation(), random);
        Box view = fieldOfView(random);
        float[] inputs = new float[channels() * settings.size().length()];
        Specimen.Piece piece = knee.at(grid, random);
        float[] image = piece.image();
        System.arraycopy(Intensity.standardise(image, settings.size(), view), 0, inputs, 0, image.length);
        if (!contexts.isEmpty()
                && random.nextDouble() >= settings.augmentation().blank()) {
            List<Context> choices = contexts.get(which);
            Context context = choices.get(random.nextInt(choices.size()));
            context.write(shifted(grid, random), classes.count(), inputs, image.length);
        }
        Targets told = targets.get(knee.scheme());
        byte[] groups = told.toGroups(piece.labels());
        blankOutside(view, groups);
        Vec place = Position.of(knee.geometry(), grid);
        Map<SoftLabels, float[]> maps = settings.maps.of(
                knee,
                told,
                new SoftMaps.Patch(
                        grid, view, settings.spacing(), settings.augmentation().scaling()));
        return new Sample(grid, channels(), inputs, groups, told.grouping(), place, maps);
    }

    /** A voxel of a tissue, or anywhere such that the patch lies inside the knee's grid or covers it. */
    private Vec center(Specimen knee, SplittableRandom random) {
        Geometry grid = knee.geometry();
        Vec jitter = uniform(random).times(settings.spacing() / 4);
        Size n = settings.size();
        if (random.nextDouble() < settings.foreground()) {
            int[] places = new int[0];
            while (places.length == 0) {
                places = knee.places()[1 + random.nextInt(knee.places().length - 1)];
            }
            int i = places[random.nextInt(places.length)];
            Size g = grid.size();
            return grid.toWorld()
                    .apply(i % g.x(), i / g.x() % g.y(), i / (g.x() * g.y()))
                    .plus(new Vec(jitter.x() * n.x(), jitter.y() * n.y(), jitter.z() * n.z()));
        }
        Vec extent = grid.extent();
        Vec u = uniform(random);
        double half = settings.spacing() / 2;
        return grid.center()
                .plus(new Vec(
                        u.x() * (extent.x() / 2 - half * n.x()),
                        u.y() * (extent.y() / 2 - half * n.y()),
                        u.z() * (extent.z() / 2 - half * n.z())));
    }

    /** The part of the patch that the scanner saw: all of it, or less by up to a quarter on each side. */
    private Box fieldOfView(SplittableRandom random) {
        Size n = settings.size();
        if (random.nextDouble() >= settings.augmentation().cut()) {
            return Box.of(n);
        }
        int[] low = new int[3];
        int[] high = new int[3];
        for (int k = 0; k < 3; k++) {
            // A stack of fewer than four slices has no quarter to lose.
            int quarter = n.along(k) / 4;
            low[k] = quarter == 0 ? 0 : Math.max(0, random.nextInt(-quarter, quarter));
            high[k] = n.along(k) - (quarter == 0 ? 0 : Math.max(0, random.nextInt(-quarter, quarter)));
        }
        return new Box(low[0], low[1], low[2], high[0], high[1], high[2]);
    }

    /** The coarse pass is never exactly in place: moved by up to 1.5 mm. */
    private static Geometry shifted(Geometry grid, SplittableRandom random) {
        Vec by = uniform(random).times(1.5);
        var m = grid.toWorld();
        return new Geometry(
                grid.size(),
                condyle.image.Affine.of(
                        m.column(0), m.column(1), m.column(2), m.column(3).plus(by)));
    }

    private void blankOutside(Box view, byte[] targets) {
        Size n = settings.size();
        for (int z = 0, i = 0; z < n.z(); z++) {
            for (int y = 0; y < n.y(); y++) {
                for (int x = 0; x < n.x(); x++, i++) {
                    if (!view.contains(x, y, z)) {
                        targets[i] = 0;
                    }
                }
            }
        }
    }

    private static Vec uniform(SplittableRandom random) {
        return new Vec(2 * random.nextDouble() - 1, 2 * random.nextDouble() - 1, 2 * random.nextDouble() - 1);
    }
}
