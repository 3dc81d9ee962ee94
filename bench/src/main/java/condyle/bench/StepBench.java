package condyle.bench;

import condyle.loss.DiceCrossEntropy;
import condyle.loss.Grouping;
import condyle.loss.Loss;
import condyle.net.Network;
import condyle.nn.Mode;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Seconds and memory of one training step of three networks beside the same networks in PyTorch, as a Markdown table.
 *
 * <p>A step is forward, Dice and cross-entropy, backward, clipping, AdamW. Both start from the same weights on the same
 * images, and their logits are compared first. Each figure comes from a process of its own, PyTorch's and ours in turn.
 */
public final class StepBench {
    private static final int WARM = 2;
    private static final double CLIP = 12;
    private static final double RATE = 1e-3;

    /** The name tells the script which of its networks is meant. */
    private static final Map<String, String> SUBJECTS = new LinkedHashMap<>();

    static {
        SUBJECTS.put("unet3d", "{network: {type: unet}, patch: [96, 96, 96], batch: 1}");
        SUBJECTS.put("vnet", "{network: {type: vnet}, patch: [96, 96, 96], batch: 1}");
        SUBJECTS.put(
                "unet2d",
                "{network: {type: unet, dimensions: 2, channels: [32, 64, 128, 256, 512]}, patch: [288, 288, 1], batch: 8}");
    }

    private final Path script;
    private final int steps;
    private final double peak;

    private StepBench(Path script, int steps) {
        this.script = script;
        this.steps = steps;
        peak = Timer.sgemmPeak();
    }

    /**
     * Arguments: the Python script, steps timed of each kind, names of networks, all three without any; for the processes
     * of its own: a name, a precision, threads, steps timed.
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (SUBJECTS.containsKey(args[0])) {
            Engine.threads(Integer.parseInt(args[2]));
            train(subject(args[0]), Precision.valueOf(args[1]), Integer.parseInt(args[3]));
            return;
        }
        List<String> names = args.length > 2 ? List.of(args).subList(2, args.length) : List.copyOf(SUBJECTS.keySet());
        Engine.threads(Runtime.getRuntime().availableProcessors());
        StepBench bench = new StepBench(Path.of(args[0]), Integer.parseInt(args[1]));
        System.out.printf(
                Locale.ROOT,
                "%d threads, medians of %d steps after %d, %s, sgemm peak %.0f GFLOP/s%n%n",
                Engine.threads(),
                bench.steps,
                WARM,
                Engine.version(),
                bench.peak * 1e-9);
        System.out.println("| network | images | precision | PyTorch s | MiB | Condyle s | MiB | × sgemm "
                + "| × PyTorch, same precision | × PyTorch fp32 | logits differ by |");
        System.out.println("|---|---|---|--:|--:|--:|--:|--:|--:|--:|---|");
        for (String name : names) {
            bench.compare(name);
        }
    }

    private static Subject subject(String name) {
        String text = SUBJECTS.get(name);
        if (text == null) {
            throw new IllegalArgumentException(
                    "network '" + name + "': unknown; known: " + String.join(", ", SUBJECTS.keySet()));
        }
        return Subject.parse(text);
    }

    private void compare(String name) throws IOException, InterruptedException {
        Subject subject = subject(name);
        Path shared = Files.createTempFile("condyle-step", ".safetensors");
        try {
            write(subject, shared);
            double full = Double.NaN;
            for (Precision precision : Precision.values()) {
                String threads = Integer.toString(Engine.threads());
                String count = Integer.toString(steps);
                Figures peer = Figures.of(List.of(
                        "/usr/bin/python3",
                        script.toString(),
                        shared.toString(),
                        name,
                        precision.name(),
                        threads,
                        Integer.toString(WARM),
                        count));
                Figures own = Figures.ofJava(StepBench.class, List.of(name, precision.name(), threads, count));
                full = precision == Precision.FP32 ? peer.number("seconds") : full;
                System.out.println(row(name, subject, precision) + cells(subject, peer, own, full));
            }
        } finally {
            Files.deleteIfExists(shared);
        }
    }

    private static String row(String name, Subject subject, Precision precision) {
        return "| " + name + " | " + subject.images() + " | " + precision.name().toLowerCase(Locale.ROOT);
    }

    /** Where PyTorch could not be run, its cells and ratios are NaN. */
    private String cells(Subject subject, Figures peer, Figures own, double full) {
        double seconds = own.number("seconds");
        return String.format(
                Locale.ROOT,
                " | %.3f | %.0f | %.3f | %.0f | %.2f | %.2f | %.2f | %s |",
                peer.number("seconds"),
                peer.number("mib"),
                seconds,
                own.number("mib"),
                3 * subject.operations() / seconds / peak,
                seconds / peer.number("seconds"),
                seconds / full,
                peer.text("difference"));
    }

    /** Weights, images, labels and logits for PyTorch to start from. */
    private static void write(Subject subject, Path file) throws IOException {
        try (Scope scope = new Scope()) {
            Network network = subject.make();
            network.mode(Mode.USE);
            SortedMap<String, Tensor> all = new TreeMap<>(network.state());
            try (NoGradient off = new NoGradient()) {
                all.put("logits", network.forward(subject.voxels()));
            }
            all.put("image", subject.voxels());
            all.put("labels", subject.labels());
            SafeTensors.write(file, all, Map.of(), Kind.F32);
        }
    }

    private static void train(Subject subject, Precision precision, int steps) throws IOException {
        Network network = subject.make();
        network.mode(Mode.TRAIN);
        Optimizer optimizer = new AdamW(network.parameters(), AdamW.Config.DEFAULTS);
        Loss loss = new DiceCrossEntropy(DiceCrossEntropy.Config.DEFAULTS, Grouping.of(Subject.CLASSES));
        Tensor images = subject.voxels();
        Tensor labels = subject.labels();
        double seconds = Timer.median(WARM, steps, () -> {
            try (Scope step = new Scope()) {
                Tensor logits;
                try (Autocast cast = Autocast.of(precision, Device.CPU)) {
                    logits = network.forward(images);
                }
                loss.of(logits.to(Kind.F32), labels).backward();
                Gradients.clip(network.parameters().values(), CLIP);
                optimizer.step(RATE);
                optimizer.zeroGradients();
            }
        });
        System.out.println("seconds " + seconds);
        System.out.println("mib " + Figures.memory());
    }
}
