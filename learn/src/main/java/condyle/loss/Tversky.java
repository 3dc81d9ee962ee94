package condyle.loss;

import condyle.config.Check;
import condyle.tensor.Bends;
import condyle.tensor.Kind;
import condyle.tensor.Operators;
import condyle.tensor.Tensor;
import java.util.stream.IntStream;

/**
 * One minus the Tversky index TP / (TP + α FN + β FP) of soft counts, to a power.
 *
 * <p>Salehi et al., MLMI 2017, doi:10.1007/978-3-319-67389-9_44; with a power of 0.75 the focal form of Abraham and Khan,
 * ISBI 2019, doi:10.1109/ISBI.2019.8759329 (their 1/γ with γ = 4/3). With α = β = ½ and power 1 it is {@link Dice}. A
 * class absent from the labels still counts: its index falls as its probability grows.
 */
public final class Tversky implements Loss {
    /** What one index is taken over. */
    public enum Over {
        /** Each class for itself; the loss is their mean. */
        CLASS,
        /** All classes together, as 004's code does. */
        ALL
    }

    /**
     * @param missed α, the weight of what is missed
     * @param invented β, the weight of what is found where there is none
     * @param background whether group 0 counts
     * @param over what one index is taken over
     * @param smooth voxels added to both sides of the fraction, above 0: it keeps absent classes finite
     * @param power of one minus the index
     */
    public record Config(
            double missed, double invented, Dice.Background background, Over over, double smooth, double power) {
        /** What stands where a file says nothing. */
        public static final Config DEFAULTS = new Config(0.7, 0.3, Dice.Background.OUT, Over.CLASS, 1, 1);

        /** The focal form. */
        static final Config FOCAL = new Config(0.7, 0.3, Dice.Background.OUT, Over.CLASS, 1, 0.75);

        public Config {
            Check.atLeast("missed", missed, 0);
            Check.atLeast("invented", invented, 0);
            Check.above("smooth", smooth, 0);
            Check.above("power", power, 0);
        }
    }

    /** Below this a power less than 1 has no slope, since it would be infinite. */
    private static final double FLOOR = 1e-6;

    private final Config config;
    private final Grouping grouping;

    public Tversky(Config config, Grouping grouping) {
        this.config = config;
        this.grouping = grouping;
    }

    @Override
    public Tensor of(Tensor logits, Truth target) {
        Prediction prediction = Prediction.of(logits, target.labels(), grouping);
        Tensor labels = prediction.labels();
        int groups = grouping.count();
        int[] space = IntStream.range(2, labels.rank() + 1).toArray();
        Tensor hit =
                Operators.sumByLabel(prediction.ofTruth().exp(), labels, groups).sum(0);
        Tensor truth = Operators.sumByLabel(Tensor.ones(labels.shape()).to(labels.device()), labels, groups)
                .sum(0);
        Tensor found = prediction.logProbabilities().exp().sum(space).sum(0);
        if (config.background == Dice.Background.OUT) {
            hit = hit.narrow(0, 1, groups - 1);
            truth = truth.narrow(0, 1, groups - 1);
            found = found.narrow(0, 1, groups - 1);
        }
        if (config.over == Over.ALL) {
            hit = hit.sum();
            truth = truth.sum();
            found = found.sum();
        }
        Tensor wrong = truth.sub(hit).mul(config.missed).add(found.sub(hit).mul(config.invented));
        Tensor index = hit.add(config.smooth).div(hit.add(wrong).add(config.smooth));
        Tensor loss = index.neg().add(1);
        Tensor powered = config.power == 1 ? loss : Bends.power(loss.clamp(FLOOR, 1), config.power);
        return powered.mean().to(Kind.F32);
    }
}
