package condyle.bench;

import condyle.tensor.Scope;
import condyle.tensor.Tensor;
import java.util.Arrays;

/** Seconds that something takes. */
final class Timer {
    private static final int MATRIX = 3072;

    private Timer() {}

    /** Median of so many runs after others that do not count. */
    static double median(int warm, int runs, Runnable what) {
        double[] seconds = new double[runs];
        for (int i = -warm; i < runs; i++) {
            long start = System.nanoTime();
            what.run();
            if (i >= 0) {
                seconds[i] = (System.nanoTime() - start) * 1e-9;
            }
        }
        Arrays.sort(seconds);
        return seconds[runs / 2];
    }

    /** Best floating-point operations a second of a large product of matrices in single precision. */
    static double sgemmPeak() {
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 6; i++) {
            try (Scope scope = new Scope()) {
                Tensor a = Tensor.full(0.5, MATRIX, MATRIX);
                long start = System.nanoTime();
                a.matmul(a);
                best = Math.min(best, (System.nanoTime() - start) * 1e-9);
            }
        }
        return 2.0 * MATRIX * MATRIX * MATRIX / best;
    }
}
