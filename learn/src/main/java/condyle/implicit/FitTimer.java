package condyle.implicit;

import condyle.config.Choice;
import condyle.image.Geometry;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.image.Volume;
import condyle.loss.Grouping;
import condyle.tensor.NoGradient;
import condyle.tensor.Scope;
import condyle.tensor.Tensor;

/** Times forward passes and fits of the published network on random numbers, for benchmarks. */
public final class FitTimer {
    private static final int ROUNDS = 30;

    private final CoordinateNetwork network;
    private final CoordinateNetwork.Config config;

    /** The published network with an activation's default settings. */
    public FitTimer(String activation) {
        CoordinateNetwork.Config c = CoordinateNetwork.Config.NISF;
        config = new CoordinateNetwork.Config(
                c.axes(),
                c.layers(),
                c.width(),
                c.latent(),
                c.coordinates(),
                c.heads(),
                c.skip(),
                new Choice(activation, Activations.KINDS.defaults(activation)),
                c.encoding());
        network = new CoordinateNetwork(config, new CoordinateNetwork.Outputs(7, 1), 1);
    }

    /** Best floating-point operations a second of forward passes over so many points, products alone counted. */
    public double forward(int points) {
        long weights = network.parameters().values().stream()
                .filter(p -> p.rank() == 2)
                .mapToLong(Tensor::count)
                .sum();
        // The code meets its weights once for all points.
        long shared = network.parameters().entrySet().stream()
                .filter(e ->
                        e.getKey().startsWith("backbone.0.") && e.getValue().rank() == 2)
                .mapToLong(e -> e.getValue().size(0) * config.latent())
                .sum();
        double best = Double.POSITIVE_INFINITY;
        try (Scope all = new Scope();
                NoGradient off = new NoGradient()) {
            Tensor places = places(points);
            Tensor code = Tensor.full(0.1, 1, config.latent());
            for (int i = 0; i < ROUNDS; i++) {
                try (Scope round = new Scope()) {
                    long start = System.nanoTime();
                    network.of(places, code);
                    best = Math.min(best, (System.nanoTime() - start) * 1e-9);
                }
            }
        }
        return 2.0 * (weights - shared) * points / best;
    }

    private static Tensor places(int points) {
        float[] at = new float[3 * points];
        for (int i = 0; i < at.length; i++) {
            at[i] = (float) (0.5 + 0.5 * Math.sin(i));
        }
        return Tensor.of(at, points, 3);
    }

    /** Mean seconds of a step of a fit with so many points, all that belongs to it counted. */
    public double fit(int points, int steps) {
        Size n = new Size(48, 48, 48);
        float[] values = new float[n.length()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (0.5 + 0.5 * Math.sin(0.01 * i));
        }
        Volume image = Volume.of(Geometry.of(n, Vec.of(1)), values);
        ScannedKnee knee = new ScannedKnee(image, new byte[values.length], Grouping.of(7), "", 1);
        Cloud cloud = Cloud.of(knee, Frame.Kind.VIEW, Cloud.Settings.DEFAULTS.unlabelled());
        CodeFit.Config c = CodeFit.Config.DEFAULTS;
        CodeFit fit = new CodeFit(
                network,
                AutoDecoderLoss.DEFAULTS,
                new CodeFit.Config(
                        c.steps(), c.most(), c.every(), c.rate(), points, c.start(), c.deviation(), c.knees()),
                Tensor.zeros(1, config.latent()));
        Cloud.Told told = new Cloud.Told(3, 0, 0);
        fit.fit(cloud, told, 1, CodeFit.Watcher.until(2, done -> true));
        long start = System.nanoTime();
        fit.fit(cloud, told, 1, CodeFit.Watcher.until(steps, done -> true));
        return (System.nanoTime() - start) * 1e-9 / steps;
    }
}
