package condyle.phantom;

/**
 * Fast Gaussian numbers for images, the same for the same seed.
 *
 * <p>A row of numbers is the sum of two runs of one fixed table, begun at random places: 2³² rows differ, neighbours in a
 * row are independent, and the loop runs on vectors.
 */
final class Noise {
    private static final int TABLE = 1 << 16;
    private static final int RUN = 1 << 10;
    private static final float HALF = (float) Math.sqrt(0.5);
    private static final float[] NORMAL = normal();

    private long state;

    Noise(long seed) {
        long z = (seed + 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        state = z == 0 ? 1 : z;
        for (int i = 0; i < 4; i++) {
            next();
        }
    }

    /** Box and Muller's transform (doi:10.1214/aoms/1177706645), then exactly mean 0 and deviation 1. */
    private static float[] normal() {
        Noise uniform = new Noise(0xC0DE);
        double[] g = new double[TABLE];
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < TABLE; i++) {
            double u = ((uniform.next() >>> 11) + 1) * 0x1p-53;
            double turn = (uniform.next() >>> 11) * 0x1p-53;
            g[i] = StrictMath.sqrt(-2 * StrictMath.log(u)) * StrictMath.cos(2 * Math.PI * turn);
            sum += g[i];
            squares += g[i] * g[i];
        }
        double mean = sum / TABLE;
        double scale = 1 / Math.sqrt(squares / TABLE - mean * mean);
        float[] table = new float[TABLE + RUN];
        for (int i = 0; i < table.length; i++) {
            table[i] = (float) ((g[i % TABLE] - mean) * scale);
        }
        return table;
    }

    private long next() {
        long s = state;
        s ^= s << 13;
        s ^= s >>> 7;
        s ^= s << 17;
        state = s;
        return s;
    }

    /** Writes normal numbers times {@code deviation}, mean 0, into the first {@code count} places. */
    void fill(float[] out, int count, float deviation) {
        float[] table = NORMAL;
        float scale = HALF * deviation;
        for (int from = 0; from < count; from += RUN) {
            long s = next();
            int a = (int) (s >>> 48) - from;
            int b = (int) (s >>> 24 & 0xffff) - from;
            int to = Math.min(count, from + RUN);
            for (int i = from; i < to; i++) {
                out[i] = scale * (table[a + i] + table[b + i]);
            }
        }
    }
}
