package condyle.implicit;

import condyle.config.Check;
import condyle.data.Seeds;
import condyle.nn.Draw;
import condyle.tensor.Adam;
import condyle.tensor.Fixed;
import condyle.tensor.NoGradient;
import condyle.tensor.Scope;
import condyle.tensor.Tensor;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/**
 * Fits a latent code to the brightness of a knee, with the network's weights frozen, step by step.
 *
 * <p>Stolt-Ansó et al., MICCAI 2023, doi:10.1007/978-3-031-43901-8_70. Differs from their code, which by default moves the
 * shared weights too: the paper says frozen. The code follows from the seed.
 */
final class CodeFit {
    /** Where a code starts. */
    enum Start {
        /** Near zero, as published. */
        ZERO,
        /** The mean code of the knees that the network learnt from. */
        MEAN
    }

    /**
     * How codes are fitted.
     *
     * @param steps Adam's steps; where nothing is said they are learnt: the number at which knees of validation score best
     * @param most steps up to which validation looks for it
     * @param every so many steps validation scores
     * @param rate Adam's
     * @param points of a step; 0 for all that are kept, as published
     * @param start where a code starts
     * @param deviation of what is added to it
     * @param knees of validation fitted at each epoch; at the end all are
     */
    record Config(
            Optional<Integer> steps,
            int most,
            int every,
            double rate,
            int points,
            Start start,
            double deviation,
            int knees) {
        static final Config DEFAULTS = new Config(Optional.empty(), 1000, 50, 1e-4, 8192, Start.ZERO, 1e-4, 1);

        Config {
            Check.within("most", most, 1, 1_000_000);
            Check.within("every", every, 1, most);
            Check.above("rate", rate, 0);
            Check.within("points", points, 0, 10_000_000);
            Check.within("deviation", deviation, 0, 10);
            Check.within("knees", knees, 1, 1000);
            if (steps.isPresent()) {
                Check.within("steps", steps.get(), 1, 1_000_000);
            }
        }

        /** The same with the number of steps. */
        Config of(int steps) {
            return new Config(Optional.of(steps), most, every, rate, points, start, deviation, knees);
        }
    }

    /** Points whose forward and backward passes stay in the processor's cache. */
    private static final int CHUNK = 4096;

    private final CoordinateNetwork network;
    private final AutoDecoderLoss loss;
    private final Config config;
    private final Tensor mean;

    /** @param mean code (1, latent) of the knees learnt from */
    CodeFit(CoordinateNetwork network, AutoDecoderLoss loss, Config config, Tensor mean) {
        this.network = network;
        this.loss = loss;
        this.config = config;
        this.mean = mean;
    }

    /**
     * Fits a code to a cloud's points.
     *
     * @param told how places become coordinates
     * @param seed from which the start and the points follow
     * @param goOn is told each number of steps done, from 0 on, with {@code code} as it then is; the fit ends where it is false
     */
    Tensor fit(Cloud cloud, Cloud.Told told, long seed, Watcher goOn) {
        Tensor code = start(seed);
        var only = new TreeMap<String, Tensor>();
        only.put("code", code);
        Adam adam = new Adam(only, Adam.Config.DEFAULTS);
        Optional<StillGabor> still = network.still();
        try (Fixed weights = new Fixed(network.parameters().values())) {
            for (int step = 0; goOn.at(step, code); step++) {
                step(new Sight(cloud, told, still), Seeds.random(seed, step), code);
                adam.step(config.rate);
                adam.zeroGradients();
            }
        }
        return code.detach();
    }

    /** Sees a code while it is fitted. */
    interface Watcher {
        /** After so many steps; whether another one is wanted. */
        boolean at(int steps, Tensor code);

        /** So many steps, told to someone. */
        static Watcher until(int steps, IntPredicate goOn) {
            return (done, code) -> done < steps && goOn.test(done);
        }
    }

    private Tensor start(long seed) {
        Tensor noise = new Draw(Seeds.mix(seed, 0xC0DE))
                .normal(config.deviation, 1, network.config().latent());
        try (NoGradient off = new NoGradient()) {
            Tensor start = config.start == Start.ZERO ? noise : noise.add(mean);
            return noise.assign(start);
        }
    }

    /** What is seen of a knee, and by what. */
    private record Sight(Cloud cloud, Cloud.Told told, Optional<StillGabor> still) {}

    private void step(Sight sight, SplittableRandom random, Tensor code) {
        Cloud cloud = sight.cloud;
        int count = config.points == 0 ? cloud.anywhere() : config.points;
        for (int first = 0; first < count; first += CHUNK) {
            int length = Math.min(CHUNK, count - first);
            int[] chosen = new int[length];
            for (int i = 0; i < length; i++) {
                chosen[i] = config.points == 0 ? first + i : random.nextInt(cloud.anywhere());
            }
            try (Scope part = new Scope()) {
                AutoDecoderLoss.Points points = cloud.points(chosen, sight.told, random);
                value(sight, points, code).mul((double) length / count).backward();
            }
        }
    }

    /** A number whose slope by the code is the loss's; where the slope is worked out by hand, it is not the loss itself. */
    private Tensor value(Sight sight, AutoDecoderLoss.Points points, Tensor code) {
        if (sight.still.isEmpty()) {
            return loss.fitting(network, points, code);
        }
        Tensor slope;
        try (NoGradient off = new NoGradient()) {
            slope = sight.still
                    .get()
                    .slope(points.places(), points.brightness(), code.detach())
                    .mul(loss.image() / points.brightness().size(0));
        }
        return code.mul(slope).sum().add(code.square().mean().mul(loss.code()));
    }
}
