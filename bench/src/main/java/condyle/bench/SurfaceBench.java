package condyle.bench;

import condyle.config.Choice;
import condyle.data.Sample;
import condyle.data.Samples;
import condyle.data.Sampling;
import condyle.data.Seeds;
import condyle.distance.ClippedDistance;
import condyle.distance.LengthUnit;
import condyle.distance.SignedDistanceField;
import condyle.experiment.Segmenter;
import condyle.image.Box;
import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Mask;
import condyle.image.Probabilities;
import condyle.image.Sampler;
import condyle.image.Size;
import condyle.image.Tissue;
import condyle.image.Vec;
import condyle.image.Volume;
import condyle.infer.Margin;
import condyle.infer.SlidingWindow;
import condyle.loss.DiceCrossEntropy;
import condyle.loss.Grouping;
import condyle.loss.LogitDistance;
import condyle.loss.WeightedSum;
import condyle.mesh.MarchingCubes;
import condyle.mesh.Mesh;
import condyle.mesh.Smoothing;
import condyle.net.ConditionedImplicit;
import condyle.net.Network;
import condyle.net.Task;
import condyle.nn.Norm;
import condyle.phantom.Contrast;
import condyle.phantom.Knee;
import condyle.phantom.Scanner;
import condyle.tensor.AdamW;
import condyle.tensor.Device;
import condyle.tensor.Engine;
import condyle.tensor.Precision;
import condyle.train.Compute;
import condyle.train.Phase;
import condyle.train.Plan;
import condyle.train.Points;
import condyle.train.Schedules;
import condyle.train.TrainObserver;
import condyle.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * How far surfaces lie from the true ones: of a network's signed distances, of its voxels, of the true voxels.
 *
 * <p>On balls, whose surface is known exactly and on which a small network is trained here; with a model, on synthetic knees,
 * whose tissues are made at a finer grid.
 */
public final class SurfaceBench {
    private static final int SIDE = 32;
    private static final int BALLS = 20;
    private static final int ROUNDS = 20;
    private static final double FINE = 0.35;
    private static final LabelSet BALL = new LabelSet("ball", List.of(new Tissue(1, "ball", 0xFFFFFF)));
    private static final Geometry GRID = Geometry.of(new Size(SIDE, SIDE, SIDE), Vec.of(1));

    private SurfaceBench() {}

    /** Arguments: steps of the training on balls; then, if wanted, a model's folder, and the seed of the first of three knees. */
    public static void main(String[] args) throws IOException {
        int steps = args.length > 0 ? Integer.parseInt(args[0]) : 600;
        if (steps > 0) {
            balls(steps);
        }
        if (args.length > 1) {
            knees(Path.of(args[1]), args.length > 2 ? Long.parseLong(args[2]) : 9000);
        }
    }

    // ---- balls ----

    /** A ball at a place between voxels, blurred over a voxel and in noise. */
    private record Ball(Vec center, double radius, SplittableRandom random) {
        static Ball of(long number) {
            SplittableRandom random = Seeds.random(17, number);
            Vec c = new Vec(shift(random), shift(random), shift(random)).plus(GRID.center());
            return new Ball(c, 5 + 6 * random.nextDouble(), random);
        }

        private static double shift(SplittableRandom random) {
            return 6 * random.nextDouble() - 3;
        }

        double distance(Vec p) {
            return p.minus(center).norm() - radius;
        }

        float[] distances() {
            float[] out = new float[GRID.size().length()];
            for (int i = 0; i < out.length; i++) {
                out[i] = (float) distance(new Vec(i % SIDE, i / SIDE % SIDE, i / (SIDE * SIDE)));
            }
            return out;
        }

        float[] image() {
            float[] out = distances();
            for (int i = 0; i < out.length; i++) {
                // Half a voxel inside all is bright, half a voxel outside nothing, as the scanner mixes tissues.
                out[i] = (float) (Math.max(0, Math.min(1, 0.5 - out[i])) + 0.1 * random.nextGaussian());
            }
            return out;
        }
    }

    /** Balls as patches, with exact distances. */
    private static final class BallSamples implements Samples {
        private static final double LIMIT = 4;

        @Override
        public Sample at(long number) {
            Ball ball = Ball.of(number);
            float[] d = ball.distances();
            byte[] groups = new byte[d.length];
            float[] maps = new float[2 * d.length];
            for (int i = 0; i < d.length; i++) {
                groups[i] = (byte) (d[i] < 0 ? 1 : 0);
                float share = (float) Math.max(-1, Math.min(1, d[i] / LIMIT));
                maps[i] = -share;
                maps[d.length + i] = share;
            }
            return new Sample(
                    "ball " + number,
                    GRID,
                    1,
                    ball.image(),
                    groups,
                    Grouping.of(2),
                    Vec.ZERO,
                    Map.of(new ClippedDistance(LIMIT, LengthUnit.MM, 0), maps));
        }
    }

