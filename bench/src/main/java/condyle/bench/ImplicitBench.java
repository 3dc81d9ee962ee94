package condyle.bench;

import condyle.implicit.FitTimer;
import condyle.tensor.Engine;
import java.util.Locale;

/**
 * Coordinate networks: floating-point operations a second of forward passes beside the best of matrix products, and seconds of
 * a fit of a latent code.
 */
public final class ImplicitBench {
    /** Steps of the published fit, and points of ours. */
    private static final int STEPS = 672;

    private static final int POINTS = 8192;
    /** A heart of 208 × 208 × 10 voxels, every second in the plane: what the published fit sees in each step. */
    private static final int HEART = 104 * 104 * 10;

    private ImplicitBench() {}

    /** Arguments: steps that are timed; the whole fit where there is none. */
    public static void main(String[] args) {
        int timed = args.length > 0 ? Integer.parseInt(args[0]) : STEPS;
        Engine.threads(Runtime.getRuntime().availableProcessors());
        System.out.printf("%d threads, %s%n", Engine.threads(), Engine.version());
        double peak = Timer.sgemmPeak();
        System.out.printf(Locale.ROOT, "sgemm peak %.0f GFLOP/s%n", peak * 1e-9);
        for (String activation : new String[] {"relu", "gabor"}) {
            FitTimer timer = new FitTimer(activation);
            for (int chunk : new int[] {1024, 2048, 4096, 8192}) {
                double rate = timer.forward(chunk);
                System.out.printf(
                        Locale.ROOT,
                        "%-6s 8 × 128 forward, chunks of %4d points: %4.0f GFLOP/s, %.2f of the peak%n",
                        activation,
                        chunk,
                        rate * 1e-9,
                        rate / peak);
            }
        }
        FitTimer timer = new FitTimer("gabor");
        double step = timer.fit(POINTS, timed);
        System.out.printf(
                Locale.ROOT,
                "fit of a code, %d points: %.1f ms a step, %.0f s for %d steps%n",
                POINTS,
                1e3 * step,
                STEPS * step,
                STEPS);
        double whole = timer.fit(HEART, Math.max(1, timed / 50));
        System.out.printf(
                Locale.ROOT,
                "published sampling, %d points of a heart: %.0f ms a step, %.1f min for %d steps (document 002: 3 to 7 min)%n",
                HEART,
                1e3 * whole,
                STEPS * whole / 60,
                STEPS);
    }
}
