package condyle.report;

import condyle.image.Volume;
import java.util.Arrays;

/** Range of grey values shown from black to white. */
record GreyWindow(float low, float high) {
    private static final int SAMPLES = 200_000;
    private static final double BLACK = 0.02;
    private static final double WHITE = 0.997;

    /** From the 2nd to the 99.7th percentile of the finite voxels; a constant image is shown black. */
    static GreyWindow of(Volume volume) {
        float[] data = volume.data();
        int step = Math.max(1, data.length / SAMPLES);
        float[] some = new float[data.length / step];
        int n = 0;
        for (int i = 0; i < some.length; i++) {
            float v = data[i * step];
            if (Float.isFinite(v)) {
                some[n++] = v;
            }
        }
        if (n == 0) {
            return new GreyWindow(0, 1);
        }
        Arrays.sort(some, 0, n);
        float low = some[(int) (BLACK * (n - 1))];
        float high = some[(int) (WHITE * (n - 1))];
        return new GreyWindow(low, high > low ? high : low + 1);
    }

    /** 0 (black) to 255 (white). */
    int level(double value) {
        double v = 255 * (value - low) / (high - low);
        return v > 0 ? (int) Math.min(255, Math.round(v)) : 0;
    }
}
