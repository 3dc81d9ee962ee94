package condyle.phantom;

/**
 * A smooth field in voxel coordinates: values on a lattice, linear between them.
 *
 * <p>The lattice is drawn out along x once; a slice is then a mean of two of its planes, a row of two rows. One field may
 * serve many threads, each with slices of its own.
 */
final class SmoothField {
    /** Undoes what the interpolation takes from the deviation. */
    private static final float GAIN = 1.5f;

    private final int nx;
    private final int ny;
    private final float cellY;
    private final float cellZ;
    private final float[] rows;

    /** Fills a row of the lattice: values at voxels 0, cell, 2 cell, … along x. */
    interface Line {
        void fill(float[] line, double y, double z);
    }

    /** A random field over {@code size} voxels with lattice points each {@code cell} voxels. */
    SmoothField(Noise noise, int[] size, float... cell) {
        this((line, y, z) -> noise.fill(line, line.length, GAIN), size, cell);
    }

    /** A field over {@code size} voxels through values each {@code cell} voxels. */
    SmoothField(Line values, int[] size, float... cell) {
        nx = size[0];
        ny = (int) (size[1] / cell[1]) + 3;
        int nz = (int) (size[2] / cell[2]) + 3;
        cellY = cell[1];
        cellZ = cell[2];
        rows = new float[nx * ny * nz];
        float[] line = new float[(int) (nx / cell[0]) + 3];
        float step = 1 / cell[0];
        for (int row = 0; row < ny * nz; row++) {
            values.fill(line, row % ny * cellY, row / ny * cellZ);
            for (int i = 0; i < nx; i++) {
                float u = i * step;
                int n = (int) u;
                rows[row * nx + i] = line[n] + (u - n) * (line[n + 1] - line[n]);
            }
        }
    }

    /** Scratch space for {@link #slice}. */
    float[] sheet() {
        return new float[nx * ny];
    }

    /** Writes what {@link #row} needs for the rows of slice z. */
    void slice(int z, float[] sheet) {
        float w = z / cellZ;
        int k = (int) w;
        mix(rows, k * sheet.length, (k + 1) * sheet.length, w - k, sheet);
    }

    /** Writes the row of voxels at y of the slice. */
    void row(int y, float[] sheet, float[] out) {
        float v = y / cellY;
        int j = (int) v;
        mix(sheet, j * nx, (j + 1) * nx, v - j, out);
    }

    private static void mix(float[] from, int a, int b, float t, float[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = from[a + i] + t * (from[b + i] - from[a + i]);
        }
    }
}
