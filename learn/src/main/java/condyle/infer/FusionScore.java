package condyle.infer;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How well a fusion or a network names the voxels of labelled knees.
 *
 * @param tables of each knee: voxels of each true group (rows) and said group
 */
public record FusionScore(List<double[][]> tables) {
    /** One network alone. */
    public static FusionScore alone(List<Said> cases, int member) {
        return new FusionScore(
                cases.stream().map(s -> groups(s, s.alone()[member])).toList());
    }

    /** A fusion. Where not all open and doubtful voxels were kept, those that were stand for all. */
    public static FusionScore of(List<Said> cases, FusionRule rule) {
        return new FusionScore(cases.stream()
                .map(s -> rule instanceof Staple staple ? combined(s, staple) : summed(s, rule))
                .toList());
    }

    private static double[][] groups(Said said, long[][] byClass) {
        double[][] table = new double[said.groups()][said.groups()];
        for (int g = 0; g < table.length; g++) {
            for (int c = 0; c < said.classes(); c++) {
                table[g][said.groupOf()[c]] += byClass[g][c];
            }
        }
        return table;
    }

    private static double[][] summed(Said said, FusionRule rule) {
        double[][] table = groups(said, said.agreed());
        if (!rule.keepsAgreement()) {
            takeAway(said, table);
            add(said, said.doubtful(), rule, table);
        }
        add(said, said.open(), rule, table);
        return table;
    }

    /** Takes the doubtful voxels out of those counted as agreed. */
    private static void takeAway(Said said, double[][] table) {
        Said.Points doubtful = said.doubtful();
        float[] first = new float[said.classes()];
        for (int i = 0; i < doubtful.count(); i++) {
            said(said, doubtful, i, 0, first);
            table[doubtful.truth()[i]][said.groupOf()[FusionRule.best(first)]] -= doubtful.weight()[i];
        }
    }

    private static void said(Said said, Said.Points points, int i, int member, float[] to) {
        for (int c = 0; c < to.length; c++) {
            to[c] = (points.said()[(i * said.members() + member) * to.length + c] & 0xffff) * Said.UNIT;
        }
    }

    private static void add(Said said, Said.Points points, FusionRule rule, double[][] table) {
        int classes = said.classes();
        float[][] sums = new float[rule.width(said.members(), classes)][points.count()];
        float[] one = new float[classes];
        for (int i = 0; i < points.count(); i++) {
            for (int m = 0; m < said.members(); m++) {
                said(said, points, i, m, one);
                rule.add(m, one, sums, i);
            }
        }
        float[][] fused = rule.finish(sums, said.members(), classes);
        for (int i = 0; i < points.count(); i++) {
            for (int c = 0; c < classes; c++) {
                one[c] = fused[c][i];
            }
            table[points.truth()[i]][said.groupOf()[FusionRule.best(one)]] += points.weight()[i];
        }
    }

    private static double[][] combined(Said said, Staple staple) {
        Map<Integer, Long> counts = new TreeMap<>();
        said.combinations().forEach((k, n) -> counts.put(k, Arrays.stream(n).sum()));
        double[][] table = new double[said.groups()][said.groups()];
        staple.expected(counts, said.members(), said.classes()).forEach((k, expected) -> {
            int best = 0;
            for (int c = 1; c < expected.length; c++) {
                best = expected[c] > expected[best] ? c : best;
            }
            for (int g = 0; g < table.length; g++) {
                table[g][said.groupOf()[best]] += said.combinations().get(k)[g];
            }
        });
        return table;
    }

    /** The same with more knees. */
    public FusionScore and(FusionScore more) {
        return new FusionScore(
                Stream.concat(tables.stream(), more.tables.stream()).toList());
    }

    /** Mean Dice over knees and the groups that occur in each, background's left out; NaN where none occurs. */
    public double dice() {
        double sum = 0;
        int count = 0;
        for (double[][] table : tables) {
            for (int g = 1; g < table.length; g++) {
                Counts of = counts(table, g);
                if (of.truth() > 0) {
                    sum += of.dice();
                    count++;
                }
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    /** Mean Dice of a group over the knees in which it occurs. */
    public double dice(int group) {
        return tables.stream()
                .map(t -> counts(t, group))
                .filter(c -> c.truth() > 0)
                .mapToDouble(Counts::dice)
                .average()
                .orElse(Double.NaN);
    }

    /** Voxels of all knees together. */
    public Counts pooled(int group) {
        Counts sum = new Counts(0, 0, 0);
        for (double[][] table : tables) {
            Counts c = counts(table, group);
            sum = new Counts(sum.tp + c.tp, sum.fp + c.fp, sum.fn + c.fn);
        }
        return sum;
    }

    /** The table of all knees together. */
    public double[][] pooled() {
        int n = tables.get(0).length;
        double[][] sum = new double[n][n];
        for (double[][] table : tables) {
            for (int g = 0; g < n; g++) {
                for (int s = 0; s < n; s++) {
                    sum[g][s] += table[g][s];
                }
            }
        }
        return sum;
    }

    /** Mean over all groups, background's too, of TP / (TP + FP + FN) of all knees together: MIoU of 003. */
    public double meanIou() {
        int groups = tables.get(0).length;
        double sum = 0;
        for (int g = 0; g < groups; g++) {
            sum += pooled(g).iou();
        }
        return sum / groups;
    }

    private static Counts counts(double[][] table, int group) {
        double tp = table[group][group];
        double truth = 0;
        double said = 0;
        for (int g = 0; g < table.length; g++) {
            truth += table[group][g];
            said += table[g][group];
        }
        return new Counts(tp, said - tp, truth - tp);
    }

    /** Voxels rightly named, wrongly named, and missed. */
    public record Counts(double tp, double fp, double fn) {
        public double truth() {
            return tp + fn;
        }

        /** 2 TP / (2 TP + FP + FN); NaN where nothing is there and nothing said. */
        public double dice() {
            return 2 * tp / (2 * tp + fp + fn);
        }

        /** TP / (TP + FP + FN). */
        public double iou() {
            return tp / (tp + fp + fn);
        }
    }
}
