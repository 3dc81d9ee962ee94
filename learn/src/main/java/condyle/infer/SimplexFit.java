package condyle.infer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The weights of a linear fusion with the highest mean Dice on labelled knees, by branch and bound over the simplex.
 *
 * <p>A weighted sum names a voxel by the class with the largest sum. That class is the same throughout a cell, a smaller
 * simplex, if it is the same at all its corners, since between corners each class's sum is linear. So in a cell most voxels are
 * settled; were every other one named right, Dice would be as high as it can get there: a bound. The cell with the highest
 * bound is halved along its longest edge, until no bound lies more than the tolerance above the best corner found. Grids and
 * ascents cannot say how far from the best they end, as Dice is a staircase in the weights; this does.
 */
public final class SimplexFit {
    /**
     * What was found.
     *
     * @param dice mean over knees and groups that occur, with these weights
     * @param bound no weights reach more than this
     * @param cells looked at
     */
    public record Result(List<Double> weights, double dice, double bound, int cells) {}

    /**
     * @param corners weights of the corners
     * @param open numbers of the voxels that are not settled
     * @param named class of each open voxel at each corner
     * @param sums of the settled voxels, {@link Sums}
     */
    private record Cell(double[][] corners, int[] open, byte[][] named, Sums sums, double bound, int number) {}

    /** Voxels rightly named and named at all, a number for each knee and group. */
    private record Sums(double[] right, double[] said) {
        Sums copy() {
            return new Sums(right.clone(), said.clone());
        }

        void add(int place, int truthPlace, double weight) {
            said[place] += weight;
            right[place] += place == truthPlace ? weight : 0;
        }
    }

    private final int members;
    private final int classes;
    private final int groups;
    private final byte[] groupOf;
    private final double[] truth;
    private final int[] knee;
    private final byte[] group;
    private final float[] weight;
    private final short[] said;
    private double best = -1;
    private double[] bestWeights;
    private int cells;

    private SimplexFit(List<Said> cases) {
        Said first = cases.get(0);
        members = first.members();
        classes = first.classes();
        groups = first.groups();
        groupOf = first.groupOf();
        truth = new double[cases.size() * groups];
        int count = cases.stream().mapToInt(s -> s.open().count()).sum();
        knee = new int[count];
        group = new byte[count];
        weight = new float[count];
        said = new short[count * members * classes];
        int at = 0;
        for (int k = 0; k < cases.size(); k++) {
            Said.Points open = cases.get(k).open();
            Arrays.fill(knee, at, at + open.count(), k);
            System.arraycopy(open.truth(), 0, group, at, open.count());
            System.arraycopy(open.weight(), 0, weight, at, open.count());
            System.arraycopy(open.said(), 0, said, at * members * classes, open.said().length);
            long[] of = cases.get(k).truth();
            for (int g = 0; g < groups; g++) {
                truth[k * groups + g] = of[g];
            }
            at += open.count();
        }
    }

    /**
     * Finds the weights.
     *
     * @param tolerance how much higher a mean Dice may be anywhere than the one found
     * @param most cells to look at; where they are used up, the bound says how far the search came
     */
    public static Result of(List<Said> cases, double tolerance, int most) {
        SimplexFit fit = new SimplexFit(cases);
        Sums sums = fit.agreed(cases);
        PriorityQueue<Cell> queue = new PriorityQueue<>(
                Comparator.comparingDouble((Cell c) -> -c.bound).thenComparingInt(c -> c.number));
        queue.add(fit.root(sums));
        double given = 0;
        while (!queue.isEmpty() && queue.peek().bound - fit.best > tolerance && fit.cells < most) {
            for (Cell child : fit.halves(queue.poll())) {
                if (child.bound - fit.best > tolerance) {
                    queue.add(child);
                } else {
                    given = Math.max(given, child.bound);
                }
            }
        }
        double bound = Math.max(Math.max(fit.best, given), queue.isEmpty() ? 0 : queue.peek().bound);
        List<Double> weights = new ArrayList<>();
        for (double w : fit.bestWeights) {
            weights.add(w);
        }
        return new Result(weights, fit.best, bound, fit.cells);
    }

    private Sums agreed(List<Said> cases) {
        Sums sums = new Sums(new double[truth.length], new double[truth.length]);
        for (int k = 0; k < cases.size(); k++) {
            long[][] agreed = cases.get(k).agreed();
            for (int g = 0; g < groups; g++) {
                for (int c = 0; c < classes; c++) {
                    sums.add(k * groups + groupOf[c], k * groups + g, agreed[g][c]);
                }
            }
        }
        return sums;
    }

