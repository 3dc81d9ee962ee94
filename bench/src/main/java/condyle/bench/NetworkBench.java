package condyle.bench;

import condyle.config.Choice;
import condyle.loss.DiceCrossEntropy;
import condyle.loss.Grouping;
import condyle.loss.Loss;
import condyle.net.Network;
import condyle.net.Networks;
import condyle.nn.Mode;
import condyle.tensor.Autocast;
import condyle.tensor.Device;
import condyle.tensor.Engine;
import condyle.tensor.Gradients;
import condyle.tensor.Kind;
import condyle.tensor.NoGradient;
import condyle.tensor.Precision;
import condyle.tensor.Scope;
import condyle.tensor.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Forward, and forward and backward, of every registered network by its default settings, as a Markdown table.
 *
 * <p>Each network is measured in processes of its own. The loss of a training pass is Dice and cross-entropy, without an
 * optimizer.
 */
public final class NetworkBench {
    private static final int THREADS = 2;
    private static final int WARM = 1;

    /** What is measured beside the default of its network. */
    private static final List<String> MORE = List.of(
            "{network: {type: unet, dimensions: 2, channels: [32, 64, 128, 256, 512]}, patch: [288, 288, 1], batch: 2}");

    private NetworkBench() {}

    /**
     * Arguments: passes timed of each kind, then names of networks, all without any; for the processes of its own: a
     * subject's text, a precision, passes timed.
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length == 3 && args[0].contains("network:")) {
            measure(Subject.parse(args[0]), Precision.valueOf(args[1]), Integer.parseInt(args[2]));
            return;
        }
        List<String> names = List.of(args).subList(1, args.length);
        Engine.threads(THREADS);
        double peak = Timer.sgemmPeak();
        System.out.printf(
                Locale.ROOT,
                "%d threads, medians of %s passes after %d, %s, sgemm peak %.0f GFLOP/s%n%n",
                THREADS,
                args[0],
                WARM,
                Engine.version(),
                peak * 1e-9);
        System.out.println("| network | parameters | images | precision | forward ms | GFLOP/s | × sgemm | MiB "
                + "| forward and back ms | GFLOP/s | × sgemm | MiB |");
        System.out.println("|---|--:|---|---|--:|--:|--:|--:|--:|--:|--:|--:|");
        for (Subject subject : subjects(names)) {
            for (Precision precision : Precision.values()) {
                Figures figures =
                        Figures.ofJava(NetworkBench.class, List.of(subject.text(), precision.name(), args[0]));
                System.out.println(row(subject, precision, figures, peak));
            }
        }
    }

    private static List<Subject> subjects(List<String> names) {
        List<Subject> all = new ArrayList<>();
        for (String name : Networks.ALL.names()) {
            all.add(Subject.of(new Choice(name, Networks.ALL.defaults(name))));
            MORE.stream()
                    .map(Subject::parse)
                    .filter(more -> more.network().type().equals(name))
                    .forEach(all::add);
        }
        return all.stream()
                .filter(s -> names.isEmpty() || names.contains(s.network().type()))
                .toList();
    }

    private static String row(Subject subject, Precision precision, Figures figures, double peak) {
        double forward = subject.operations();
        return String.format(
                Locale.ROOT,
                "| %s%s | %,d | %s | %s | %s | %s |",
                subject.network().type(),
                subject.flat() ? " 2-D" : " 3-D",
                subject.outline().parameters(),
                subject.images(),
                precision.name().toLowerCase(Locale.ROOT),
                cells(figures.number("forward"), forward, peak, figures.number("forward-mib")),
                // Back to the weights and back to the image: twice the forward pass, but for the first convolution.
                cells(figures.number("both"), 3 * forward, peak, figures.number("both-mib")));
    }

    private static String cells(double seconds, double operations, double peak, double memory) {
        return Double.isNaN(seconds)
                ? "fails | – | – | –"
                : String.format(
                        Locale.ROOT,
                        "%.0f | %.0f | %.2f | %.0f",
                        seconds * 1e3,
                        operations / seconds * 1e-9,
                        operations / seconds / peak,
                        memory);
    }

    private static void measure(Subject subject, Precision precision, int passes) throws IOException {
        Engine.threads(THREADS);
        Network network = subject.make();
        Tensor images = subject.voxels();
        Tensor labels = subject.labels();
        Tensor places = Tensor.zeros(subject.batch(), 3);
        network.mode(Mode.USE);
        double forward = Timer.median(WARM, passes, () -> {
            try (Scope scope = new Scope();
                    NoGradient off = new NoGradient();
                    Autocast cast = Autocast.of(precision, Device.CPU)) {
                network.forward(images, places);
            }
        });
        System.out.println("forward " + forward);
        System.out.println("forward-mib " + Figures.memory());
        network.mode(Mode.TRAIN);
        Loss loss = new DiceCrossEntropy(DiceCrossEntropy.Config.DEFAULTS, Grouping.of(Subject.CLASSES));
        double both = Timer.median(WARM, passes, () -> {
            try (Scope scope = new Scope()) {
                Tensor logits;
                try (Autocast cast = Autocast.of(precision, Device.CPU)) {
                    logits = network.forward(images, places);
                }
                loss.of(logits.to(Kind.F32), network.covered(labels)).backward();
                Gradients.clear(network.parameters().values());
            }
        });
        System.out.println("both " + both);
        System.out.println("both-mib " + Figures.memory());
    }
}
