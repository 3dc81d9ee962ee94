package condyle.phantom;

import condyle.image.Affine;
import condyle.image.Geometry;
import condyle.image.Side;
import condyle.image.Size;
import condyle.image.Vec;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * One synthetic subject's knee at one visit: anatomy, what ails it, pose, size and a smooth random deformation, all drawn
 * from a seed.
 *
 * <p>The world is RAS+ in mm with its origin near the joint line. A left knee is the exact mirror image (in x) of the
 * right knee of the same seed.
 */
public final class Knee {
    private static final double[] WARP_CELL = {28, 12};
    private static final double[] WARP_DEVIATION = {1.7, 0.45};

    private final long seed;
    private final Stage stage;
    private final Sex sex;
    private final double size;
    private final Anatomy anatomy;
    private final Side side;
    private final Affine toAnatomy;
    private final int visit;
    private final Warp[] warps = new Warp[2];

    /** What is asked for rather than drawn; side unknown draws it. */
    private record Asked(Side side, Optional<Grades> grades, int visit, OptionalDouble flexion) {
        static Asked of(Side side) {
            return new Asked(side, Optional.empty(), 1, OptionalDouble.empty());
        }
    }

    private Knee(long seed, Asked asked) {
        this.seed = seed;
        visit = asked.visit;
        SplittableRandom r = new SplittableRandom(seed);
        Side drawn = r.nextBoolean() ? Side.LEFT : Side.RIGHT;
        side = asked.side == Side.UNKNOWN ? drawn : asked.side;
        Grades ailing = Grades.draw(r.split());
        stage = stage(r.split(), asked.grades.orElse(ailing), visit);
        SplittableRandom body = r.split();
        sex = body.nextBoolean() ? Sex.FEMALE : Sex.MALE;
        size = sex.size(body);
        SplittableRandom pose = r.split();
        for (int i = 1; i < visit; i++) {
            pose = pose.split();
        }
        anatomy = new Anatomy(r.split(), pose, stage, asked.flexion);
        Vec scale = new Vec((side == Side.LEFT ? -1 : 1) * size * sex.width(), size / Math.sqrt(sex.width()), size);
        toAnatomy = pose(pose, scale, anatomy.flexion()).inverse();
        for (int i = 0; i < 2; i++) {
            warps[i] = new Warp(r.split(), WARP_CELL[i], WARP_DEVIATION[i]);
        }
    }

    private static Stage stage(RandomGenerator r, Grades first, int visit) {
        Grades now = first;
        for (int i = 1; i < visit; i++) {
            now = now.later(r);
        }
        return new Stage(first, now, visit);
    }

    /** Draws a subject, its side and grades included. */
    public static Knee of(long seed) {
        return of(seed, Side.UNKNOWN);
    }

    /** Draws a subject's left or right knee; the two of one seed mirror each other; unknown draws the side. */
    public static Knee of(long seed, Side side) {
        return new Knee(seed, Asked.of(side));
    }

    /** The knee of the same subject, had it these grades. */
    public static Knee of(long seed, Side side, Grades grades) {
        return new Knee(seed, new Asked(side, Optional.of(grades), 1, OptionalDouble.empty()));
    }

    /** The same subject's knee at the first visit, bent as it is drawn, had it these grades. */
    public Knee with(Grades grades) {
        return of(seed, side, grades);
    }

