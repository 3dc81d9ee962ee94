package condyle.data;

import condyle.config.Check;
import condyle.config.Registry;
import java.util.Arrays;
import java.util.Optional;

/** The ways to bring brightness to one scale, by name. */
public final class Intensities {
    /** Mean 0, standard deviation 1. */
    public record ZScore() {
        public static final ZScore DEFAULTS = new ZScore();
    }

    /** What takes the place of a voxel that is too bright. */
    public enum Replacement {
        /** The mean, as the text of the Imperial repository says. */
        MEAN,
        /** The limit, as its code does; the mean is then taken before, the deviation after. */
        LIMIT
    }

    /**
     * Mean 0, standard deviation 1, with voxels that are too bright replaced first.
     *
     * @param limit brightness above which a voxel is too bright, on the file's own scale: 0.01 in published work on
     *     IWOAI
     * @param deviations without a limit, as many standard deviations above the mean
     * @param replace what takes their place
     */
    public record ZScoreReplaced(Optional<Double> limit, double deviations, Replacement replace) {
        public static final ZScoreReplaced DEFAULTS = new ZScoreReplaced(Optional.empty(), 5, Replacement.MEAN);

        public ZScoreReplaced {
            Check.above("deviations", deviations, 0);
        }
    }

    /**
     * Two percentiles to 0 and 1, what lies beyond them cut off.
     *
     * @param low 0–100
     * @param high 0–100, above {@code low}
     */
    public record Percentiles(double low, double high) {
        public static final Percentiles DEFAULTS = new Percentiles(1, 99);

        public Percentiles {
            Check.within("low", low, 0, 100);
            Check.within("high", high, 0, 100);
            if (high <= low) {
                throw new IllegalArgumentException("high: " + high + " is not above low, " + low);
            }
        }
    }

    /** The darkest voxel to 0, the brightest to 1. */
    public record MinMax() {
        public static final MinMax DEFAULTS = new MinMax();
    }

    public static final Registry<Void, Intensity> ALL = Registry.<Void, Intensity>of("intensity")
            .add("min-max", MinMax.DEFAULTS, (c, v) -> Intensities::minMax)
            .add("percentiles", Percentiles.DEFAULTS, (c, v) -> voxels -> percentiles(voxels, c))
            .add("z-score", ZScore.DEFAULTS, (c, v) -> Intensities::zScore)
            .add("z-score-replaced", ZScoreReplaced.DEFAULTS, (c, v) -> new Replaced(c));

    private Intensities() {}

    /** Mean and standard deviation, of all voxels. */
    private record Moments(double mean, double deviation) {
        static Moments of(float[] voxels) {
            double sum = 0;
            double squares = 0;
            for (float v : voxels) {
                sum += v;
                squares += (double) v * v;
            }
            double n = voxels.length;
            double mean = sum / n;
            return new Moments(mean, Math.sqrt(Math.max(0, squares / n - mean * mean)));
        }

        float scale() {
            return deviation > 0 ? (float) (1 / deviation) : 0;
        }
    }

    private static Rescaling zScore(float[] voxels) {
        Moments m = Moments.of(voxels);
        return Rescaling.linear(m.scale(), (float) -m.mean() * m.scale());
    }

    private static Rescaling minMax(float[] voxels) {
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (float v : voxels) {
            low = Math.min(low, v);
            high = Math.max(high, v);
        }
        float scale = high > low ? 1 / (high - low) : 0;
        return Rescaling.linear(scale, -low * scale);
    }

    private static Rescaling percentiles(float[] voxels, Percentiles c) {
        float[] sorted = voxels.clone();
        Arrays.parallelSort(sorted);
        float low = percentile(sorted, c.low());
        float high = percentile(sorted, c.high());
        float scale = high > low ? 1 / (high - low) : 0;
        return new Rescaling(low, high, low, high, scale, -low * scale);
    }

    /** Linear between ranks, as NumPy's default. */
    static float percentile(float[] sorted, double percent) {
        double rank = percent / 100 * (sorted.length - 1);
        int below = (int) rank;
        int above = Math.min(below + 1, sorted.length - 1);
        return (float) (sorted[below] + (rank - below) * ((double) sorted[above] - sorted[below]));
    }

    private record Replaced(ZScoreReplaced settings) implements Intensity {
        @Override
        public boolean relative() {
            return settings.limit().isEmpty();
        }

        @Override
        public Rescaling of(float[] voxels) {
            Moments raw = Moments.of(voxels);
            float limit =
                    (float) (double) settings.limit().orElse(raw.mean() + settings.deviations() * raw.deviation());
            boolean mean = settings.replace() == Replacement.MEAN;
            float instead = mean ? (float) raw.mean() : limit;
            float[] kept = voxels.clone();
            for (int i = 0; i < kept.length; i++) {
                kept[i] = kept[i] > limit ? instead : kept[i];
            }
            Moments after = Moments.of(kept);
            double center = mean ? after.mean() : raw.mean();
            return new Rescaling(
                    Float.NEGATIVE_INFINITY, limit, 0, instead, after.scale(), (float) -center * after.scale());
        }
    }
}
