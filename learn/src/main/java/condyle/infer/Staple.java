package condyle.infer;

import condyle.config.Check;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Weighs networks by how often each seems to be right, estimated on the very knee from where they agree: STAPLE.
 *
 * <p>Warfield, Zou and Wells, 2004, doi:10.1109/TMI.2004.828354, for several classes: expectation–maximisation of a table for each
 * network, how often it says d where s is true. The prior is how often the networks say each class, and does not change. What is
 * expected of a voxel follows from what the networks say of it, so the rounds run over the combinations that occur, not over
 * voxels. Differs from it: of the voxels that all networks call background no more count than there are others, as if
 * a region were cut out; else the amount of air around the knee would decide. They stay background.
 *
 * @param rounds at most
 * @param tolerance rounds end once no number of the tables changes by more
 * @param trust share of its voxels that each network is taken to name right at first
 */
public record Staple(int rounds, double tolerance, double trust) implements FusionRule {
    public static final Staple DEFAULTS = new Staple(100, 1e-6, 0.9);

    /** Combinations that a float can count. */
    private static final int MOST = 1 << 24;

    public Staple {
        Check.within("rounds", rounds, 1, 10_000);
        Check.above("tolerance", tolerance, 0);
        Check.within("trust", trust, 0.5, 0.999);
    }

    @Override
    public int width(int members, int classes) {
        if (Math.pow(classes, members) > MOST) {
            throw new IllegalArgumentException("rule staple: " + members + " networks and " + classes
                    + " classes make too many combinations; expected at most " + MOST);
        }
        return 1;
    }

    @Override
    public void add(int member, float[] said, float[][] sums, int at) {
        sums[0][at] += (float) (FusionRule.best(said) * Math.pow(said.length, member));
    }

    @Override
    public float[][] finish(float[][] sums, int members, int classes) {
        int[] voxels = new int[(int) Math.round(Math.pow(classes, members))];
        for (float combination : sums[0]) {
            voxels[(int) combination]++;
        }
        Map<Integer, Long> counts = new TreeMap<>();
        IntStream.range(0, voxels.length).filter(i -> voxels[i] > 0).forEach(i -> counts.put(i, (long) voxels[i]));
        Map<Integer, double[]> expected = expected(counts, members, classes);
        float[][] out = new float[classes][sums[0].length];
        for (int i = 0; i < sums[0].length; i++) {
            double[] e = expected.get((int) sums[0][i]);
            for (int c = 0; c < classes; c++) {
                out[c][i] = (float) e[c];
            }
        }
        return out;
    }

    /**
     * Probability of each class for each combination, which is Σ said_m · classes^m.
     *
     * @param counts voxels of each combination that occurs
     */
    public Map<Integer, double[]> expected(Map<Integer, Long> counts, int members, int classes) {
        Map<Integer, double[]> all = new TreeMap<>();
        double[] air = new double[classes];
        air[0] = 1;
        counts.keySet().forEach(k -> all.put(k, air));
        Map<Integer, Long> seen = new TreeMap<>(counts);
        seen.remove(0);
        long others = seen.values().stream().mapToLong(n -> n).sum();
        if (others == 0) {
            return all;
        }
        seen.put(0, Math.min(others, counts.getOrDefault(0, 0L)));
        Tables tables = new Tables(seen, members, classes);
        double[][][] theta = tables.first(trust);
        for (int round = 0; round < rounds; round++) {
            double[][][] next = tables.maximised(theta);
            double change = difference(theta, next);
            theta = next;
            if (change <= tolerance) {
                break;
            }
        }
        for (int combination : counts.keySet()) {
            all.put(combination, combination == 0 ? air : tables.expected(combination, theta));
        }
        return all;
    }

    private static double difference(double[][][] a, double[][][] b) {
        double most = 0;
        for (int m = 0; m < a.length; m++) {
            for (int s = 0; s < a[m].length; s++) {
                for (int d = 0; d < a[m][s].length; d++) {
                    most = Math.max(most, Math.abs(a[m][s][d] - b[m][s][d]));
                }
            }
        }
        return most;
    }

    /** What is counted, and the two steps of a round; tables are [network][true class][said class]. */
    private static final class Tables {
        private final Map<Integer, Long> counts;
        private final int members;
        private final int classes;
        private final double[] prior;

        Tables(Map<Integer, Long> counts, int members, int classes) {
            this.counts = counts;
            this.members = members;
            this.classes = classes;
            this.prior = new double[classes];
            double total = 0;
            for (Map.Entry<Integer, Long> e : counts.entrySet()) {
                for (int said : said(e.getKey())) {
                    prior[said] += e.getValue();
                    total += e.getValue();
                }
            }
            for (int s = 0; s < classes; s++) {
                prior[s] /= total;
            }
        }

        private int[] said(int combination) {
            int[] said = new int[members];
            for (int m = 0, rest = combination; m < members; m++, rest /= classes) {
                said[m] = rest % classes;
            }
            return said;
        }

        double[][][] first(double trust) {
            double[][][] theta = new double[members][classes][classes];
            for (double[][] of : theta) {
                for (int s = 0; s < classes; s++) {
                    Arrays.fill(of[s], (1 - trust) / (classes - 1));
                    of[s][s] = trust;
                }
            }
            return theta;
        }

        double[] expected(int combination, double[][][] theta) {
            int[] said = said(combination);
            double[] e = new double[classes];
            double total = 0;
            for (int s = 0; s < classes; s++) {
                e[s] = prior[s];
                for (int m = 0; m < members; m++) {
                    e[s] *= theta[m][s][said[m]];
                }
                total += e[s];
            }
            for (int s = 0; s < classes; s++) {
                // Tables that exclude what is said leave the first network's word.
                e[s] = total > 0 ? e[s] / total : s == said[0] ? 1 : 0;
            }
            return e;
        }

        double[][][] maximised(double[][][] theta) {
            double[][][] next = new double[members][classes][classes];
            double[] of = new double[classes];
            for (Map.Entry<Integer, Long> entry : counts.entrySet()) {
                double[] e = expected(entry.getKey(), theta);
                int[] said = said(entry.getKey());
                for (int s = 0; s < classes; s++) {
                    double weight = entry.getValue() * e[s];
                    of[s] += weight;
                    for (int m = 0; m < members; m++) {
                        next[m][s][said[m]] += weight;
                    }
                }
            }
            for (int m = 0; m < members; m++) {
                for (int s = 0; s < classes; s++) {
                    for (int d = 0; d < classes; d++) {
                        next[m][s][d] = of[s] > 0 ? next[m][s][d] / of[s] : theta[m][s][d];
                    }
                }
            }
            return next;
        }
    }
}
