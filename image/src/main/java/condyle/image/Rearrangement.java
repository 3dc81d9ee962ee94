package condyle.image;

import java.util.stream.IntStream;

/**
 * Copy of a grid's voxels to another axis order and direction: target voxel (i, j, k) is source voxel
 * {@code base + i·step0 + j·step1 + k·step2}.
 */
record Rearrangement(Size target, int base, int step0, int step1, int step2) {
    /** Edge of the blocks that are copied at once, so that a transposition stays in the cache. */
    private static final int BLOCK = 32;

    /**
     * @param axes source axis that each target axis runs along
     * @param flips whether it runs the other way
     */
    static Rearrangement of(Size source, int[] axes, boolean[] flips) {
        int[] strides = {1, source.x(), source.x() * source.y()};
        int base = 0;
        int[] steps = new int[3];
        for (int i = 0; i < 3; i++) {
            int stride = strides[axes[i]];
            steps[i] = flips[i] ? -stride : stride;
            base += flips[i] ? stride * (source.along(axes[i]) - 1) : 0;
        }
        Size target = new Size(source.along(axes[0]), source.along(axes[1]), source.along(axes[2]));
        return new Rearrangement(target, base, steps[0], steps[1], steps[2]);
    }

    boolean isIdentity() {
        return base == 0 && step0 == 1 && step1 == target.x() && step2 == target.x() * target.y();
    }

    float[] apply(float[] in) {
        float[] out = new float[in.length];
        run((to, from, count) -> {
            for (int i = 0; i < count; i++) {
                out[to + i] = in[from + i * step0];
            }
        });
        return out;
    }

    byte[] apply(byte[] in) {
        byte[] out = new byte[in.length];
        run((to, from, count) -> {
            for (int i = 0; i < count; i++) {
                out[to + i] = in[from + i * step0];
            }
        });
        return out;
    }

    private interface Row {
        void copy(int to, int from, int count);
    }

    private void run(Row row) {
        int blocks = (target.z() + BLOCK - 1) / BLOCK;
        IntStream.range(0, blocks).parallel().forEach(b -> {
            int endZ = Math.min(target.z(), (b + 1) * BLOCK);
            for (int y = 0; y < target.y(); y += BLOCK) {
                for (int x = 0; x < target.x(); x += BLOCK) {
                    block(row, x, y, b * BLOCK, endZ);
                }
            }
        });
    }

    private void block(Row row, int x, int y0, int z0, int endZ) {
        int endY = Math.min(target.y(), y0 + BLOCK);
        int count = Math.min(BLOCK, target.x() - x);
        for (int z = z0; z < endZ; z++) {
            for (int y = y0; y < endY; y++) {
                row.copy(target.index(x, y, z), base + x * step0 + y * step1 + z * step2, count);
            }
        }
    }
}
