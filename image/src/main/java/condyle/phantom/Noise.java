package condyle.phantom;

/** Fast random numbers for images: xorshift, and Gaussians as sums of four 16-bit pieces (tails end at 3.4). */
final class Noise {
    private static final float SCALE = (float) (Math.sqrt(3) / 65536);
    private long state;

    Noise(long seed) {
        long z = (seed + 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        state = z == 0 ? 1 : z;
        for (int i = 0; i < 4; i++) {
            next();
        }
    }

    private long next() {
        long s = state;
        s ^= s << 13;
        s ^= s >>> 7;
        s ^= s << 17;
        state = s;
        return s;
    }

    /** About normal, mean 0, deviation 1. */
    float gaussian() {
        long s = next();
        int sum = (int) (s & 0xffff) + (int) (s >>> 16 & 0xffff) + (int) (s >>> 32 & 0xffff) + (int) (s >>> 48);
        return (sum - 131070) * SCALE;
    }

    /** Gaussian values on a lattice, to be interpolated: a smooth random field in voxel coordinates. */
    static final class Field {
        private final int nx;
        private final int ny;
        private final int nz;
        private final float[] cell;
        private final float[] value;
        private final float[] line;

        /** A field over {@code size} voxels with lattice points each {@code cell} voxels. */
        Field(Noise noise, int[] size, float... cell) {
            this.cell = cell;
            nx = (int) (size[0] / cell[0]) + 3;
            ny = (int) (size[1] / cell[1]) + 3;
            nz = (int) (size[2] / cell[2]) + 3;
            value = new float[nx * ny * nz];
            for (int i = 0; i < value.length; i++) {
                value[i] = noise.gaussian() * 1.5f;
            }
            line = new float[nx];
        }

        /** Writes the row of voxels at (y, z). */
        void row(int y, int z, float[] out, int count) {
            float v = y / cell[1];
            float w = z / cell[2];
            int j = (int) v;
            int k = (int) w;
            float tj = v - j;
            float tk = w - k;
            int a = nx * (j + ny * k);
            int b = a + nx * ny;
            for (int i = 0; i < nx; i++) {
                float p = value[a + i] + tj * (value[a + nx + i] - value[a + i]);
                float q = value[b + i] + tj * (value[b + nx + i] - value[b + i]);
                line[i] = p + tk * (q - p);
            }
            float step = 1 / cell[0];
            for (int i = 0; i < count; i++) {
                float u = i * step;
                int n = (int) u;
                out[i] = line[n] + (u - n) * (line[n + 1] - line[n]);
            }
        }
    }
}
