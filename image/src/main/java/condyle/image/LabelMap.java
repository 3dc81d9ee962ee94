package condyle.image;

import java.util.BitSet;

/** Tissue of each voxel of a grid: one unsigned byte a voxel, x fastest, with the scheme that names the numbers. */
public final class LabelMap {
    private final Geometry geometry;
    private final byte[] data;
    private final LabelSet labels;

    private LabelMap(Geometry geometry, byte[] data, LabelSet labels) {
        this.geometry = geometry;
        this.data = data;
        this.labels = labels;
    }

    /**
     * Wraps the array, which is not copied.
     *
     * @throws IllegalArgumentException if the array's length is not the grid's number of voxels
     */
    public static LabelMap of(Geometry geometry, byte[] data, LabelSet labels) {
        Volume.requireLength(geometry, data.length);
        return new LabelMap(geometry, data, labels);
    }

    public Geometry geometry() {
        return geometry;
    }

    public Size size() {
        return geometry.size();
    }

    /** The scheme that says what the numbers mean. */
    public LabelSet labels() {
        return labels;
    }

    /** The voxels themselves, unsigned, x fastest; not a copy. */
    public byte[] data() {
        return data;
    }

    /** The label of a voxel, 0–255. */
    public int at(int x, int y, int z) {
        return data[geometry.size().index(x, y, z)] & 0xff;
    }

    /**
     * The voxels of a tissue or group.
     *
     * @throws IllegalArgumentException listing the known names if this scheme has none of that name
     */
    public Mask mask(String tissueOrGroup) {
        BitSet numbers = labels.numbers(tissueOrGroup)
                .orElseThrow(() -> new IllegalArgumentException("label scheme " + labels.name()
                        + ": no tissue or group '" + tissueOrGroup + "'; known: " + String.join(", ", labels.names())));
        boolean[] in = new boolean[256];
        numbers.stream().forEach(n -> in[n] = true);
        boolean[] out = new boolean[data.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = in[data[i] & 0xff];
        }
        return Mask.of(geometry, out);
    }

    /** Number of voxels of each label, indexed by label, 256 long. */
    public long[] counts() {
        long[] n = new long[256];
        for (byte b : data) {
            n[b & 0xff]++;
        }
        return n;
    }

    /** Smallest box that holds all voxels of each label, indexed by label, 256 long; null where there are none. */
    public Box[] bounds() {
        Size n = geometry.size();
        int[][] low = new int[256][];
        int[][] high = new int[256][];
        for (int z = 0, i = 0; z < n.z(); z++) {
            for (int y = 0; y < n.y(); y++) {
                for (int x = 0; x < n.x(); x++, i++) {
                    int label = data[i] & 0xff;
                    if (low[label] == null) {
                        low[label] = new int[] {x, y, z};
                        high[label] = new int[] {x, y, z};
                    }
                    low[label][0] = Math.min(low[label][0], x);
                    low[label][1] = Math.min(low[label][1], y);
                    high[label][0] = Math.max(high[label][0], x);
                    high[label][1] = Math.max(high[label][1], y);
                    high[label][2] = z;
                }
            }
        }
        Box[] out = new Box[256];
        for (int label = 0; label < out.length; label++) {
            if (low[label] != null) {
                int[] l = low[label];
                int[] h = high[label];
                out[label] = new Box(l[0], l[1], l[2], h[0] + 1, h[1] + 1, h[2] + 1);
            }
        }
        return out;
    }

    /** The voxels inside the box, as a copy. */
    public LabelMap crop(Box box) {
        byte[] out = new byte[box.size().length()];
        box.cut(data, size(), out);
        return new LabelMap(geometry.crop(box), out, labels);
    }
}
