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

    private void slice(Affine map, Size n, int k, byte[] out) {
        Size from = geometry.size();
        Vec step = map.column(0);
        for (int j = 0; j < n.y(); j++) {
            Vec p = map.apply(0, j, k);
            for (int i = 0; i < n.x(); i++) {
                int x = (int) Math.floor(p.x() + i * step.x() + 0.5);
                int y = (int) Math.floor(p.y() + i * step.y() + 0.5);
                int z = (int) Math.floor(p.z() + i * step.z() + 0.5);
                if (from.contains(x, y, z)) {
                    out[n.index(i, j, k)] = data[from.index(x, y, z)];
                }
            }
        }
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
