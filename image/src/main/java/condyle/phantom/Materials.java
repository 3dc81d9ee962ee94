package condyle.phantom;

import condyle.image.Affine;
import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Side;
import condyle.image.Size;
import condyle.image.Vec;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Material of each voxel of a grid: the ordinal of a {@link Material}, x fastest; the array is not copied.
 *
 * @throws IllegalArgumentException if the array's length is not the grid's number of voxels
 */
public record Materials(Geometry geometry, byte[] data, Side side) {
    public Materials {
        if (data.length != geometry.size().voxels()) {
            throw new IllegalArgumentException("grid " + geometry.size() + " has "
                    + geometry.size().voxels() + " voxels, the array holds " + data.length);
        }
    }

    /** The nine tissues of {@link LabelSet#CONDYLE}; all else is background. */
    public LabelMap labels() {
        byte[] table = new byte[Material.count()];
        for (Material m : Material.values()) {
            table[m.ordinal()] = (byte) m.label();
        }
        byte[] out = new byte[data.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = table[data[i]];
        }
        return LabelMap.of(geometry, out, LabelSet.CONDYLE);
    }

    /** The nearest voxel's material at each voxel of another grid; outside of this grid lies air. */
    public Materials at(Geometry grid) {
        Affine map = geometry.toVoxel().after(grid.toWorld());
        Size n = grid.size();
        byte[] out = new byte[n.length()];
        IntStream.range(0, n.z()).parallel().forEach(k -> slice(map, n, k, out));
        return new Materials(grid, out, side);
    }

    /** Voxel coordinates along a row as whole numbers of 2^−32 voxels. */
    private void slice(Affine map, Size n, int k, byte[] out) {
        Size from = geometry.size();
        Vec step = map.column(0);
        long dx = fixed(step.x());
        long dy = fixed(step.y());
        long dz = fixed(step.z());
        int row = from.x();
        int plane = row * from.y();
        for (int j = 0; j < n.y(); j++) {
            Vec p = map.apply(0, j, k);
            long px = fixed(p.x() + 0.5);
            long py = fixed(p.y() + 0.5);
            long pz = fixed(p.z() + 0.5);
            int at = n.index(0, j, k);
            for (int i = at; i < at + n.x(); i++, px += dx, py += dy, pz += dz) {
                // Past either end the shifted number is negative or too large; one unsigned comparison finds both.
                int x = (int) (px >> FRACTION);
                int y = (int) (py >> FRACTION);
                int z = (int) (pz >> FRACTION);
                if (Integer.compareUnsigned(x, row) < 0
                        && Integer.compareUnsigned(y, from.y()) < 0
                        && Integer.compareUnsigned(z, from.z()) < 0) {
                    out[i] = data[x + row * y + plane * z];
                }
            }
        }
    }

    private static final int FRACTION = 32;

    private static long fixed(double voxels) {
        return (long) Math.floor(voxels * (1L << FRACTION));
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Materials m && geometry.equals(m.geometry) && side == m.side && Arrays.equals(data, m.data);
    }

    @Override
    public int hashCode() {
        return 31 * geometry.hashCode() + Arrays.hashCode(data);
    }

    @Override
    public String toString() {
        return "materials of a " + side + " knee, " + geometry;
    }
}
