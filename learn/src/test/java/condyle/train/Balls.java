package condyle.train;

import condyle.config.Choice;
import condyle.data.Sample;
import condyle.data.Samples;
import condyle.data.Seeds;
import condyle.image.Geometry;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.loss.DiceCrossEntropy;
import condyle.loss.Grouping;
import condyle.net.Networks;
import condyle.net.Task;
import condyle.net.UNet;
import condyle.tensor.AdamW;
import condyle.tensor.Device;
import condyle.tensor.Engine;
import condyle.tensor.Precision;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** A small task for tests of the loop: find a bright ball in noise, in 16³ voxels. */
final class Balls implements Samples {
    private static final Size SIZE = new Size(16, 16, 16);

    @Override
    public Sample at(long number) {
        SplittableRandom random = Seeds.random(5, number);
        double cx = 5 + 6 * random.nextDouble();
        double cy = 5 + 6 * random.nextDouble();
        double cz = 5 + 6 * random.nextDouble();
        float[] image = new float[SIZE.length()];
        byte[] truth = new byte[SIZE.length()];
        for (int z = 0, i = 0; z < 16; z++) {
            for (int y = 0; y < 16; y++) {
                for (int x = 0; x < 16; x++, i++) {
                    boolean in = new Vec(x - cx, y - cy, z - cz).norm() < 4;
                    truth[i] = (byte) (in ? 1 : 0);
                    image[i] = (float) ((in ? 1 : 0) + 0.8 * random.nextDouble());
                }
            }
        }
        return new Sample(
                "ball " + number, Geometry.of(SIZE, Vec.of(1)), 1, image, truth, Grouping.of(2), Vec.ZERO, Map.of());
    }

    static Plan plan(int steps) {
        Phase phase = new Phase(steps, SIZE, 1, 0, new Choice("dice+cross-entropy", DiceCrossEntropy.Config.DEFAULTS));
        return new Plan(
                new Choice("adamw", AdamW.Config.DEFAULTS),
                new Choice("cosine", new Schedules.Cosine(5, 0.01)),
                5e-3,
                12,
                0.9,
                5,
                List.of(phase));
    }

    static Trainer.Job job(int steps, Path folder) {
        return job(plan(steps), folder);
    }

    static Trainer.Job job(Plan plan, Path folder) {
        // Tensors this small lose more to waiting for a second thread than they gain by it.
        Engine.threads(1);
        Balls balls = new Balls();
        return new Trainer.Job(
                "balls",
                Networks.ALL.make(new Choice("unet", UNet.Config.TINY), new Task(1, 2, 3)),
                Optional.empty(),
                plan,
                phase -> balls,
                phase -> number -> balls.at(1_000_000 + number),
                folder.resolve("checkpoint.safetensors"),
                3);
    }

    static Compute compute(int threads) {
        return new Compute(Device.CPU, Precision.FP32, threads);
    }

    /** Trains in a process of its own, to be killed: arguments are the folder and the number of steps. */
    public static void main(String[] arguments) throws Exception {
        Trainer.Job job = job(Integer.parseInt(arguments[1]), Path.of(arguments[0]));
        new Trainer(job, compute(1), TrainObserver.NONE, () -> false).run();
    }
}
