package condyle.implicit;

import condyle.config.Check;
import condyle.config.Choice;
import condyle.data.Seeds;
import condyle.distance.ClippedDistance;
import condyle.distance.LengthUnit;
import condyle.image.Box;
import condyle.image.Geometry;
import condyle.image.Mask;
import condyle.image.Probabilities;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.image.Volume;
import condyle.loss.Grouping;
import condyle.tensor.Bends;
import condyle.tensor.NoGradient;
import condyle.tensor.Scope;
import condyle.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;

/**
 * One function of x and y for everybody: the signed distance to each tissue in an axial slice, whatever the scan shows.
 *
 * <p>000 (Salvi's report on signed distances), to the letter: a network of the two coordinates, L1 on the distance, clipped
 * and divided; the tissue is where it is below 0. It cannot see the image, so it learns the slice that is least wrong for
 * all knees. {@code encoding} and {@code inside} are the two next steps that the report names: positional encoding and loss
 * reweighting. Differs from it: distances are clipped at a limit that it does not say.
 */
final class SliceDistance implements KneeFunction {
    /**
     * Settings.
     *
     * @param network its shape: two axes, no code
     * @param limit at which distances are clipped
     * @param unit of the limit
     * @param slices of a step
     * @param inside weight of points within the tissue; 1 as published
     */
    record Config(CoordinateNetwork.Config network, double limit, LengthUnit unit, int slices, double inside) {
        static final Config DEFAULTS = new Config(
                new CoordinateNetwork.Config(
                        2,
                        4,
                        256,
                        0,
                        CoordinateNetwork.Coordinates.FIRST,
                        CoordinateNetwork.Layers.SHARED,
                        CoordinateNetwork.Skip.NONE,
                        new Choice("relu", RectifiedLayer.Config.DEFAULTS),
                        new Choice("plain", Encodings.Plain.DEFAULTS)),
                20,
                LengthUnit.VOXELS,
                2,
                1);

        Config {
            Check.above("limit", limit, 0);
            Check.within("slices", slices, 1, 4096);
            Check.above("inside", inside, 0);
            if (network.axes() != 2 || network.latent() != 0) {
                throw new IllegalArgumentException("network: " + network.axes() + " axes and a code of "
                        + network.latent() + "; expected axes: 2 and latent: 0");
            }
        }
    }

    /** How sharply distances become probabilities. */
    private static final double SHARPNESS = 10;

    /** A slice, one voxel thick, and the group of each pixel. */
    private record Slice(Geometry grid, byte[] groups, Grouping grouping) {}

    private final Config config;
    private final Functions.Given given;
    private final CoordinateNetwork network;
    private final List<Slice> slices = new ArrayList<>();
    private final List<Slice> unseen = new ArrayList<>();
    private int[] order = {};
    private long round = -1;

    SliceDistance(Config config, Functions.Given given) {
        this.config = config;
        this.given = given;
        network = new CoordinateNetwork(
                config.network, new CoordinateNetwork.Outputs(given.classes() - 1, 0), given.seed());
    }

    @Override
    public void take(ScannedKnee knee, Purpose purpose) {
        if (knee.grouping().count() != given.classes()) {
            throw new IllegalArgumentException("slice-distance: the labels tell "
                    + (knee.grouping().count() - 1) + " tissues apart, the experiment names " + (given.classes() - 1)
                    + "; name coarser classes");
        }
        Size n = knee.image().size();
        for (int z = 0; z < n.z(); z++) {
            Geometry grid = knee.image().geometry().crop(new Box(0, 0, z, n.x(), n.y(), z + 1));
            byte[] groups = Arrays.copyOfRange(knee.groups(), n.index(0, 0, z), n.index(0, 0, z) + n.x() * n.y());
            (purpose == Purpose.TRAINING ? slices : unseen).add(new Slice(grid, groups, knee.grouping()));
        }
    }

    @Override
    public long kept(long voxels) {
        return voxels;
    }

    @Override
    public SortedMap<String, Tensor> parameters() {
        return new TreeMap<>(network.parameters());
    }

    @Override
    public SortedMap<String, Tensor> state() {
        return network.state();
    }

    @Override
    public void load(SortedMap<String, Tensor> saved) {
        network.load(saved);
    }

    /** Every slice once, in an order drawn anew each round, before any comes again. */
    private Slice slice(long number) {
        if (number / slices.size() != round) {
            round = number / slices.size();
            order = IntStream.range(0, slices.size()).toArray();
            SplittableRandom random = Seeds.random(Seeds.mix(given.seed(), 0x511CE), round);
            for (int i = order.length - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                int kept = order[i];
                order[i] = order[j];
                order[j] = kept;
            }
        }
        return slices.get(order[(int) (number % slices.size())]);
    }

