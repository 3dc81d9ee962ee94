package condyle.implicit;

import condyle.config.Check;
import condyle.config.Choice;
import condyle.data.Seeds;
import condyle.image.Geometry;
import condyle.image.Volume;
import condyle.loss.Grouping;
import condyle.nn.Draw;
import condyle.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;

/**
 * Neural implicit segmentation functions: one network for all knees, and a latent code for each.
 *
 * <p>Stolt-Ansó et al., MICCAI 2023, doi:10.1007/978-3-031-43901-8_70. Weights and codes are learnt together (an
 * auto-decoder); of a new knee the code alone is fitted, to its brightness, and the labels come with it. Differs from it:
 * steps see drawn points of a knee, half of them near boundaries, unless told to see all.
 */
public final class Nisf implements KneeFunction {
    /**
     * Settings.
     *
     * @param network its shape
     * @param alpha factor of the image's error
     * @param codeDecay factor of the mean square of a code
     * @param layerDecay factor of the sum of squares of the layers' parameters
     * @param frame what coordinates count
     * @param points what is kept of a knee, and drawn of that in a step
     * @param fit how codes of new knees are fitted
     * @param expected root mean square error of brightness on knees of validation, learnt; nothing before
     */
    record Config(
            CoordinateNetwork.Config network,
            double alpha,
            double codeDecay,
            double layerDecay,
            Frame.Kind frame,
            Cloud.Settings points,
            CodeFit.Config fit,
            Optional<Double> expected) {
        static final Config DEFAULTS = new Config(
                CoordinateNetwork.Config.NISF,
                10,
                1e-4,
                1e-4,
                Frame.Kind.VIEW,
                Cloud.Settings.DEFAULTS,
                CodeFit.Config.DEFAULTS,
                Optional.empty());

        Config {
            Check.atLeast("alpha", alpha, 0);
            Check.atLeast("codeDecay", codeDecay, 0);
            Check.atLeast("layerDecay", layerDecay, 0);
            if (network.latent() == 0) {
                throw new IllegalArgumentException("network.latent: 0; an auto-decoder has a code for each knee");
            }
            if (network.axes() == 2) {
                throw new IllegalArgumentException("network.axes: 2; expected 3, or 4 with the time");
            }
        }

        AutoDecoderLoss loss() {
            return new AutoDecoderLoss(alpha, codeDecay, layerDecay);
        }
    }

    private static final String CODES = "codes";
    private static final double FIRST_DEVIATION = 1e-4;

    private final Config config;
    private final Functions.Given given;
    private final CoordinateNetwork network;
    private final List<Cloud> clouds = new ArrayList<>();
    private final List<Cloud> unseen = new ArrayList<>();
    /** Owner of each knee learnt from, numbered in their order. */
    private final Map<String, Integer> owners = new LinkedHashMap<>();

    private final List<Integer> codeOf = new ArrayList<>();
    private final List<Integer> visitOf = new ArrayList<>();
    private Tensor codes;

    Nisf(Config config, Functions.Given given) {
        this.config = config;
        this.given = given;
        network =
                new CoordinateNetwork(config.network, new CoordinateNetwork.Outputs(given.classes(), 1), given.seed());
    }

    @Override
    public void take(ScannedKnee knee, Purpose purpose) {
        Cloud cloud = Cloud.of(knee, config.frame, config.points);
        if (purpose == Purpose.VALIDATION) {
            unseen.add(cloud);
            return;
        }
        int code =
                config.network.axes() == 4 ? owners.computeIfAbsent(knee.owner(), o -> owners.size()) : clouds.size();
        visitOf.add((int) codeOf.stream().filter(c -> c == code).count());
        codeOf.add(code);
        clouds.add(cloud);
    }

    @Override
    public long kept(long voxels) {
        return Cloud.BYTES * Math.min(voxels, config.points.kept());
    }

    @Override
    public SortedMap<String, Tensor> parameters() {
        if (codes == null) {
            int count = codeOf.stream().mapToInt(c -> c + 1).max().orElse(0);
            codes = new Draw(Seeds.mix(given.seed(), 0xC0DE5)).normal(FIRST_DEVIATION, count, config.network.latent());
        }
        SortedMap<String, Tensor> all = new TreeMap<>(network.parameters());
        all.put(CODES, codes);
        return all;
    }

    @Override
    public SortedMap<String, Tensor> state() {
        SortedMap<String, Tensor> all = new TreeMap<>(parameters());
        all.putAll(network.state());
        return all;
    }

