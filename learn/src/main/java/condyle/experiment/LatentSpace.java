package condyle.experiment;

import condyle.image.Box;
import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.image.Volume;
import condyle.implicit.CodedKnee;
import condyle.implicit.Frame;
import condyle.implicit.Nisf;
import condyle.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The codes of the knees that an auto-decoder learnt from: their mean and the directions in which they differ most.
 *
 * <p>Directions are the principal ones, by the power method; each points to where its largest number is positive.
 */
public final class LatentSpace {
    /** A usual field of view, mm along x, y and z. */
    private static final Size VIEW = new Size(112, 140, 140);

    private static final int ROUNDS = 500;

    private final Nisf function;
    private final double[] mean;
    private final double[][] directions;
    private final int knees;

    private LatentSpace(Nisf function, float[][] codes, int wanted) {
        this.function = function;
        this.knees = codes.length;
        int length = codes[0].length;
        mean = new double[length];
        for (float[] code : codes) {
            for (int i = 0; i < length; i++) {
                mean[i] += code[i] / (double) codes.length;
            }
        }
        double[][] off = new double[codes.length][length];
        for (int k = 0; k < codes.length; k++) {
            for (int i = 0; i < length; i++) {
                off[k][i] = codes[k][i] - mean[i];
            }
        }
        directions = new double[Math.min(wanted, Math.max(0, codes.length - 1))][];
        for (int d = 0; d < directions.length; d++) {
            directions[d] = take(off);
        }
    }

    /**
     * Loads the latent space of a model.
     *
     * @param directions that are wanted; there is one fewer than knees at the most
     * @throws IOException if the model has none
     */
    public static LatentSpace load(Path folder, int directions) throws IOException {
        Model model = ModelFiles.read(folder);
        if (model.implicit().isEmpty() || !(FunctionFinder.load(folder, model).function() instanceof Nisf nisf)) {
            throw new IOException(folder + ": has no latent codes: it is no auto-decoder; expected a model whose "
                    + "model.yaml has implicit.function.type: nisf");
        }
        float[] all = nisf.codes().toFloats();
        float[][] codes = new float[(int) nisf.codes().size(0)][];
        int length = all.length / codes.length;
        for (int k = 0; k < codes.length; k++) {
            codes[k] = Arrays.copyOfRange(all, k * length, (k + 1) * length);
        }
        return new LatentSpace(nisf, codes, directions);
    }

    /** The direction of the largest spread, as long as one standard deviation; what lies along it is taken away. */
    private static double[] take(double[][] off) {
        int length = off[0].length;
        double[] v = new double[length];
        for (int i = 0; i < length; i++) {
            v[i] = Math.sin(i + 1.0);
        }
        double spread = 0;
        for (int round = 0; round < ROUNDS; round++) {
            double[] next = new double[length];
            for (double[] row : off) {
                double along = dot(row, v);
                for (int i = 0; i < length; i++) {
                    next[i] += along * row[i];
                }
            }
            spread = Math.sqrt(dot(next, next));
            if (spread == 0) {
                return next;
            }
            for (int i = 0; i < length; i++) {
                v[i] = next[i] / spread;
            }
        }
        for (double[] row : off) {
            double along = dot(row, v);
            for (int i = 0; i < length; i++) {
                row[i] -= along * v[i];
            }
        }
        double deviation = Math.sqrt(spread / off.length) * sign(v);
        double[] out = new double[length];
        for (int i = 0; i < length; i++) {
            out[i] = deviation * v[i];
        }
        return out;
    }

    private static double sign(double[] v) {
        int largest = 0;
        for (int i = 1; i < v.length; i++) {
            largest = Math.abs(v[i]) > Math.abs(v[largest]) ? i : largest;
        }
        return Math.signum(v[largest]);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** Knees that it was learnt from. */
    public int knees() {
        return knees;
    }

    /** Directions that there are. */
    public int directions() {
        return directions.length;
    }

    /** Length of a standard deviation along a direction, as a number of the code's space. */
    public double deviation(int direction) {
        return Math.sqrt(dot(directions[direction], directions[direction]));
    }

    /** A sagittal slice of a knee, one voxel thick. */
    public record Slice(Volume brightness, LabelMap labels) {}

    /**
     * A slice of the knee that lies so many standard deviations from the mean along a direction, in a usual field of view.
     *
     * @param at where the slice lies from left to right, 0–1
     */
    public Slice slice(int direction, double deviations, double at) {
        float[] code = new float[mean.length];
        for (int i = 0; i < code.length; i++) {
            code[i] = (float) (mean[i] + deviations * directions[direction][i]);
        }
        Geometry knee = Geometry.of(VIEW, Vec.of(1));
        int x = (int) Math.max(0, Math.min(VIEW.x() - 1, Math.round(at * VIEW.x())));
        Geometry grid = knee.crop(new Box(x, 0, 0, x + 1, VIEW.y(), VIEW.z()));
        CodedKnee drawn = function.knee(Tensor.of(code, 1, code.length), Frame.of(knee, function.frame()));
        return new Slice(drawn.brightness(grid), drawn.at(grid).argmax());
    }
}
