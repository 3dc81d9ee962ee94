package condyle.phantom;

import condyle.image.Geometry;
import condyle.image.Size;
import condyle.image.Vec;
import java.util.SplittableRandom;

/**
 * What makes one tissue uneven: patches in all, fibres along the leg in muscle, tendon and ligament, strands in fat.
 *
 * <p>Rows are independent, so a slab of a larger grid looks as it does in the whole.
 */
final class Texture {
    private static final double[] COARSE = {5, 5, 5};
    private static final double FINE = 1.6;
    private static final double ACROSS = 1.5;
    private static final double ALONG = 14;
    private static final byte[] KIND = kinds();

    private final Size size;
    private final Noise.Field coarse;
    private final Noise.Field fine;
    private final Noise.Field fibre;
    private final float[] a;
    private final float[] b;
    private final float[] f;

    Texture(Geometry grid, long seed) {
        size = grid.size();
        Noise noise = new Noise(new SplittableRandom(seed).nextLong());
        Vec s = grid.spacing();
        int[] n = {size.x(), size.y(), size.z()};
        float[] large = new float[3];
        float[] small = new float[3];
        float[] long1 = new float[3];
        for (int axis = 0; axis < 3; axis++) {
            double up = Math.abs(grid.toWorld().column(axis).z()) / s.along(axis);
            large[axis] = (float) Math.max(1, COARSE[axis] / s.along(axis));
            small[axis] = (float) Math.max(1, FINE / s.along(axis));
            long1[axis] = (float) Math.max(1, (up > 0.7 ? ALONG : ACROSS) / s.along(axis));
        }
        coarse = new Noise.Field(noise, n, large);
        fine = new Noise.Field(noise, n, small);
        fibre = new Noise.Field(noise, n, long1);
        a = new float[size.x()];
        b = new float[size.x()];
        f = new float[size.x()];
    }

    private static byte[] kinds() {
        byte[] k = new byte[Material.count()];
        k[Material.MUSCLE.ordinal()] = 1;
        k[Material.TENDON.ordinal()] = 1;
        k[Material.LIGAMENT.ordinal()] = 1;
        k[Material.FAT.ordinal()] = 2;
        k[Material.FAT_PAD.ordinal()] = 2;
        k[Material.SYNOVIUM.ordinal()] = 2;
        return k;
    }

    /** Writes the brightness of slice z's voxels into {@code out} at their own places. */
    void slice(byte[] data, int z, Contrast contrast, float[] out) {
        rows(data, new int[] {z, z * size.x() * size.y()}, contrast, out);
    }

    /** Writes the brightness of slice z, whose materials alone {@code data} holds, into {@code out}. */
    void plane(byte[] data, int z, Contrast contrast, float[] out) {
        rows(data, new int[] {z, 0}, contrast, out);
    }

    private void rows(byte[] data, int[] where, Contrast contrast, float[] out) {
        int z = where[0];
        float[] mean = contrast.mean();
        float[] deviation = contrast.texture();
        for (int y = 0; y < size.y(); y++) {
            coarse.row(y, z, a, size.x());
            fine.row(y, z, b, size.x());
            fibre.row(y, z, f, size.x());
            int at = where[1] + y * size.x();
            for (int i = 0; i < a.length; i++) {
                int m = data[at + i];
                byte kind = KIND[m];
                float t = kind == 0
                        ? 0.7f * a[i] + 0.7f * b[i]
                        : kind == 1
                                ? 0.6f * a[i] + 0.5f * f[i] - 2.2f * Math.max(0, f[i] - 1.5f)
                                : 0.5f * a[i] + 0.5f * b[i] + 1.2f * Math.max(0, 0.45f - Math.abs(b[i])) - 0.3f;
                out[at + i] = Math.max(0, mean[m] + deviation[m] * t);
            }
        }
    }
}
