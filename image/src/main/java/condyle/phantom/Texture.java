package condyle.phantom;

import condyle.image.Geometry;
import condyle.image.Size;
import condyle.image.Vec;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * What makes one tissue uneven: patches in all, fibres along the leg in muscle, tendon and ligament, septa in fat, red
 * patches in marrow, and fat that is suppressed less well here than there.
 *
 * <p>Rows are independent, so a slab of a larger grid looks as it does in the whole.
 */
final class Texture {
    private static final double WIDE = 16;
    private static final double COARSE = 5;
    private static final double FINE = 1.8;
    private static final double ACROSS = 1.6;
    private static final double ALONG = 14;
    private static final int PLAIN = 0;
    private static final int FIBRES = 1;
    private static final int FAT = 2;
    private static final int MARROW = 3;
    private static final byte[] KIND = kinds();

    private static final int WIDE_FIELD = 0, COARSE_FIELD = 1, FINE_FIELD = 2, FIBRE_FIELD = 3, FIELDS = 4;

    private final Size size;
    private final SmoothField[] fields;
    private final float[][] sheets = new float[FIELDS][];
    private final float[][] rows = new float[FIELDS][];
    /** Along one row: what is added to the mean times the texture, or to it, and what it is multiplied by. */
    private final float[] plain;

    private final float[] along;
    private final float[] sheath;
    private final float[] strand;
    private final float[] level;
    private final float[] patch;

    Texture(Geometry grid, long seed) {
        this(grid.size(), fields(grid, seed));
    }

    private Texture(Size size, SmoothField[] fields) {
        this.size = size;
        this.fields = fields;
        for (int i = 0; i < FIELDS; i++) {
            sheets[i] = fields[i].sheet();
            rows[i] = new float[size.x()];
        }
        plain = new float[size.x()];
        along = new float[size.x()];
        sheath = new float[size.x()];
        strand = new float[size.x()];
        level = new float[size.x()];
        patch = new float[size.x()];
    }

    /** The same texture for another thread. */
    Texture again() {
        return new Texture(size, fields);
    }

    private static SmoothField[] fields(Geometry grid, long seed) {
        Noise noise = new Noise(new SplittableRandom(seed).nextLong());
        Size size = grid.size();
        Vec s = grid.spacing();
        float[][] cell = new float[FIELDS][3];
        for (int axis = 0; axis < 3; axis++) {
            double up = Math.abs(grid.toWorld().column(axis).z()) / s.along(axis);
            double[] mm = {WIDE, COARSE, FINE, up > 0.7 ? ALONG : ACROSS};
            for (int i = 0; i < FIELDS; i++) {
                cell[i][axis] = (float) Math.max(1, mm[i] / s.along(axis));
            }
        }
        SmoothField[] fields = new SmoothField[FIELDS];
        for (int i = 0; i < FIELDS; i++) {
            fields[i] = new SmoothField(noise, new int[] {size.x(), size.y(), size.z()}, cell[i]);
        }
        return fields;
    }

    private static byte[] kinds() {
        byte[] k = new byte[Material.count()];
        for (Material m : Material.values()) {
            k[m.ordinal()] = (byte)
                    switch (m) {
                        case MUSCLE, TENDON, LIGAMENT -> FIBRES;
                        case FAT, FAT_PAD, SYNOVIUM -> FAT;
                        default -> m.isMarrow() || m.isOedema() ? MARROW : PLAIN;
                    };
        }
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

    private void rows(byte[] data, int[] where, Contrast contrast, float[] to) {
        int z = where[0];
        for (int i = 0; i < FIELDS; i++) {
            fields[i].slice(z, sheets[i]);
        }
        for (int y = 0; y < size.y(); y++) {
            int at = where[1] + y * size.x();
            if (empty(data, at)) {
                Arrays.fill(to, at, at + plain.length, contrast.mean()[0]);
                continue;
            }
            for (int i = 0; i < FIELDS; i++) {
                fields[i].row(y, sheets[i], rows[i]);
            }
            variations(contrast.detail());
            row(data, at, contrast, to);
        }
    }

    private boolean empty(byte[] data, int at) {
        int any = 0;
        for (int i = at; i < at + plain.length; i++) {
            any |= data[i];
        }
        return any == 0;
    }

    /** Simple loops over whole rows, of which all but the last step of {@link #row} is made, run on vectors. */
    private void variations(Contrast.Detail d) {
        float[] w = rows[WIDE_FIELD];
        float[] a = rows[COARSE_FIELD];
        float[] b = rows[FINE_FIELD];
        float[] f = rows[FIBRE_FIELD];
        float strands = (float) d.strands();
        float septa = (float) d.septa();
        float uneven = (float) d.uneven();
        float red = (float) d.red();
        for (int i = 0; i < plain.length; i++) {
            plain[i] = 0.7f * (a[i] + b[i]);
        }
        for (int i = 0; i < plain.length; i++) {
            along[i] = 0.6f * a[i] + 0.35f * f[i] + 0.3f * b[i];
        }
        for (int i = 0; i < plain.length; i++) {
            // Thin where the fibres' field passes through zero, and only in some bundles.
            float bundle = Math.min(1, Math.max(0, 0.8f * w[i] + 0.5f * a[i]));
            sheath[i] = 1 - strands * bundle * Math.max(0, 1 - 4 * Math.abs(f[i]));
        }
        for (int i = 0; i < plain.length; i++) {
            strand[i] = septa * Math.max(0, 0.4f - Math.abs(b[i] + 0.3f * a[i]));
        }
        for (int i = 0; i < plain.length; i++) {
            level[i] = 1 + uneven * Math.max(-0.9f, w[i]);
        }
        for (int i = 0; i < plain.length; i++) {
            patch[i] = red * Math.min(1, Math.max(0, 0.7f * w[i] + 0.4f * a[i] - 0.2f));
        }
    }

    private void row(byte[] data, int at, Contrast contrast, float[] to) {
        float[] mean = contrast.mean();
        float[] deviation = contrast.texture();
        for (int i = 0; i < plain.length; i++) {
            int m = data[at + i];
            float v = mean[m];
            float s = deviation[m];
            switch (KIND[m]) {
                case FIBRES -> v = (v + s * along[i]) * sheath[i];
                case FAT -> v = v * level[i] + s * plain[i] + strand[i];
                case MARROW -> v = v * level[i] + s * plain[i] + patch[i];
                default -> v += s * plain[i];
            }
            to[at + i] = Math.max(0, v);
        }
    }
}
