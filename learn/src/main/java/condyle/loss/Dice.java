package condyle.loss;

import condyle.config.Check;
import condyle.tensor.Kind;
import condyle.tensor.Operators;
import condyle.tensor.Tensor;
import java.util.stream.IntStream;

/**
 * One minus the mean over groups of classes of the soft Dice overlap 2 Σpt / (Σp + Σt).
 *
 * <p>Milletari et al., 3DV 2016, doi:10.1109/3DV.2016.79. Differs from it: plain sums instead of sums of squares in the
 * denominator. A class absent from the labels still counts: its overlap falls as its probability grows.
 */
public final class Dice implements Loss {
    /** Whether group 0, which holds background, counts. */
    public enum Background {
        IN,
        OUT
    }

    /** Whether one overlap is taken over the whole batch, or one for each sample. */
    public enum Over {
        BATCH,
        SAMPLE
    }

    /**
     * @param background whether group 0 counts
     * @param over the whole batch or each sample
     * @param smooth voxels added to both sides of the fraction, above 0: it keeps absent classes finite
     */
    public record Config(Background background, Over over, double smooth) {
        /** What stands where a file says nothing. */
        public static final Config DEFAULTS = new Config(Background.OUT, Over.BATCH, 1);

        public Config {
            Check.above("smooth", smooth, 0);
        }
    }

    private final Config config;
    private final Grouping grouping;

    public Dice(Config config, Grouping grouping) {
        this.config = config;
        this.grouping = grouping;
    }

    @Override
    public Tensor of(Tensor logits, Truth target) {
        return of(Prediction.of(logits, target.labels(), grouping));
    }

    Tensor of(Prediction prediction) {
        Tensor labels = prediction.labels();
        int groups = grouping.count();
        int[] space = IntStream.range(2, labels.rank() + 1).toArray();
        Tensor both = Operators.sumByLabel(prediction.ofTruth().exp(), labels, groups);
        Tensor truth = Operators.sumByLabel(Tensor.ones(labels.shape()).to(labels.device()), labels, groups);
        Tensor each = prediction.logProbabilities().exp().sum(space).add(truth);
        if (config.over == Over.BATCH) {
            both = both.sum(0).unsqueeze(0);
            each = each.sum(0).unsqueeze(0);
        }
        Tensor overlap = both.mul(2).add(config.smooth).div(each.add(config.smooth));
        if (config.background == Background.OUT) {
            overlap = overlap.narrow(1, 1, groups - 1);
        }
        return overlap.mean().neg().add(1).to(Kind.F32);
    }
}
