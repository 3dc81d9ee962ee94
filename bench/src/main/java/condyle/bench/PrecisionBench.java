package condyle.bench;

import condyle.config.Choice;
import condyle.data.Anatomy;
import condyle.data.Augmentation;
import condyle.data.ClassMap;
import condyle.data.PatchSampler;
import condyle.image.LabelSet;
import condyle.image.Size;
import condyle.image.Tissue;
import condyle.loss.DiceCrossEntropy;
import condyle.net.Task;
import condyle.net.UNet;
import condyle.nn.Activation;
import condyle.nn.Norm;
import condyle.phantom.Knee;
import condyle.tensor.AdamW;
import condyle.tensor.Device;
import condyle.tensor.Engine;
import condyle.tensor.Precision;
import condyle.train.Compute;
import condyle.train.Phase;
import condyle.train.Plan;
import condyle.train.Schedules;
import condyle.train.StopSignal;
import condyle.train.StoppedException;
import condyle.train.TrainObserver;
import condyle.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Validation Dice of a small training in bf16 beside fp32, several seeds each.
 *
 * <p>Both precisions of a seed start from the same weights and see the same patches; all runs are validated on the same
 * patches of two knees held out, in their own precision. A run's Dice is the mean over its last {@value #LAST} epochs.
 */
public final class PrecisionBench {
    private static final int KNEES = 4;
    private static final int HELD_OUT = 2;
    private static final double SPACING = 3;
    private static final Size PATCH = new Size(24, 24, 24);
    private static final int EPOCHS = 20;
    private static final int LAST = 3;
    private static final UNet.Config NETWORK = new UNet.Config(
            3, List.of(8, 16, 32), Norm.INSTANCE, UNet.Down.STRIDED, UNet.Up.TRANSPOSED, Activation.LEAKY_RELU, 0);

    private final int steps;
    private final ClassMap classes = ClassMap.of(
            LabelSet.CONDYLE,
            LabelSet.CONDYLE.tissues().stream().map(Tissue::name).toList());
    private final List<Anatomy> training = knees(1000, KNEES);
    private final List<Anatomy> heldOut = knees(9000, HELD_OUT);

    private PrecisionBench(int steps) {
        this.steps = steps;
    }

    /** Arguments: optimiser steps of a run, runs of each precision. */
    public static void main(String[] args) throws IOException {
        try {
            measure(args);
        } catch (StoppedException e) {
            // Its checkpoint is gone with the run, so nothing can be continued.
            System.err.println("stopped: the runs that are printed are complete, nothing else is kept");
        }
    }

    private static void measure(String[] args) throws IOException {
        PrecisionBench bench = new PrecisionBench(Integer.parseInt(args[0]));
        int seeds = Integer.parseInt(args[1]);
        // Tensors this small lose more to waiting for a second thread than they gain by it.
        Engine.threads(1);
        System.out.printf(
                "%d steps, %d seeds, patch %s at %s mm, U-Net %s, %d knees, validated on %d more, %d threads, %s%n",
                bench.steps,
                seeds,
                PATCH,
                SPACING,
                NETWORK.channels(),
                KNEES,
                HELD_OUT,
                Engine.threads(),
                Engine.version());
        double[][] dice = new double[Precision.values().length][seeds];
        for (int seed = 0; seed < seeds; seed++) {
            for (Precision precision : Precision.values()) {
                dice[precision.ordinal()][seed] = bench.run(precision, seed + 1);
            }
        }
        for (Precision precision : Precision.values()) {
            double[] runs = dice[precision.ordinal()];
            System.out.printf(
                    Locale.ROOT, "%s  mean Dice %.4f  SD %.4f%n", precision, mean(runs), Math.sqrt(variance(runs)));
        }
        compare(dice[Precision.FP32.ordinal()], dice[Precision.BF16.ordinal()]);
    }

    private static void compare(double[] fp32, double[] bf16) {
        double difference = mean(bf16) - mean(fp32);
        double deviation = Math.sqrt((variance(fp32) + variance(bf16)) / 2);
        System.out.printf(
                Locale.ROOT,
                "BF16 − FP32 = %+.4f: %s than one SD of the seeds, both precisions pooled (%.4f)%n",
                difference,
                Math.abs(difference) < deviation ? "less" : "not less",
                deviation);
    }

    private static List<Anatomy> knees(long first, int count) {
        return LongStream.range(first, first + count)
                .mapToObj(seed -> {
                    Knee knee = Knee.of(seed);
                    return Anatomy.of(seed, knee.materials(knee.grid(SPACING)));
                })
                .toList();
    }

    private PatchSampler sampler(List<Anatomy> knees, Phase phase, long seed) {
        return new PatchSampler(
                knees,
                List.of(),
                classes,
                new PatchSampler.Settings(phase.patch(), SPACING, phase.foreground(), Augmentation.DEFAULTS),
                seed);
    }

    private Plan plan() {
        return new Plan(
                new Choice("adamw", AdamW.Config.DEFAULTS),
                new Choice("cosine", Schedules.Cosine.DEFAULTS),
                2.5e-3,
                12,
                0.99,
                Math.max(1, steps / EPOCHS),
                List.of(new Phase(
                        steps, PATCH, 1, 0.85, new Choice("dice+cross-entropy", DiceCrossEntropy.Config.DEFAULTS))));
    }

    /** Trains once and prints a line; the mean Dice of the last epochs. */
    private double run(Precision precision, long seed) throws IOException {
        List<Double> dice = new ArrayList<>();
        TrainObserver observer = new TrainObserver() {
            @Override
            public void epoch(String stage, Epoch epoch) {
                dice.add(epoch.dice());
            }
        };
        Path checkpoint = Files.createTempDirectory("condyle-precision").resolve("checkpoint.safetensors");
        Trainer.Job job = new Trainer.Job(
                "precision",
                UNet.of(NETWORK, new Task(1, classes.count(), seed)),
                Optional.empty(),
                plan(),
                phase -> sampler(training, phase, seed),
                phase -> sampler(heldOut, phase, -1),
                checkpoint,
                seed);
        long start = System.nanoTime();
        try (StopSignal stop = StopSignal.watch(() -> {})) {
            new Trainer(job, new Compute(Device.CPU, precision, 2), observer, stop).run();
        } finally {
            Files.deleteIfExists(checkpoint);
            Files.deleteIfExists(checkpoint.getParent());
        }
        double seconds = (System.nanoTime() - start) * 1e-9;
        double last = mean(dice.subList(Math.max(0, dice.size() - LAST), dice.size()).stream()
                .mapToDouble(Double::doubleValue)
                .toArray());
        System.out.printf(
                Locale.ROOT,
                "%s  seed %d  Dice %.4f  %.0f s, %.1f ms a step with its data and validation%n",
                precision,
                seed,
                last,
                seconds,
                1e3 * seconds / steps);
        return last;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    /** Square of the sample's standard deviation; NaN for a single run. */
    private static double variance(double[] values) {
        double mean = mean(values);
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1.0);
    }
}
