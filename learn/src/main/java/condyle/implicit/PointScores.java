package condyle.implicit;

import condyle.loss.Grouping;

/** Points counted by their true and their predicted group, and the errors of their brightness. */
final class PointScores {
    private final Grouping grouping;
    private final byte[] groupOf;
    private final long[] both;
    private final long[] sum;
    private double squares;
    private long points;

    PointScores(Grouping grouping) {
        this.grouping = grouping;
        groupOf = grouping.groupOf();
        both = new long[grouping.count()];
        sum = new long[grouping.count()];
    }

    /** Counts a point. */
    void add(int truth, int predictedClass, double brightnessOff) {
        int group = groupOf[predictedClass];
        sum[truth]++;
        sum[group]++;
        both[truth] += truth == group ? 1 : 0;
        squares += brightnessOff * brightnessOff;
        points++;
    }

    /** Mean Dice of the groups that occur, background's left out; NaN if none does. */
    double dice() {
        double total = 0;
        int present = 0;
        for (int g = 1; g < grouping.count(); g++) {
            if (sum[g] > 0) {
                total += 2.0 * both[g] / sum[g];
                present++;
            }
        }
        return present == 0 ? Double.NaN : total / present;
    }

    /** Root mean square error of brightness. */
    double error() {
        return Math.sqrt(squares / points);
    }
}
