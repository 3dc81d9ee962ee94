package condyle.loss;

import condyle.config.Check;
import condyle.distance.SaunaLabels;
import condyle.distance.SoftLabels;
import condyle.tensor.Bends;
import condyle.tensor.Tensor;
import java.util.Set;

/**
 * SAUNA's loss on soft labels: a focal L1 and a Jaccard metric loss between fields from −1 inside to 1 outside.
 *
 * <p>Nguyen et al., WACV 2025, arXiv:2405.16815; the soft labels are {@link SaunaLabels}. The focal weight is α |p − y|^β
 * where prediction p and label y have one sign, else 1. The Jaccard term is 1 − ΣI / ΣU over both signs, with S = Σ|x +
 * y|, D = Σ|x − y|, I = S − D and U = S + D of the positive and of the negative parts. Differs from it: a group's field
 * is 1 − 2 times its probability, which for two classes is the paper's tanh of half the difference of their logits; the
 * labels are drawn of the whole knee, in space and not slice by slice. An absent group's label is 1 throughout. The
 * focal weight, and with it the loss, jumps where the sign of a prediction turns.
 */
public final class Sauna implements Loss {
    /** Whether gradients flow through the focal weight. */
    public enum Weight {
        LEARNT,
        FIXED
    }

    /**
     * @param form of the soft labels
     * @param alpha factor of the focal weight
     * @param beta power of the focal weight
     * @param weight whether gradients flow through it
     * @param jaccard factor of the Jaccard term
     */
    public record Config(SaunaLabels.Form form, double alpha, double beta, Weight weight, double jaccard) {
        /** What stands where a file says nothing: the published training, with the labels that its generator writes. */
        public static final Config DEFAULTS = new Config(SaunaLabels.Form.H, 2, 1, Weight.LEARNT, 1);

        public Config {
            Check.above("alpha", alpha, 0);
            Check.atLeast("beta", beta, 0);
            Check.atLeast("jaccard", jaccard, 0);
        }
    }

    private static final double TINY = 1e-8;

    private final Config config;
    private final Grouping grouping;

    public Sauna(Config config, Grouping grouping) {
        this.config = config;
        this.grouping = grouping;
    }

    @Override
    public Tensor of(Tensor logits, Truth target) {
        Prediction prediction = Prediction.of(logits, target.labels(), grouping);
        Tensor p = prediction.logProbabilities().exp().mul(-2).add(1);
        Tensor y = target.map(new SaunaLabels(config.form), grouping.count());
        return focal(p, y).add(jaccard(p, y).mul(config.jaccard));
    }

    @Override
    public Set<SoftLabels> maps() {
        return Set.of(new SaunaLabels(config.form));
    }

    private Tensor focal(Tensor p, Tensor y) {
        Tensor off = p.sub(y).abs();
        Tensor same = Bends.positive(p.detach().mul(y));
        // A power below 1 has no finite slope at zero.
        Tensor weight = Bends.power(config.beta < 1 ? off.clamp(1e-6, 2) : off, config.beta)
                .mul(config.alpha);
        weight = config.weight == Weight.FIXED ? weight.detach() : weight;
        Tensor each = weight.mul(same).add(same.neg().add(1));
        return each.mul(off).mean();
    }

    private static Tensor jaccard(Tensor p, Tensor y) {
        Tensor x = Tensor.cat(0, p.relu(), p.neg().relu());
        Tensor z = Tensor.cat(0, y.relu(), y.neg().relu());
        Tensor sum = x.add(z).abs().sum();
        Tensor difference = x.sub(z).abs().sum();
        return sum.sub(difference).div(sum.add(difference).add(TINY)).neg().add(1);
    }
}
