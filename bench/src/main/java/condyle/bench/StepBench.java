package condyle.bench;

import condyle.loss.DiceCrossEntropy;
import condyle.loss.Grouping;
import condyle.loss.Loss;
import condyle.net.Network;
import condyle.net.Task;
import condyle.net.UNet;
import condyle.tensor.AdamW;
import condyle.tensor.Autocast;
import condyle.tensor.Device;
import condyle.tensor.Engine;
import condyle.tensor.Gradients;
import condyle.tensor.Kind;
import condyle.tensor.NoGradient;
import condyle.tensor.Optimizer;
import condyle.tensor.Precision;
import condyle.tensor.SafeTensors;
import condyle.tensor.Scope;
import condyle.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Seconds of one training step of the 3-D U-Net 16-32-64-128 at batch 1, beside the same network in PyTorch.
 *
 * <p>A step is forward, Dice and cross-entropy, backward, clipping, AdamW. Both start from the same weights on the same
 * image, and their logits are compared first.
 */
public final class StepBench {
    private static final int CLASSES = 10;
    private static final int WARM = 2;
    private static final double CLIP = 12;

    private final int size;
    private final int steps;
    private final float[] image;
    private final byte[] labels;

    private StepBench(int size, int steps) {
        this.size = size;
        this.steps = steps;
        image = new float[size * size * size];
        labels = new byte[image.length];
        Random random = new Random(1);
        for (int i = 0; i < image.length; i++) {
            labels[i] = (byte) ((i / (size * size) * 3 / size) * 3 + i % size * 3 / size);
            image[i] = labels[i] + 0.3f * (float) random.nextGaussian();
        }
    }

    /** Arguments: the Python script, the length of the patch's side in voxels, steps timed of each kind. */
    public static void main(String[] args) throws IOException, InterruptedException {
        StepBench bench = new StepBench(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
        Engine.threads(Runtime.getRuntime().availableProcessors());
        System.out.printf(
                "patch %d³, batch 1, %d threads, medians of %d steps after %d, %s%n",
                bench.size, Engine.threads(), bench.steps, WARM, Engine.version());
        double peak = peak();
        System.out.printf(Locale.ROOT, "sgemm peak %.0f GFLOP/s%n", peak * 1e-9);
        double peer = bench.peer(args[0]);
        for (Precision precision : Precision.values()) {
            double seconds = bench.train(precision);
            System.out.printf(
                    Locale.ROOT,
                    "%-22s %7.3f s  %5.2f × sgemm peak%s%n",
                    "condyle " + precision,
                    seconds,
                    bench.work() / seconds / peak,
                    Double.isNaN(peer) ? "" : String.format(Locale.ROOT, "  %.2f × PyTorch's time", seconds / peer));
        }
    }

    /** Best floating-point operations a second of a large matrix product. */
    private static double peak() {
        int n = 3072;
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 6; i++) {
            try (Scope scope = new Scope()) {
                Tensor a = Tensor.full(0.5, n, n);
                long start = System.nanoTime();
                a.matmul(a);
                best = Math.min(best, (System.nanoTime() - start) * 1e-9);
            }
        }
        return 2.0 * n * n * n / best;
    }

    private static Network network() {
        return new UNet(UNet.Config.DEFAULTS, new Task(1, CLASSES, 1));
    }

    private Tensor images() {
        return Tensor.of(image, 1, 1, size, size, size);
    }

    private double train(Precision precision) {
        Network network = network();
        Optimizer optimizer = new AdamW(network.parameters(), AdamW.Config.DEFAULTS);
        Loss loss = new DiceCrossEntropy(DiceCrossEntropy.Config.DEFAULTS, Grouping.of(CLASSES));
        double[] seconds = new double[steps];
        for (int i = -WARM; i < steps; i++) {
            long start = System.nanoTime();
            try (Scope step = new Scope()) {
                Tensor x = images();
                Tensor y = Tensor.labels(labels, 1, size, size, size);
                Tensor value;
                try (Autocast cast = Autocast.of(precision, Device.CPU)) {
                    value = loss.of(network.forward(x), y);
                }
                value.backward();
                Gradients.clip(network.parameters().values(), CLIP);
                optimizer.step(1e-3);
                optimizer.zeroGradients();
            }
            if (i >= 0) {
                seconds[i] = (System.nanoTime() - start) * 1e-9;
            }
        }
        Arrays.sort(seconds);
        return seconds[steps / 2];
    }

    /** Seconds of PyTorch's step, from a process of its own; NaN where it cannot be run. */
    private double peer(String script) throws IOException, InterruptedException {
        Path shared = Files.createTempFile("condyle-step", ".safetensors");
        try (Scope scope = new Scope()) {
            Network network = network();
            SortedMap<String, Tensor> all = new TreeMap<>(network.state());
            try (NoGradient off = new NoGradient()) {
                all.put("logits", network.forward(images()));
            }
            all.put("image", images());
            all.put("labels", Tensor.labels(labels, 1, size, size, size));
            SafeTensors.write(shared, all, Map.of(), Kind.F32);
            Process process = new ProcessBuilder(List.of(
                            "/usr/bin/python3",
                            script,
                            shared.toString(),
                            Integer.toString(steps),
                            Integer.toString(WARM),
                            Integer.toString(Engine.threads())))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                System.out.println("PyTorch could not be run: no ratios (Debian: apt install python3-torch)");
                return Double.NaN;
            }
            Map<String, String> values = new HashMap<>();
            said.lines().map(line -> line.split(" ", 2)).forEach(pair -> values.put(pair[0], pair[1]));
            double seconds = Double.parseDouble(values.get("seconds"));
            System.out.printf(
                    Locale.ROOT,
                    "%-22s %7.3f s  largest difference of the logits to Condyle's %s%n",
                    "PyTorch " + values.get("version"),
                    seconds,
                    values.get("difference"));
            return seconds;
        } finally {
            Files.deleteIfExists(shared);
        }
    }

    /** Floating-point operations of the convolutions in one step: forward, and backward to image and weights. */
    private double work() {
        int levels = UNet.Config.DEFAULTS.channels().size();
        double forward = 0;
        double first = 0;
        try (Scope scope = new Scope()) {
            for (Map.Entry<String, Tensor> named : network().parameters().entrySet()) {
                String[] name = named.getKey().split("\\.");
                if (named.getValue().rank() < 5) {
                    continue;
                }
                int level = switch (name[0]) {
                    case "encoder" -> Integer.parseInt(name[1]);
                    case "decoder" -> levels - 2 - Integer.parseInt(name[1]);
                    case "up" -> levels - 1 - Integer.parseInt(name[1]); // each voxel in meets each weight once
                    default -> 0;
                };
                double operations = 2.0 * named.getValue().count() * Math.pow(size >> level, 3);
                forward += operations;
                first += named.getKey().equals("encoder.0.conv1.weight") ? operations : 0;
            }
        }
        return 3 * forward - first;
    }
}