    @Override
    public void load(SortedMap<String, Tensor> saved) {
        Tensor known = saved.get(CODES);
        int length = config.network.latent();
        if (known == null || known.rank() != 2 || known.size(1) != length) {
            throw new IllegalArgumentException("latent codes: "
                    + (known == null
                            ? "none"
                            : known.rank() + " axes, " + known.size(known.rank() - 1) + " numbers each")
                    + "; expected a table with " + length + " numbers a knee, as the network of model.yaml has them");
        }
        SortedMap<String, Tensor> rest = new TreeMap<>(saved);
        rest.remove(CODES);
        network.load(rest);
        codes = known;
    }

    /** The codes learnt, (knees, latent). */
    public Tensor codes() {
        return codes;
    }

    /** The network. */
    public CoordinateNetwork network() {
        return network;
    }

    @Override
    public Tensor loss(long step) {
        SplittableRandom random = Seeds.random(Seeds.mix(given.seed(), 0x57E9), step);
        int knee = random.nextInt(clouds.size());
        int owner = codeOf.get(knee);
        long visits = codeOf.stream().filter(c -> c == owner).count();
        Cloud cloud = clouds.get(knee);
        Cloud.Told told = told((double) visitOf.get(knee) / visits, config.points.jitter());
        AutoDecoderLoss.Points points = cloud.points(cloud.draw(config.points, random), told, random);
        return config.loss().training(network, points, codes.narrow(0, owner, 1));
    }

    private Cloud.Told told(double time, double jitter) {
        return new Cloud.Told(config.network.axes(), time, jitter);
    }

    @Override
    public Optional<Worth> validate(long step, BooleanSupplier stop) {
        return curve(step, Math.min(config.fit.knees(), unseen.size()), stop)
                .map(curve -> new Worth(curve.best().dice(), curve.best().error()));
    }

    @Override
    public Optional<Choice> settled(long step, BooleanSupplier stop) {
        return curve(step, unseen.size(), stop).map(curve -> {
            FitCurve.Point best = config.fit.steps().map(curve::near).orElse(curve.best());
            int steps = config.fit.steps().orElse(best.steps());
            return new Choice(
                    "nisf",
                    new Config(
                            config.network,
                            config.alpha,
                            config.codeDecay,
                            config.layerDecay,
                            config.frame,
                            config.points,
                            config.fit.of(steps),
                            Optional.of(best.error())));
        });
    }

    private Optional<FitCurve> curve(long trained, int knees, BooleanSupplier stop) {
        return new CodeTrial(network, given, config.fit).curve(trained, unseen.subList(0, knees), fitting(), stop);
    }

    private CodeFit fitting() {
        return new CodeFit(network, config.loss(), config.fit, mean());
    }

    private Tensor mean() {
        return codes.detach().mean(0).unsqueeze(0);
    }

    @Override
    public Fitted fit(Volume image, Geometry view, DoubleConsumer progress) {
        if (config.fit.steps().isEmpty()) {
            throw new IllegalStateException(
                    "model.yaml: implicit.function.fit.steps: missing; a training learns it at its end; expected a "
                            + "whole number such as 672");
        }
        int steps = config.fit.steps().get();
        Frame frame = Frame.of(view, config.frame);
        byte[] unknown = new byte[image.data().length];
        ScannedKnee knee = new ScannedKnee(image, unknown, Grouping.of(given.classes()), "", given.seed());
        Cloud cloud = Cloud.of(knee, frame, config.points.unlabelled());
        Tensor code = fitting().fit(cloud, told(0, 0), given.seed(), CodeFit.Watcher.until(steps, done -> {
            progress.accept((double) done / steps);
            return true;
        }));
        double error =
                new CodeTrial(network, given, config.fit).scores(cloud, code).error();
        return knee(code, frame, Optional.of(report(error)));
    }

    private String report(double error) {
        String expected = config.expected
                .map(e -> String.format(
                        Locale.ROOT,
                        "; knees of validation had %.3f%s",
                        e,
                        error > 1.5 * e ? ": this knee does not fit, its labels are not to be trusted" : ""))
                .orElse("");
        return String.format(
                Locale.ROOT, "brightness of the fitted knee is off by %.3f of its range%s", error, expected);
    }

    /** The knee that a code stands for, in a frame. */
    public CodedKnee knee(Tensor code, Frame frame) {
        return knee(code, frame, Optional.empty());
    }

    private CodedKnee knee(Tensor code, Frame frame, Optional<String> said) {
        PointEvaluation evaluation = new PointEvaluation(network, given.outputs(), config.network.axes());
        return new CodedKnee(evaluation, frame, code, said);
    }

    /** What coordinates count. */
    public Frame.Kind frame() {
        return config.frame;
    }
}