    private Cell root(Sums settled) {
        double[][] corners = new double[members][members];
        int[] open = new int[knee.length];
        Arrays.setAll(open, i -> i);
        byte[][] named = new byte[members][];
        for (int m = 0; m < members; m++) {
            corners[m][m] = 1;
            named[m] = named(corners[m], open);
            look(corners[m], open, named[m], settled);
        }
        return new Cell(corners, open, named, settled, bound(open, settled), cells++);
    }

    private List<Cell> halves(Cell cell) {
        int p = 0;
        int q = 1;
        double longest = -1;
        for (int i = 0; i < members; i++) {
            for (int j = i + 1; j < members; j++) {
                double length = distance(cell.corners[i], cell.corners[j]);
                if (length > longest + 1e-12) {
                    longest = length;
                    p = i;
                    q = j;
                }
            }
        }
        double[] middle = new double[members];
        for (int m = 0; m < members; m++) {
            middle[m] = (cell.corners[p][m] + cell.corners[q][m]) / 2;
        }
        byte[] named = named(middle, cell.open);
        look(middle, cell.open, named, cell.sums);
        return List.of(child(cell, p, middle, named), child(cell, q, middle, named));
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int m = 0; m < a.length; m++) {
            sum += (a[m] - b[m]) * (a[m] - b[m]);
        }
        return sum;
    }

    /** The half of a cell in which a corner gives way to the middle of its longest edge. */
    private Cell child(Cell cell, int corner, double[] middle, byte[] named) {
        double[][] corners = cell.corners.clone();
        corners[corner] = middle;
        byte[][] all = cell.named.clone();
        all[corner] = named;
        Sums sums = cell.sums.copy();
        int[] still = new int[cell.open.length];
        int count = 0;
        for (int i = 0; i < cell.open.length; i++) {
            if (settled(all, i)) {
                add(sums, cell.open[i], all[0][i]);
            } else {
                still[count++] = i;
            }
        }
        int[] open = new int[count];
        byte[][] kept = new byte[members][count];
        for (int j = 0; j < count; j++) {
            open[j] = cell.open[still[j]];
            for (int m = 0; m < members; m++) {
                kept[m][j] = all[m][still[j]];
            }
        }
        return new Cell(corners, open, kept, sums, bound(open, sums), cells++);
    }

    private static boolean settled(byte[][] named, int i) {
        for (int m = 1; m < named.length; m++) {
            if (named[m][i] != named[0][i]) {
                return false;
            }
        }
        return true;
    }

    private void add(Sums sums, int voxel, byte name) {
        int start = knee[voxel] * groups;
        sums.add(start + groupOf[name], start + group[voxel], weight[voxel]);
    }

    /** Class of each open voxel with these weights; of two that tie the lower one. */
    private byte[] named(double[] weights, int[] open) {
        byte[] named = new byte[open.length];
        for (int i = 0; i < open.length; i++) {
            int start = open[i] * members * classes;
            double most = -1;
            for (int c = 0; c < classes; c++) {
                double sum = 0;
                for (int m = 0; m < members; m++) {
                    sum += weights[m] * (said[start + m * classes + c] & 0xffff);
                }
                if (sum > most) {
                    most = sum;
                    named[i] = (byte) c;
                }
            }
        }
        return named;
    }

    /** Takes weights as the best so far, if they are. */
    private void look(double[] weights, int[] open, byte[] named, Sums settled) {
        Sums sums = settled.copy();
        for (int i = 0; i < open.length; i++) {
            add(sums, open[i], named[i]);
        }
        double dice = dice(sums);
        if (dice > best) {
            best = dice;
            bestWeights = weights;
        }
    }

    /** Dice if every open voxel were named right. */
    private double bound(int[] open, Sums settled) {
        Sums sums = settled.copy();
        for (int voxel : open) {
            int place = knee[voxel] * groups + group[voxel];
            sums.add(place, place, weight[voxel]);
        }
        return dice(sums);
    }

    private double dice(Sums sums) {
        double total = 0;
        int count = 0;
        for (int place = 0; place < truth.length; place++) {
            if (place % groups > 0 && truth[place] > 0) {
                total += 2 * sums.right[place] / (sums.said[place] + truth[place]);
                count++;
            }
        }
        return count == 0 ? 0 : total / count;
    }
}
