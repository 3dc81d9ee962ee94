package condyle.infer;

import condyle.config.Registry;
import java.util.List;
import java.util.stream.IntStream;

/** The fusions known by name. */
public final class FusionRules {
    /** The plain mean of probabilities. */
    public record Mean() implements FusionRule {
        public static final Mean DEFAULTS = new Mean();

        @Override
        public int width(int members, int classes) {
            return classes;
        }

        @Override
        public void add(int member, float[] said, float[][] sums, int at) {
            for (int c = 0; c < said.length; c++) {
                sums[c][at] += said[c];
            }
        }

        @Override
        public float[][] finish(float[][] sums, int members, int classes) {
            return scaled(sums, 1f / members);
        }
    }

    /**
     * A weighted sum of probabilities: F = αC + βA + γS of Luan et al., 2025, doi:10.54254/2755-2721/2025.TJ28452.
     *
     * @param weights of the networks, at least 0, summing to 1
     */
    public record Linear(List<Double> weights) implements FusionRule {
        public Linear {
            weights = List.copyOf(weights);
            double sum = weights.stream().mapToDouble(w -> w).sum();
            if (weights.stream().anyMatch(w -> !(w >= 0)) || Math.abs(sum - 1) > 1e-6) {
                throw new IllegalArgumentException(
                        "weights: " + weights + " sum to " + sum + "; expected numbers of at least 0 that sum to 1");
            }
        }

        @Override
        public int width(int members, int classes) {
            requireMembers("linear", weights.size(), members);
            return classes;
        }

        @Override
        public void add(int member, float[] said, float[][] sums, int at) {
            float w = weights.get(member).floatValue();
            for (int c = 0; c < said.length; c++) {
                sums[c][at] += w * said[c];
            }
        }

        @Override
        public float[][] finish(float[][] sums, int members, int classes) {
            return sums;
        }
    }

    /**
     * A weight for each network and class, a bias for each class, and the softmax of the sums: the fusion model of
     * MultiPlanarUNet (Perslev et al., 2019, arXiv:1911.01764).
     *
     * @param weights of each network, one a class, background first
     * @param bias of each class
     */
    public record PerClass(List<List<Double>> weights, List<Double> bias) implements FusionRule {
        public PerClass {
            weights = weights.stream().map(List::copyOf).toList();
            bias = List.copyOf(bias);
            for (List<Double> of : weights) {
                if (of.size() != bias.size()) {
                    throw new IllegalArgumentException("weights: " + of.size() + " of a network, but " + bias.size()
                            + " biases; expected one of each a class");
                }
            }
        }

        @Override
        public int width(int members, int classes) {
            requireMembers("per-class", weights.size(), members);
            if (bias.size() != classes) {
                throw new IllegalArgumentException(
                        "rule per-class is for " + bias.size() + " classes, there are " + classes);
            }
            return classes;
        }

        @Override
        public boolean keepsAgreement() {
            return false;
        }

        @Override
        public void add(int member, float[] said, float[][] sums, int at) {
            List<Double> w = weights.get(member);
            for (int c = 0; c < said.length; c++) {
                sums[c][at] += w.get(c).floatValue() * said[c];
            }
        }

        @Override
        public float[][] finish(float[][] sums, int members, int classes) {
            IntStream.range(0, sums[0].length).parallel().forEach(i -> {
                double highest = Double.NEGATIVE_INFINITY;
                for (int c = 0; c < classes; c++) {
                    highest = Math.max(highest, sums[c][i] + bias.get(c));
                }
                double total = 0;
                for (int c = 0; c < classes; c++) {
                    double e = Math.exp(sums[c][i] + bias.get(c) - highest);
                    sums[c][i] = (float) e;
                    total += e;
                }
                for (int c = 0; c < classes; c++) {
                    sums[c][i] /= (float) total;
                }
            });
            return sums;
        }
    }

    /** One voice each for the most probable class; where voices tie, the higher mean probability. */
    public record Majority() implements FusionRule {
        public static final Majority DEFAULTS = new Majority();
        /** What all probabilities together weigh against one voice. */
        private static final float TIE = 0.01f;

        @Override
        public int width(int members, int classes) {
            return classes;
        }

        @Override
        public void add(int member, float[] said, float[][] sums, int at) {
            for (int c = 0; c < said.length; c++) {
                sums[c][at] += TIE * said[c];
            }
            sums[FusionRule.best(said)][at] += 1;
        }

        @Override
        public float[][] finish(float[][] sums, int members, int classes) {
            return scaled(sums, 1 / (members * (1 + TIE)));
        }
    }

    public static final Registry<Void, FusionRule> ALL = Registry.<Void, FusionRule>of("fusion")
            .add("linear", new Linear(List.of(1.0)), (c, v) -> c)
            .add("majority", Majority.DEFAULTS, (c, v) -> c)
            .add("mean", Mean.DEFAULTS, (c, v) -> c)
            .add("per-class", new PerClass(List.of(List.of(1.0, 1.0)), List.of(0.0, 0.0)), (c, v) -> c)
            .add("staple", Staple.DEFAULTS, (c, v) -> c);

    private FusionRules() {}

    private static void requireMembers(String name, int expected, int members) {
        if (members != expected) {
            throw new IllegalArgumentException(
                    "rule " + name + " is for " + expected + " networks, there are " + members);
        }
    }

    private static float[][] scaled(float[][] sums, float factor) {
        IntStream.range(0, sums.length).parallel().forEach(c -> {
            for (int i = 0; i < sums[c].length; i++) {
                sums[c][i] *= factor;
            }
        });
        return sums;
    }
}
