package condyle.image;

/**
 * Every so-manieth slice of a grid: the first one, and from there on; the slices between two of them are held out.
 *
 * @param full the grid with all slices
 * @param axis across the slices: 0 for x, 1 for y, 2 for z
 * @param every 2 keeps slices 0, 2, 4 …
 */
public record KeptSlices(Geometry full, int axis, int every) {
    /**
     * @throws IllegalArgumentException unless at least two slices are kept and one is held out
     */
    public KeptSlices {
        if (axis < 0 || axis > 2) {
            throw new IllegalArgumentException("kept slices: axis " + axis + ", expected 0, 1 or 2");
        }
        int n = full.size().along(axis);
        if (every < 2 || every >= n) {
            throw new IllegalArgumentException("kept slices: every " + every + ". of " + n + " slices along "
                    + "xyz".charAt(axis) + "; expected 2 to " + (n - 1));
        }
    }

    /** Slices across the axis whose voxels lie farthest apart, the last such axis where several do. */
    public static KeptSlices of(Geometry full, int every) {
        int axis = 0;
        for (int k = 1; k < 3; k++) {
            // A millionth is rounding.
            axis = full.spacing().along(k) >= full.spacing().along(axis) * (1 - 1e-6) ? k : axis;
        }
        return new KeptSlices(full, axis, every);
    }

    /** Number of slices kept. */
    public int count() {
        return (full.size().along(axis) - 1) / every + 1;
    }

    /** Whether a slice lies between two that are kept. */
    public boolean isHeldOut(int slice) {
        return slice % every != 0 && slice < (count() - 1) * every;
    }

    /** The grid of the slices kept, each where it was; between them lies nothing. */
    public Geometry kept() {
        return new Geometry(
                size(count()),
                Affine.of(step(0), step(1), step(2), full.toWorld().column(3)));
    }

    private Size size(int slices) {
        int[] n = {full.size().x(), full.size().y(), full.size().z()};
        n[axis] = slices;
        return Size.of(n);
    }

    private Vec step(int k) {
        Vec step = full.toWorld().column(k);
        return k == axis ? step.times(every) : step;
    }

    /** The slices kept of a volume on the full grid. */
    public Volume keep(Volume volume) {
        full.requireSameGrid("kept slices", "volume", volume.geometry());
        float[] out = new float[size(count()).length()];
        copy((from, to) -> out[to] = volume.data()[from], s -> s % every == 0);
        return Volume.of(kept(), out);
    }

    /** The slices kept of a label map on the full grid. */
    public LabelMap keep(LabelMap map) {
        full.requireSameGrid("kept slices", "labels", map.geometry());
        byte[] out = new byte[size(count()).length()];
        copy((from, to) -> out[to] = map.data()[from], s -> s % every == 0);
        return LabelMap.of(kept(), out, map.labels());
    }

    /** The slices held out of a label map on the full grid, laid side by side: for counting, not for distances. */
    public LabelMap heldOut(LabelMap map) {
        full.requireSameGrid("held-out slices", "labels", map.geometry());
        int slices = (count() - 1) * (every - 1);
        byte[] out = new byte[size(slices).length()];
        copy((from, to) -> out[to] = map.data()[from], this::isHeldOut);
        return LabelMap.of(new Geometry(size(slices), full.toWorld()), out, map.labels());
    }

    private interface Copy {
        void voxel(int from, int to);
    }

    private interface Chosen {
        boolean slice(int number);
    }

    /** Calls for each voxel of the chosen slices, the ones to counted slice by slice as they come. */
    private void copy(Copy copy, Chosen chosen) {
        Size n = full.size();
        int slices = 0;
        for (int s = 0; s < n.along(axis); s++) {
            slices += chosen.slice(s) ? 1 : 0;
        }
        Size m = size(slices);
        int next = 0;
        for (int s = 0; s < n.along(axis); s++) {
            if (!chosen.slice(s)) {
                continue;
            }
            Box box = slice(s, n);
            int[] at = {box.x0(), box.y0(), box.z0()};
            for (int z = box.z0(); z < box.z1(); z++) {
                for (int y = box.y0(); y < box.y1(); y++) {
                    for (int x = box.x0(); x < box.x1(); x++) {
                        int[] to = {x, y, z};
                        to[axis] = to[axis] - at[axis] + next;
                        copy.voxel(n.index(x, y, z), m.index(to[0], to[1], to[2]));
                    }
                }
            }
            next++;
        }
    }

    private Box slice(int s, Size n) {
        int[] low = {0, 0, 0};
        int[] high = {n.x(), n.y(), n.z()};
        low[axis] = s;
        high[axis] = s + 1;
        return new Box(low[0], low[1], low[2], high[0], high[1], high[2]);
    }
}
