package condyle.infer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Fits a weight for each network and class and a bias for each class, by ascending the mean soft Dice of the groups that
 * occur.
 *
 * <p>Perslev et al., 2019, arXiv:1911.01764, whose fusion model begins likewise with all weights 1 and biases 0 and has the
 * same weight decay. Differs from it: all voxels on which networks differ at once, with some of the others, instead of
 * batches of voxels drawn from a few knees; so no random numbers, and no early stop, for some dozens of numbers cannot learn
 * voxels by heart. Same bytes whatever the number of threads.
 */
public final class SoftmaxFit {
    private static final int STEPS = 300;
    private static final double RATE = 0.05;
    private static final double DECAY = 1e-6;
    private static final int CHUNK = 8192;
    /** Voxels added to both sides of a Dice. */
    private static final double SMOOTH = 1;

    private final List<Said.Points> points;
    private final int members;
    private final int classes;
    private final int groups;
    private final byte[] groupOf;
    private final List<int[]> chunks = new ArrayList<>();

    private SoftmaxFit(List<Said> cases) {
        Said first = cases.get(0);
        members = first.members();
        classes = first.classes();
        groups = first.groups();
        groupOf = first.groupOf();
        points = cases.stream()
                .flatMap(s -> Stream.of(s.open(), s.doubtful(), s.calm()))
                .toList();
        for (int p = 0; p < points.size(); p++) {
            for (int from = 0; from < points.get(p).count(); from += CHUNK) {
                chunks.add(new int[] {p, from, Math.min(points.get(p).count(), from + CHUNK)});
            }
        }
    }

    /** Fits the rule. */
    public static FusionRules.PerClass of(List<Said> cases) {
        SoftmaxFit fit = new SoftmaxFit(cases);
        int weights = fit.members * fit.classes;
        double[] x = new double[weights + fit.classes];
        Arrays.fill(x, 0, weights, 1);
        double[] mean = new double[x.length];
        double[] square = new double[x.length];
        for (int step = 1; step <= STEPS; step++) {
            double[] gradient = fit.gradient(x);
            double rate = RATE * 0.5 * (1 + Math.cos(Math.PI * (step - 1) / STEPS));
            for (int i = 0; i < x.length; i++) {
                double g = gradient[i] + (i < weights ? 2 * DECAY * x[i] / weights : 0);
                mean[i] = 0.9 * mean[i] + 0.1 * g;
                square[i] = 0.999 * square[i] + 0.001 * g * g;
                double m = mean[i] / (1 - Math.pow(0.9, step));
                double s = square[i] / (1 - Math.pow(0.999, step));
                x[i] -= rate * m / (Math.sqrt(s) + 1e-12);
            }
        }
        List<List<Double>> all = new ArrayList<>();
        for (int m = 0; m < fit.members; m++) {
            all.add(Arrays.stream(x, m * fit.classes, (m + 1) * fit.classes)
                    .boxed()
                    .toList());
        }
        return new FusionRules.PerClass(
                all, Arrays.stream(x, weights, x.length).boxed().toList());
    }

    /** Gradient of one minus the mean soft Dice. */
    private double[] gradient(double[] x) {
        double[] sums = summed(chunk -> sums(x, chunk), 3 * groups);
        double[] ofSaid = new double[groups];
        double[] ofRight = new double[groups];
        int present = 0;
        for (int g = 1; g < groups; g++) {
            present += sums[3 * g + 2] > 0 ? 1 : 0;
        }
        for (int g = 1; g < groups; g++) {
            double below = sums[3 * g] + sums[3 * g + 2] + SMOOTH;
            if (sums[3 * g + 2] > 0) {
                ofRight[g] = -2 / below / present;
                ofSaid[g] = (2 * sums[3 * g + 1] + SMOOTH) / (below * below) / present;
            }
        }
        return summed(chunk -> slopes(x, chunk, ofRight, ofSaid), x.length);
    }

    private interface OfChunk {
        double[] of(int[] chunk);
    }

    /** Chunks may be worked on in any order; they are summed up in one. */
    private double[] summed(OfChunk work, int length) {
        double[][] parts = new double[chunks.size()][];
        IntStream.range(0, parts.length).parallel().forEach(i -> parts[i] = work.of(chunks.get(i)));
        double[] sum = new double[length];
        for (double[] part : parts) {
            for (int i = 0; i < length; i++) {
                sum[i] += part[i];
            }
        }
        return sum;
    }

    /** Of each group: what is said of it, what of that is right, how much there is. */
    private double[] sums(double[] x, int[] chunk) {
        Said.Points of = points.get(chunk[0]);
        double[] sums = new double[3 * groups];
        double[] p = new double[classes];
        for (int i = chunk[1]; i < chunk[2]; i++) {
            softmax(x, of, i, p);
            double w = of.weight()[i];
            int truth = of.truth()[i];
            for (int c = 0; c < classes; c++) {
                int g = groupOf[c];
                sums[3 * g] += w * p[c];
                sums[3 * g + 1] += g == truth ? w * p[c] : 0;
            }
            sums[3 * truth + 2] += w;
        }
        return sums;
    }

    private double[] slopes(double[] x, int[] chunk, double[] ofRight, double[] ofSaid) {
        Said.Points of = points.get(chunk[0]);
        double[] slopes = new double[x.length];
        double[] p = new double[classes];
        double[] d = new double[classes];
        for (int i = chunk[1]; i < chunk[2]; i++) {
            softmax(x, of, i, p);
            double mean = 0;
            for (int c = 0; c < classes; c++) {
                int g = groupOf[c];
                d[c] = of.weight()[i] * (ofSaid[g] + (g == of.truth()[i] ? ofRight[g] : 0));
                mean += p[c] * d[c];
            }
            for (int c = 0; c < classes; c++) {
                double slope = p[c] * (d[c] - mean);
                slopes[members * classes + c] += slope;
                for (int m = 0; m < members; m++) {
                    slopes[m * classes + c] += slope * said(of, i, m, c);
                }
            }
        }
        return slopes;
    }

    private double said(Said.Points of, int i, int member, int c) {
        return (of.said()[(i * members + member) * classes + c] & 0xffff) * (double) Said.UNIT;
    }

    private void softmax(double[] x, Said.Points of, int i, double[] p) {
        double highest = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < classes; c++) {
            p[c] = x[members * classes + c];
            for (int m = 0; m < members; m++) {
                p[c] += x[m * classes + c] * said(of, i, m, c);
            }
            highest = Math.max(highest, p[c]);
        }
        double total = 0;
        for (int c = 0; c < classes; c++) {
            p[c] = Math.exp(p[c] - highest);
            total += p[c];
        }
        for (int c = 0; c < classes; c++) {
            p[c] /= total;
        }
    }
}
