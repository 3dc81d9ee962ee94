package condyle.data;

import condyle.distance.SoftLabels;
import condyle.image.Affine;
import condyle.image.Box;
import condyle.image.Geometry;
import condyle.image.LabelSet;
import condyle.image.Size;
import condyle.image.Vec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
     * @param size voxels along x, y, z
     * @param spacing of voxels along x, y, z, mm
     * @param maps that losses ask for
     */
    public record Settings(
            Size size,
            Vec spacing,
            Sampling sampling,
            Preprocessing preprocessing,
            Augmentation augmentation,
            SoftMaps maps) {
        /** Cubic voxels; patches on tissues or anywhere, looked at in the usual way, without maps. */
        public Settings(Size size, double spacing, double foreground, Augmentation augmentation) {
            this(size, spacing, foreground, augmentation, SoftMaps.NONE);
        }

        /** Cubic voxels; patches on tissues or anywhere, looked at in the usual way. */
        public Settings(Size size, double spacing, double foreground, Augmentation augmentation, SoftMaps maps) {
            this(
                    size,
                    Vec.of(spacing),
                    new Sampling(foreground, Sampling.Draw.UNIFORM, 0),
                    Preprocessing.DEFAULTS,
                    augmentation,
                    maps);
        }

        /** The same for a knee: in a letterbox voxels are as large as the knee's slices ask for. */
        Settings of(Geometry knee) {
            return preprocessing.letterbox().isEmpty()
                    ? this
                    : new Settings(
                            size, preprocessing.spacing(knee, spacing), sampling, preprocessing, augmentation, maps);
        }

        /** Edge of the cube as large as an unscaled voxel, mm. */
        double edge() {
            boolean cubic = spacing.x() == spacing.y() && spacing.y() == spacing.z();
            return cubic ? spacing.x() : Math.cbrt(spacing.x() * spacing.y() * spacing.z());
        }
    }

    private final List<? extends Specimen> knees;
    private final List<List<Context>> contexts;
    private final ClassMap classes;
    private final Map<LabelSet, Targets> targets = new HashMap<>();
    private final Settings settings;
    private final Intensity scale;
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
        this.scale = settings.preprocessing().scale();
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
        int which = random.nextInt(knees.size());
        Sample sample = of(which, random);
        for (int tries = 0; tries < settings.sampling().redraw() && empty(sample); tries++) {
            sample = of(which, random);
        }
        return sample;
    }

    private static boolean empty(Sample sample) {
        for (byte group : sample.targets()) {
            if (group != 0) {
                return false;
            }
        }
        return true;
    }

    /** A patch of a chosen knee. */
    public Sample of(int which, SplittableRandom random) {
        Specimen knee = knees.get(which);
        Settings own = settings.of(knee.geometry());
        Place place = new Place(own.preprocessing().frame(knee.geometry(), own.spacing()), own.spacing());
        Geometry grid = PatchGrid.of(own, center(knee, place, random), random);
        Box view = fieldOfView(random);
        float[] inputs = new float[channels() * settings.size().length()];
        Specimen.Piece piece = knee.at(grid, random);
        float[] image = rescaled(knee, piece, view);
        own.preprocessing().letterbox().ifPresent(box -> box.pad(image, grid, knee.geometry()));
        settings.augmentation().brightness().vary(image, grid, random);
        System.arraycopy(image, 0, inputs, 0, image.length);
        if (!contexts.isEmpty()
                && random.nextDouble() >= settings.augmentation().blank()) {
            List<Context> choices = contexts.get(which);
            Context context = choices.get(random.nextInt(choices.size()));
            context.write(shifted(grid, random), classes.count(), inputs, image.length);
        }
        Targets told = targets.get(knee.scheme());
        byte[] groups = told.toGroups(piece.labels());
        blankOutside(view, groups);
        Augmentation a = settings.augmentation();
        Map<SoftLabels, float[]> maps =
                settings.maps.of(knee, told, new SoftMaps.Patch(grid, view, own.edge(), a.scaling()));
        if (a.elastic() > 0) {
            Elastic bend = Elastic.of(grid, a.elastic(), a.elasticWave(), random);
            bend.image(inputs);
            bend.labels(groups);
            maps.values().forEach(bend::image);
        }
        Vec position = Position.of(place.frame, grid);
        return new Sample(knee.name(), grid, channels(), inputs, groups, told.grouping(), position, maps);
    }

    /** The part of a knee that patches are cut from, and the size of their voxels. */
    private record Place(Geometry frame, Vec spacing) {
        /** How far a patch's middle may lie from the frame's along an axis; below 0 where the patch is larger. */
        double room(int axis, Size patch) {
            return frame.extent().along(axis) / 2 - spacing.along(axis) / 2 * patch.along(axis);
        }

        Vec direction(int axis) {
            return frame.toWorld().column(axis).unit();
        }
    }

    private float[] rescaled(Specimen knee, Specimen.Piece piece, Box view) {
        float[] image = piece.image();
        float[] air = {0};
        boolean scan = settings.preprocessing().statistics() == Preprocessing.Statistics.SCAN;
        if (scan || !scale.relative()) {
            image = knee.measured(image);
            air = knee.measured(air);
        }
        Optional<Rescaling> whole =
                scan ? knee.rescaling(settings.preprocessing().intensity()) : Optional.empty();
        Rescaling of = whole.orElse(null);
        if (of == null) {
            of = scale.of(Intensity.seen(image, settings.size(), view));
        }
        return of.of(image, new Rescaling.Seen(settings.size(), view, air[0]));
    }

    /** A voxel of a tissue, or a place without regard to tissues such that the patch lies inside the frame or covers it. */
    private Vec center(Specimen knee, Place place, SplittableRandom random) {
        Vec jitter = uniform(random);
        boolean onTissue = random.nextDouble() < settings.sampling().foreground();
        Vec at = onTissue ? onTissue(knee, place, jitter, random) : anywhere(place, random);
        double shift = settings.augmentation().shift();
        at = shift > 0 ? at.plus(uniform(random).times(shift)) : at;
        Preprocessing p = settings.preprocessing();
        return p.crop().isPresent() || p.letterbox().isPresent() ? inside(place, at) : at;
    }

    private Vec onTissue(Specimen knee, Place place, Vec jitter, SplittableRandom random) {
        int[] places = new int[0];
        while (places.length == 0) {
            places = knee.places()[1 + random.nextInt(knee.places().length - 1)];
        }
        int i = places[random.nextInt(places.length)];
        Size g = knee.geometry().size();
        Vec at = knee.geometry().toWorld().apply(i % g.x(), i / g.x() % g.y(), i / (g.x() * g.y()));
        for (int k = 0; k < 3; k++) {
            double most = place.spacing.along(k) / 4 * settings.size().along(k);
            // A slice through a tissue stays one.
            double share = settings.size().along(k) == 1 ? 0 : jitter.along(k);
            at = at.plus(place.direction(k).times(share * most));
        }
        return at;
    }

    private Vec anywhere(Place place, SplittableRandom random) {
        Vec at = place.frame.center();
        boolean normal = settings.sampling().draw() == Sampling.Draw.NORMAL;
        Vec share = normal ? new Vec(quarter(random), quarter(random), quarter(random)) : uniform(random);
        for (int k = 0; k < 3; k++) {
            double room = place.room(k, settings.size());
            at = at.plus(place.direction(k).times(share.along(k) * (normal ? Math.max(0, room) : room)));
        }
        return at;
    }

    private static double quarter(SplittableRandom random) {
        return Math.max(-1, Math.min(1, random.nextGaussian() / 4));
    }

    /** The nearest place at which the patch lies inside the frame. */
    private Vec inside(Place place, Vec at) {
        Vec off = at.minus(place.frame.center());
        Vec out = place.frame.center();
        for (int k = 0; k < 3; k++) {
            double room = Math.max(0, place.room(k, settings.size()));
            double along = Math.max(-room, Math.min(room, off.dot(place.direction(k))));
            out = out.plus(place.direction(k).times(along));
        }
        return out;
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
        Affine m = grid.toWorld();
        return new Geometry(
                grid.size(),
                Affine.of(m.column(0), m.column(1), m.column(2), m.column(3).plus(by)));
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
