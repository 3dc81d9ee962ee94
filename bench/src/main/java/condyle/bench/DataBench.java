package condyle.bench;

import condyle.data.Anatomy;
import condyle.data.Augmentation;
import condyle.data.ClassMap;
import condyle.data.Context;
import condyle.data.PatchSampler;
import condyle.data.Prefetch;
import condyle.data.Sample;
import condyle.data.Samples;
import condyle.image.LabelSet;
import condyle.image.Size;
import condyle.image.Tissue;
import condyle.loss.DiceCrossEntropy;
import condyle.loss.Grouping;
import condyle.loss.Loss;
import condyle.net.Network;
import condyle.net.Task;
import condyle.net.UNet;
import condyle.phantom.Knee;
import condyle.phantom.Materials;
import condyle.tensor.AdamW;
import condyle.tensor.Autocast;
import condyle.tensor.Device;
import condyle.tensor.Engine;
import condyle.tensor.Gradients;
import condyle.tensor.Kind;
import condyle.tensor.Optimizer;
import condyle.tensor.Precision;
import condyle.tensor.Scope;
import condyle.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What making patches adds to a training step of the fine stage: one image channel and nine of coarse context.
 *
 * <p>Steps on one batch that stays in memory, beside steps on patches cut, imaged and made tensors meanwhile. The first
 * kind is timed half before and half after the second, so that a machine that slows down does not count as data.
 */
public final class DataBench {
    private static final int WARM = 3;
    private static final int THREADS = 2;
    private static final double SPACING = 0.75;
    private static final double COARSE = 2;
    private static final double CLIP = 12;

    /** Inputs (1, C, Z, Y, X) and target classes (1, Z, Y, X). */
    private record Pair(Tensor inputs, Tensor targets) {
        static Pair of(Sample sample) {
            Size n = sample.grid().size();
            return new Pair(
                    Tensor.of(sample.inputs(), 1, sample.channels(), n.z(), n.y(), n.x())
                            .channelsLast(),
                    Tensor.labels(sample.targets(), 1, n.z(), n.y(), n.x()));
        }
    }

    /** Gives the batch of a step. */
    private interface Data {
        Pair next();
    }

    private final Precision precision = Precision.of("auto", Device.CPU);
    private final Network network;
    private final Optimizer optimizer;
    private final Loss loss;

    private DataBench(int channels, int classes) {
        network = UNet.of(UNet.Config.DEFAULTS, new Task(channels, classes, 1));
        optimizer = new AdamW(network.parameters(), AdamW.Config.DEFAULTS);
        loss = new DiceCrossEntropy(DiceCrossEntropy.Config.DEFAULTS, Grouping.of(classes));
    }

    /** Arguments: the length of the patch's side in voxels, steps timed of each kind. */
    public static void main(String[] args) {
        int size = Integer.parseInt(args[0]);
        int steps = Integer.parseInt(args[1]);
        Engine.threads(Runtime.getRuntime().availableProcessors());
        ClassMap classes = ClassMap.of(
                LabelSet.CONDYLE,
                LabelSet.CONDYLE.tissues().stream().map(Tissue::name).toList());
        PatchSampler sampler = sampler(classes, Size.of(size, size, size));
        DataBench bench = new DataBench(sampler.channels(), classes.count());
        System.out.printf(
                "patch %d³ at %s mm, %d inputs, %s, %d threads, %d threads for data, medians of %d steps, %s%n",
                size, SPACING, sampler.channels(), bench.precision, Engine.threads(), THREADS, steps, Engine.version());
        Pair fixed = Pair.of(sampler.at(0));
        double[] before = bench.time(() -> fixed, steps / 2);
        double[] sampled = bench.sampled(sampler, steps);
        double[] after = bench.time(() -> fixed, steps - steps / 2);
        double[] same = Arrays.copyOf(before, steps);
        System.arraycopy(after, 0, same, before.length, after.length);
        report(sampler, median(same), median(sampled));
    }

    private static void report(Samples samples, double fixed, double sampled) {
        double[] alone = new double[5];
        for (int i = 0; i < alone.length; i++) {
            long start = System.nanoTime();
            samples.at(1_000_000 + i);
            alone[i] = (System.nanoTime() - start) * 1e-9;
        }
        System.out.printf(Locale.ROOT, "one batch kept      %7.3f s a step%n", fixed);
        System.out.printf(Locale.ROOT, "patches made        %7.3f s a step%n", sampled);
        System.out.printf(Locale.ROOT, "a patch by itself   %7.3f s%n", median(alone));
        System.out.printf(Locale.ROOT, "data adds %.1f %% of the step without it%n", 100 * (sampled / fixed - 1));
    }

    /** Patches as the fine stage trains on; the coarse pass is the truth at the coarse stage's spacing. */
    private static PatchSampler sampler(ClassMap classes, Size size) {
        List<Knee> knees = List.of(Knee.of(1000), Knee.of(1001));
        return new PatchSampler(
                knees.stream()
                        .map(knee -> Anatomy.of(1, knee.materials(knee.grid(SPACING))))
                        .toList(),
                knees.stream()
                        .map(knee -> {
                            Materials coarse = knee.materials(knee.grid(COARSE));
                            return List.of(new Context(
                                    coarse.geometry(),
                                    classes.toClasses(coarse.labels().data())));
                        })
                        .toList(),
                classes,
                new PatchSampler.Settings(size, SPACING, 0.9, Augmentation.DEFAULTS),
                1);
    }

    private double[] sampled(PatchSampler sampler, int steps) {
        try (Prefetch patches = new Prefetch(sampler, 0, THREADS)) {
            return time(() -> Pair.of(patches.next()), steps);
        }
    }

    private double[] time(Data data, int steps) {
        double[] seconds = new double[steps];
        for (int i = -WARM; i < steps; i++) {
            long start = System.nanoTime();
            step(data);
            if (i >= 0) {
                seconds[i] = (System.nanoTime() - start) * 1e-9;
            }
        }
        return seconds;
    }

    private void step(Data data) {
        try (Scope scope = new Scope()) {
            Pair batch = data.next();
            Tensor logits;
            try (Autocast cast = Autocast.of(precision, Device.CPU)) {
                logits = network.forward(batch.inputs());
            }
            Tensor value = loss.of(logits.to(Kind.F32), batch.targets());
            value.backward();
            Gradients.clip(network.parameters().values(), CLIP);
            optimizer.step(1e-3);
            optimizer.zeroGradients();
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