    @Override
    public Tensor loss(long step) {
        Tensor sum = null;
        for (int i = 0; i < config.slices; i++) {
            Tensor mine = loss(slice(step * config.slices + i));
            sum = sum == null ? mine : sum.add(mine);
        }
        return sum.mul(1.0 / config.slices);
    }

    private Tensor loss(Slice slice) {
        Tensor truth = distances(slice);
        Tensor off = predicted(slice.grid).sub(truth).abs();
        if (config.inside == 1) {
            return off.mean();
        }
        Tensor weight = Bends.positive(truth.neg()).mul(config.inside - 1).add(1);
        return off.mul(weight).sum().div(weight.sum());
    }

    /** Distances of a slice's pixels to each tissue, (pixels, tissues), from −1 deep inside to 1 far outside. */
    private Tensor distances(Slice slice) {
        int tissues = given.classes() - 1;
        int pixels = slice.groups.length;
        Vec spacing = slice.grid.spacing();
        double mm = config.unit.inMm(config.limit, Math.sqrt(spacing.x() * spacing.y()));
        float[] out = new float[tissues * pixels];
        for (int t = 0; t < tissues; t++) {
            boolean[] in = new boolean[pixels];
            for (int i = 0; i < pixels; i++) {
                in[i] = slice.groups[i] == t + 1;
            }
            float[] of = ClippedDistance.of(Mask.of(slice.grid, in), mm).data();
            for (int i = 0; i < pixels; i++) {
                out[i * tissues + t] = of[i];
            }
        }
        return Tensor.of(out, pixels, tissues);
    }

    /** What the function says of a grid's voxels. */
    private Tensor predicted(Geometry grid) {
        float[] at = Frame.of(grid, Frame.Kind.VIEW).of(grid, 0, grid.size().length());
        return network.of(Tensor.of(at, grid.size().voxels(), 3).narrow(1, 0, 2), null);
    }

    @Override
    public Optional<Worth> validate(long step, BooleanSupplier stop) {
        PointScores scores = new PointScores(Grouping.of(given.classes()));
        double off = 0;
        for (Slice slice : unseen) {
            if (stop.getAsBoolean()) {
                return Optional.empty();
            }
            float[] d;
            try (Scope scope = new Scope();
                    NoGradient none = new NoGradient()) {
                Tensor field = predicted(slice.grid);
                off += field.sub(distances(slice)).abs().mean().item() / unseen.size();
                d = field.toFloats();
            }
            for (int i = 0; i < slice.groups.length; i++) {
                scores.add(slice.groups[i], lowest(d, i), 0);
            }
        }
        return Optional.of(new Worth(scores.dice(), off));
    }

    /** Class of the tissue whose distance is lowest, 0 where none is below 0. */
    private int lowest(float[] distances, int pixel) {
        int tissues = given.classes() - 1;
        int best = 0;
        for (int t = 0; t < tissues; t++) {
            float d = distances[pixel * tissues + t];
            if (d < 0 && (best == 0 || d < distances[pixel * tissues + best - 1])) {
                best = t + 1;
            }
        }
        return best;
    }

    @Override
    public Optional<Choice> settled(long step, BooleanSupplier stop) {
        return Optional.of(new Choice("slice-distance", config));
    }

    @Override
    public Fitted fit(Volume image, Geometry view, DoubleConsumer progress) {
        Frame frame = Frame.of(view, Frame.Kind.VIEW);
        return new Fitted() {
            @Override
            public Probabilities at(Geometry grid) {
                return everywhere(grid, frame);
            }

            @Override
            public Optional<String> report() {
                return Optional.empty();
            }
        };
    }

    /** Background has the distance 0: so a tissue is likeliest where its distance is below 0, and lowest. */
    private Probabilities everywhere(Geometry grid, Frame frame) {
        int tissues = given.classes() - 1;
        Size n = grid.size();
        int plane = n.x() * n.y();
        float[][] out = new float[tissues + 1][n.length()];
        for (int z = 0; z < n.z(); z++) {
            float[] p;
            try (Scope scope = new Scope();
                    NoGradient off = new NoGradient()) {
                Tensor at = Tensor.of(frame.of(grid, (long) z * plane, plane), plane, 3);
                Tensor field = network.of(at.narrow(1, 0, 2), null);
                p = Tensor.cat(1, Tensor.zeros(plane, 1), field.mul(-SHARPNESS))
                        .softmax(1)
                        .toFloats();
            }
            for (int i = 0; i < plane; i++) {
                for (int c = 0; c <= tissues; c++) {
                    out[c][z * plane + i] = p[i * (tissues + 1) + c];
                }
            }
        }
        return new Probabilities(grid, given.outputs(), out);
    }
}
