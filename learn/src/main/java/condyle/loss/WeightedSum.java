package condyle.loss;

import condyle.config.Check;
import condyle.config.Choice;
import condyle.distance.SoftLabels;
import condyle.tensor.Tensor;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A sum of losses, each with a weight that may run from one value to another in the course of a phase of training. */
public final class WeightedSum implements Loss {
    /**
     * One summand.
     *
     * @param loss any of {@link Losses}
     * @param weight factor at the start of the phase
     * @param end factor at its end, linearly between; −1 for a weight that stays
     */
    public record Term(Choice loss, double weight, double end) {
        private static final double STAYS = -1;

        /** What stands where a file says nothing. */
        public static final Term DEFAULTS = new Term(null, 1, STAYS);

        public Term {
            Check.atLeast("weight", weight, 0);
            if (!(end >= 0 || end == STAYS)) {
                throw new IllegalArgumentException(
                        "end: " + end + " is out of range, expected at least 0; leave it out for a weight that stays");
            }
        }

        double at(double progress) {
            return end < 0 ? weight : weight + (end - weight) * progress;
        }
    }

    /** @param terms at least one */
    public record Config(List<Term> terms) {
        /** What stands where a file says nothing: Kervadec's Dice that gives way to the boundary. */
        public static final Config DEFAULTS = new Config(List.of(
                new Term(new Choice("dice", Dice.Config.DEFAULTS), 1, 0.01),
                new Term(new Choice("boundary", Boundary.Config.DEFAULTS), 0.01, 1)));

        public Config {
            terms = List.copyOf(terms);
            if (terms.isEmpty()) {
                throw new IllegalArgumentException("terms: none; expected at least one");
            }
            if (terms.stream().allMatch(t -> t.weight <= 0 && t.end <= 0)) {
                throw new IllegalArgumentException("terms: all weights are 0; expected one above");
            }
        }
    }

    private final Config config;
    private final List<Loss> losses;
    private final double progress;

    public WeightedSum(Config config, Grouping grouping) {
        this(
                config,
                config.terms.stream()
                        .map(t -> Losses.ALL.make(t.loss, grouping))
                        .toList(),
                0);
    }

    private WeightedSum(Config config, List<Loss> losses, double progress) {
        this.config = config;
        this.losses = losses;
        this.progress = progress;
    }

    @Override
    public Loss at(double progress) {
        return new WeightedSum(config, losses.stream().map(l -> l.at(progress)).toList(), progress);
    }

    @Override
    public Tensor of(Tensor logits, Truth target) {
        Tensor sum = null;
        for (int i = 0; i < losses.size(); i++) {
            double weight = config.terms.get(i).at(progress);
            if (weight > 0 || i == 0) {
                Tensor mine = losses.get(i).of(logits, target).mul(weight);
                sum = sum == null ? mine : sum.add(mine);
            }
        }
        return sum;
    }

    @Override
    public Set<SoftLabels> maps() {
        return losses.stream().flatMap(l -> l.maps().stream()).collect(Collectors.toUnmodifiableSet());
    }
}
