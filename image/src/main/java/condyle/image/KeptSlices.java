package condyle.image;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Every n-th slice of a grid, beginning with the first; the slices between two of them are held out.
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

    /** Calls for each voxel of the chosen slices, which are laid side by side in a grid of their own. */
    private void copy(Copy copy, IntPredicate chosen) {
        Size n = full.size();
        int[] slices = IntStream.range(0, n.along(axis)).filter(chosen).toArray();
        Size m = size(slices.length);
        for (int k = 0; k < slices.length; k++) {
            Box from = Box.slice(n, axis, slices[k]);
            Box to = Box.slice(m, axis, k);
            int count = from.size().length();
            for (int i = 0; i < count; i++) {
                copy.voxel(from.within(n, i), to.within(m, i));
            }
        }
    }
}
