package condyle.implicit;

import condyle.data.Seeds;
import condyle.tensor.NoGradient;
import condyle.tensor.Scope;
import condyle.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** Fits codes of knees of validation, and scores them while they are fitted. */
final class CodeTrial {
    private final CoordinateNetwork network;
    private final Functions.Given given;
    private final CodeFit.Config config;
    /** Visits that are not learnt from count as the first. */
    private final Cloud.Told told;

    CodeTrial(CoordinateNetwork network, Functions.Given given, CodeFit.Config config) {
        this.network = network;
        this.given = given;
        this.config = config;
        this.told = new Cloud.Told(network.config().axes(), 0, 0);
    }

    /**
     * Scores after each so many steps of a fit; they are told to {@link Functions.Given#fits} as well.
     *
     * @param trained steps that the network was trained
     * @param stop asked after each step
     * @return nothing if asked to stop
     */
    Optional<FitCurve> curve(long trained, List<Cloud> knees, CodeFit fit, BooleanSupplier stop) {
        FitCurve curve = new FitCurve();
        for (int k = 0; k < knees.size(); k++) {
            Cloud cloud = knees.get(k);
            int knee = k;
            boolean[] asked = new boolean[1];
            try (Scope scope = new Scope()) {
                fit.fit(cloud, told, Seeds.mix(given.seed(), k), (steps, code) -> {
                    asked[0] = stop.getAsBoolean();
                    if (!asked[0] && steps % config.every() == 0) {
                        PointScores scores = scores(cloud, code);
                        Functions.FitRow row =
                                new Functions.FitRow(trained, knee, steps, scores.dice(), scores.error());
                        curve.add(row);
                        given.fits().accept(row);
                    }
                    return !asked[0] && steps < config.most();
                });
            }
            if (asked[0]) {
                return Optional.empty();
            }
        }
        return Optional.of(curve);
    }

    /** Scores on a cloud's points that lie anywhere. */
    PointScores scores(Cloud cloud, Tensor code) {
        PointScores scores = new PointScores(cloud.grouping());
        SplittableRandom none = new SplittableRandom(0);
        int outputs = given.classes() + 1;
        for (int first = 0; first < cloud.anywhere(); first += PointEvaluation.CHUNK) {
            int start = first;
            int[] part = IntStream.range(first, Math.min(cloud.anywhere(), first + PointEvaluation.CHUNK))
                    .toArray();
            float[] out;
            try (Scope scope = new Scope();
                    NoGradient off = new NoGradient()) {
                out = network.of(cloud.points(part, told, none).places(), code).toFloats();
            }
            for (int i = 0; i < part.length; i++) {
                int best = PointEvaluation.best(out, i * outputs, given.classes());
                double seen = 1 / (1 + Math.exp(-out[i * outputs + outputs - 1]));
                scores.add(cloud.group(start + i), best, seen - cloud.brightness(start + i));
            }
        }
        return scores;
    }
}
