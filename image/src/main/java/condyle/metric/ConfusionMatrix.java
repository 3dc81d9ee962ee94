package condyle.metric;

import condyle.image.LabelMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * How often each class was taken for each: voxels by reference class (row) and predicted class (column).
 *
 * <p>The first class is the background: whatever is in none of the others.
 */
public final class ConfusionMatrix {
    /** Name of the first class. */
    public static final String BACKGROUND = "background";

    private final List<String> classes;
    private final long[][] voxels;

    private ConfusionMatrix(List<String> classes, long[][] voxels) {
        this.classes = classes;
        this.voxels = voxels;
    }

    /**
     * Wraps counts, which are not copied.
     *
     * @throws IllegalArgumentException if there is not a row and a column for each class
     */
    public static ConfusionMatrix of(List<String> classes, long[][] voxels) {
        for (long[] row : voxels) {
            if (row.length != classes.size() || voxels.length != classes.size()) {
                throw new IllegalArgumentException("confusion matrix: " + voxels.length + " rows, one of " + row.length
                        + " columns; expected " + classes.size() + " of both");
            }
        }
        return new ConfusionMatrix(List.copyOf(classes), voxels);
    }

    /**
     * Counts two label maps of one grid.
     *
     * <p>Classes are the names that both schemes can tell, the finest that overlap nowhere: tissues before groups, in the
     * prediction's order. What only one of the schemes can tell counts as background there.
     *
     * @throws IllegalArgumentException if the grids differ
     */
    public static ConfusionMatrix of(LabelMap prediction, LabelMap reference) {
        prediction.geometry().requireSameGrid("prediction", "reference", reference.geometry());
        List<String> classes = new ArrayList<>(List.of(BACKGROUND));
        int[] ofPrediction = new int[256];
        int[] ofReference = new int[256];
        for (String name : prediction.labels().names()) {
            BitSet p = prediction.labels().numbers(name).orElseThrow();
            BitSet r = reference.labels().numbers(name).orElseGet(BitSet::new);
            if (!r.isEmpty() && free(ofPrediction, p) && free(ofReference, r)) {
                p.stream().forEach(n -> ofPrediction[n] = classes.size());
                r.stream().forEach(n -> ofReference[n] = classes.size());
                classes.add(name);
            }
        }
        long[][] voxels = new long[classes.size()][classes.size()];
        for (int i = 0; i < prediction.data().length; i++) {
            voxels[ofReference[reference.data()[i] & 0xff]][
                    ofPrediction[prediction.data()[i] & 0xff]]++;
        }
        return new ConfusionMatrix(List.copyOf(classes), voxels);
    }

    private static boolean free(int[] taken, BitSet numbers) {
        return numbers.stream().allMatch(n -> taken[n] == 0);
    }

    public List<String> classes() {
        return classes;
    }

    /** Voxels of a reference class that were predicted as another. */
    public long voxels(int reference, int predicted) {
        return voxels[reference][predicted];
    }

    /** The share of a reference class that was predicted as another; NaN where the reference has none of it. */
    public double share(int reference, int predicted) {
        long all = Arrays.stream(voxels[reference]).sum();
        return (double) voxels[reference][predicted] / all;
    }

    /**
     * The sum of both.
     *
     * @throws IllegalArgumentException if they count other classes
     */
    public ConfusionMatrix plus(ConfusionMatrix more) {
        if (!classes.equals(more.classes)) {
            throw new IllegalArgumentException("confusion matrices of other classes: " + String.join(", ", classes)
                    + " and " + String.join(", ", more.classes));
        }
        long[][] sum = new long[voxels.length][];
        for (int r = 0; r < sum.length; r++) {
            sum[r] = voxels[r].clone();
            for (int p = 0; p < sum.length; p++) {
                sum[r][p] += more.voxels[r][p];
            }
        }
        return new ConfusionMatrix(classes, sum);
    }

    /** Intersection over union of one class; NaN where neither side has it. */
    public double iou(int of) {
        long union = -voxels[of][of];
        for (int k = 0; k < voxels.length; k++) {
            union += voxels[of][k] + voxels[k][of];
        }
        return (double) voxels[of][of] / union;
    }

    /** Mean IoU of the classes without the background; those that neither side has are left out. */
    public double meanIou() {
        return meanIou(1);
    }

    /** Mean IoU of all classes, the background being one of them. */
    public double meanIouWithBackground() {
        return meanIou(0);
    }

    private double meanIou(int first) {
        double sum = 0;
        int n = 0;
        for (int k = first; k < voxels.length; k++) {
            double iou = iou(k);
            if (!Double.isNaN(iou)) {
                sum += iou;
                n++;
            }
        }
        return sum / n;
    }
}