    private static void balls(int steps) throws IOException {
        Engine.threads(Runtime.getRuntime().availableProcessors());
        Network network = new ConditionedImplicit(
                new ConditionedImplicit.Config(8, List.of(12, 16), 8, 32, 2, Norm.INSTANCE), new Task(1, 2, 3));
        Path folder = Files.createTempDirectory("condyle-balls");
        BallSamples samples = new BallSamples();
        Trainer.Job job = new Trainer.Job(
                "balls",
                network,
                Optional.empty(),
                plan(steps),
                phase -> samples,
                phase -> number -> samples.at(1_000_000 + number),
                folder.resolve("checkpoint.safetensors"),
                3);
        new Trainer(job, new Compute(Device.CPU, Precision.FP32, 1), TrainObserver.NONE, () -> false).run();
        SlidingWindow window = new SlidingWindow(
                network, new SlidingWindow.Settings(GRID.size(), 0, List.of()), Precision.FP32, Device.CPU);
        Table table = new Table("balls of 5–11 mm, voxels of 1 mm, " + steps + " steps");
        for (int i = 0; i < BALLS; i++) {
            Ball ball = Ball.of(2_000_000 + i);
            Probabilities p = window.apply(Volume.of(GRID, ball.image()), null, BALL, share -> {});
            float[] truth = ball.distances();
            boolean[] in = new boolean[truth.length];
            for (int v = 0; v < in.length; v++) {
                in[v] = truth[v] < 0;
            }
            table.add(surfaces(p, 1, p.argmax().mask("ball"), Mask.of(GRID, in)), ball::distance);
        }
        table.print();
        Files.deleteIfExists(folder.resolve("checkpoint.safetensors"));
        Files.deleteIfExists(folder);
    }

    private static Plan plan(int steps) {
        WeightedSum.Config loss = new WeightedSum.Config(List.of(
                new WeightedSum.Term(new Choice("dice+cross-entropy", DiceCrossEntropy.Config.DEFAULTS), 1, -1),
                new WeightedSum.Term(new Choice("logit-distance", LogitDistance.Config.DEFAULTS), 1, -1)));
        Phase phase = new Phase(
                steps,
                GRID.size(),
                1,
                0,
                Sampling.Draw.UNIFORM,
                0,
                new Choice("sum", loss),
                Optional.of(new Points(4096, 0.5, 1.5)),
                Optional.empty());
        return new Plan(
                new Choice("adamw", AdamW.Config.DEFAULTS),
                new Choice("cosine", new Schedules.Cosine(20, 0.01)),
                3e-3,
                12,
                0.98,
                Math.max(1, steps),
                List.of(phase));
    }

    // ---- knees ----

    private static void knees(Path model, long seed) throws IOException {
        Segmenter segmenter = Segmenter.load(model);
        double spacing = segmenter
                .model()
                .spacings()
                .get(segmenter.model().spacings().size() - 1)
                .x();
        for (Tissue tissue : segmenter.labels().tissues()) {
            Table table = new Table(String.format(Locale.ROOT, "%s, voxels of %.2f mm", tissue.name(), spacing));
            for (int k = 0; k < 3; k++) {
                add(table, segmenter, tissue, seed + k, spacing);
            }
            table.print();
        }
    }

    private static void add(Table table, Segmenter segmenter, Tissue tissue, long seed, double spacing) {
        Knee knee = Knee.of(seed);
        Geometry grid = knee.grid(spacing);
        SplittableRandom random = new SplittableRandom(seed);
        Volume image = Scanner.dess(random).image(knee, grid, Contrast.dess(random), seed);
        Probabilities p = segmenter.probabilities(image, share -> {});
        int label = segmenter.labels().tissues().indexOf(tissue) + 1;
        Mask voxels = p.argmax().mask(tissue.name());
        LabelMap fine = knee.materials(knee.grid(FINE)).labels();
        Mask there = fine.mask(tissue.name());
        Box box = there.bounds();
        if (box == null || voxels.isEmpty()) {
            return;
        }
        Volume field = SignedDistanceField.of(there.crop(box.grow((int) (4 / FINE), there.size())));
        Sampler distance = Sampler.of(field, Float.NaN);
        Mask truth = condyle.image.Resample.nearest(fine, p.geometry()).mask(tissue.name());
        table.add(surfaces(p, label, voxels, truth), v -> distance.at(v));
    }

    // ---- both ----

    /** Surfaces to be compared, in the order of the table's rows. */
    private static List<Mesh> surfaces(Probabilities p, int label, Mask voxels, Mask truth) {
        return List.of(
                MarchingCubes.of(Margin.of(p, label)),
                MarchingCubes.of(voxels),
                Smoothing.taubin(MarchingCubes.of(voxels), ROUNDS),
                MarchingCubes.of(truth),
                Smoothing.taubin(MarchingCubes.of(truth), ROUNDS));
    }

    /** Mean distances of surfaces to the true one, and the largest 5 %. */
    private static final class Table {
        private static final List<String> ROWS = List.of(
                "signed distance of the network",
                "voxels of the network",
                "the same, smoothed",
                "true voxels",
                "the same, smoothed");

        private final String name;
        private final List<List<Double>> errors = new ArrayList<>();

        Table(String name) {
            this.name = name;
            ROWS.forEach(r -> errors.add(new ArrayList<>()));
        }

        void add(List<Mesh> surfaces, ToDoubleFunction<Vec> distance) {
            for (int r = 0; r < ROWS.size(); r++) {
                Mesh mesh = surfaces.get(r);
                double[] areas = mesh.vertexAreas();
                double sum = 0;
                double all = 0;
                for (int v = 0; v < mesh.vertices(); v++) {
                    double d = Math.abs(distance.applyAsDouble(mesh.point(v)));
                    // Beyond 4 mm lies another piece, which is a mistake of labels and not of surfaces.
                    if (!Double.isNaN(d)) {
                        sum += areas[v] * d;
                        all += areas[v];
                    }
                }
                errors.get(r).add(sum / all);
            }
        }

        void print() {
            System.out.println(name + ", mean distance to the true surface");
            for (int r = 0; r < ROWS.size(); r++) {
                double mean =
                        errors.get(r).stream().mapToDouble(e -> e).average().orElse(Double.NaN);
                double most = errors.get(r).stream().mapToDouble(e -> e).max().orElse(Double.NaN);
                System.out.printf(Locale.ROOT, "  %-32s %.3f mm, at the most %.3f mm%n", ROWS.get(r), mean, most);
            }
        }
    }
}