    /**
     * The same knee at another visit, some years apart from the one before.
     *
     * <p>Cartilage has thinned, its lesions have grown, other findings got worse or, as fluid does, came and went; the knee
     * lies and bends a little differently. The bones are the same but for osteophytes, up to a few tenths of a mm that
     * the random deformation of space adds where the femur has turned.
     *
     * @param number of the visit, from 1
     * @throws IllegalArgumentException if the number is below 1
     */
    public Knee visit(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("visit " + number + ": expected 1 or more");
        }
        return new Knee(seed, new Asked(side, Optional.of(stage.first()), number, OptionalDouble.empty()));
    }

    /**
     * The same knee at the same visit, bent by so many degrees.
     *
     * @throws IllegalArgumentException outside of 0–30
     */
    public Knee bent(double degrees) {
        if (!(degrees >= 0 && degrees <= Anatomy.MOST_BENT)) {
            throw new IllegalArgumentException("flexion " + degrees + "°: expected 0–30°");
        }
        return new Knee(seed, new Asked(side, Optional.of(stage.first()), visit, OptionalDouble.of(degrees)));
    }

    /** Left or right. */
    public Side side() {
        return side;
    }

    /** Findings at this visit. */
    public Grades grades() {
        return stage.now();
    }

    /** Woman or man: which sizes the knee's was drawn from. */
    public Sex sex() {
        return sex;
    }

    /** Size against the shapes as they are drawn, about 1. */
    double size() {
        return size;
    }

    /** Flexion at this visit, 0–30 degrees; 0 is straight. */
    public double flexion() {
        return anatomy.flexion();
    }

    /** Anatomy to world: size and side, small turns, and the place in the field of view. */
    private static Affine pose(RandomGenerator r, Vec scale, double flexion) {
        double[] a = {
            // A bent knee lies with thigh and shank tilted alike.
            Math.toRadians(5 * r.nextGaussian() - 0.5 * Math.max(0, flexion - 9)),
            Math.toRadians(3 * r.nextGaussian()),
            Math.toRadians(6 * r.nextGaussian())
        };
        Affine turn = turn(2, a[2]).after(turn(1, a[1])).after(turn(0, a[0]));
        Vec shift = new Vec(Shapes.uniform(r, -4, 4), Shapes.uniform(r, -6, 6) - 3, Shapes.uniform(r, -5, 5));
        Affine place = Affine.of(
                new Vec(scale.x(), 0, 0),
                new Vec(0, scale.y(), 0),
                new Vec(0, 0, scale.z()),
                new Vec(Math.signum(scale.x()) * shift.x(), shift.y(), shift.z()));
        return place.after(turn);
    }

    private static Affine turn(int axis, double angle) {
        double c = Math.cos(angle);
        double s = Math.sin(angle);
        return switch (axis) {
            case 0 -> Affine.of(1, 0, 0, 0, 0, c, -s, 0, 0, s, c, 0);
            case 1 -> Affine.of(c, 0, s, 0, 0, 1, 0, 0, -s, 0, c, 0);
            default -> Affine.of(c, -s, 0, 0, s, c, 0, 0, 0, 0, 1, 0);
        };
    }

    /** What each voxel of the grid is made of, taken at its centre. */
    public Materials materials(Geometry grid) {
        Size n = grid.size();
        byte[] out = new byte[n.length()];
        Lattice lattice = new Lattice(this, grid);
        IntStream.range(0, n.z()).parallel().forEach(k -> {
            for (int j = 0; j < n.y(); j++) {
                lattice.row(new double[] {0, j, k}, 1, out, n.index(0, j, k), n.x());
            }
        });
        return new Materials(grid, out, side);
    }

    /**
     * The field of view of a sagittal knee scan, 140×140×112 mm, at one spacing (mm) along all axes.
     *
     * <p>Oriented like {@link #dess()}: x to the back, y down, z to the right.
     */
    public Geometry grid(double spacing) {
        return dess().withSpacing(Vec.of(spacing));
    }

    /** The grid of OAI's DESS scans: 384×384×160 at 0.3646×0.3646×0.7 mm; x to the back, y down, z to the right. */
    public static Geometry dess() {
        double inPlane = 140.0 / 384;
        double slice = 0.7;
        return new Geometry(
                new Size(384, 384, 160),
                Affine.of(
                        new Vec(0, -inPlane, 0),
                        new Vec(0, 0, -inPlane),
                        new Vec(slice, 0, 0),
                        new Vec(-79.5 * slice, 75, 85)));
    }

    /** A point of view on the fields for one thread. */
    Place place() {
        return new Place();
    }

    /** Fields at points of the world; holds scratch space, so one for each thread. */
    final class Place {
        private final double[] moved = new double[4];
        private final double[] noise = new double[2];

        void fields(Vec world, float[] out, int at) {
            Vec p = toAnatomy.apply(world);
            moved[0] = p.x();
            moved[1] = p.y();
            moved[2] = p.z();
            for (int i = 0; i < 2; i++) {
                warps[i].add(p.x(), p.y(), p.z(), moved);
                noise[i] = moved[3];
            }
            anatomy.fields(moved, noise, out, at);
        }
    }
}
