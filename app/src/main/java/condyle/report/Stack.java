package condyle.report;

import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.Orientation;
import condyle.image.Size;
import condyle.image.Volume;
import java.util.Arrays;
import java.util.Optional;

/**
 * The slices of a grid in one view, cut along the grid and never between its voxels.
 *
 * <p>Each world axis is shown by the voxel axis that runs most along it; an oblique grid is shown straight. Slices count
 * in the grid's own order.
 */
final class Stack {
    private final Geometry geometry;
    private final View view;
    private final int across;
    private final int down;
    private final int through;
    private final boolean acrossTurned;
    private final boolean downTurned;

    private Stack(Geometry geometry, View view) {
        Orientation orientation = Orientation.of(geometry);
        this.geometry = geometry;
        this.view = view;
        this.across = orientation.voxelAxis(view.acrossAxis());
        this.down = orientation.voxelAxis(view.downAxis());
        this.through = orientation.voxelAxis(view.normal());
        this.acrossTurned = geometry.toWorld().column(across).dot(view.across()) < 0;
        this.downTurned = geometry.toWorld().column(down).dot(view.down()) < 0;
    }

    static Stack of(Geometry geometry, View view) {
        return new Stack(geometry, view);
    }

    View view() {
        return view;
    }

    /** Number of slices. */
    int count() {
        return geometry.size().along(through);
    }

    /** Voxels across a slice. */
    int width() {
        return geometry.size().along(across);
    }

    /** Voxels down a slice. */
    int height() {
        return geometry.size().along(down);
    }

    /** Distance between voxel centres across a slice, in mm. */
    double acrossStep() {
        return geometry.spacing().along(across);
    }

    /** Distance between voxel centres down a slice, in mm. */
    double downStep() {
        return geometry.spacing().along(down);
    }

    /** Distance between slices, in mm. */
    double throughStep() {
        return geometry.spacing().along(through);
    }

    /** Whether the slices' own order runs towards the world's positive end (right, anterior, superior). */
    boolean ascending() {
        return geometry.toWorld().column(through).along(view.normal()) > 0;
    }

    /** Position in the voxel arrays of column i, row j of a slice. */
    int index(int i, int j, int slice) {
        int[] at = new int[3];
        at[across] = acrossTurned ? width() - 1 - i : i;
        at[down] = downTurned ? height() - 1 - j : j;
        at[through] = slice;
        return geometry.size().index(at[0], at[1], at[2]);
    }

    /** Positions in the voxel arrays of a slice's voxels, row by row. */
    private int[] places(int slice) {
        Size n = geometry.size();
        int step = new int[] {1, n.x(), n.x() * n.y()}[across] * (acrossTurned ? -1 : 1);
        int[] places = new int[width() * height()];
        for (int j = 0, k = 0; j < height(); j++) {
            int at = index(0, j, slice);
            for (int i = 0; i < width(); i++, at += step) {
                places[k++] = at;
            }
        }
        return places;
    }

    /** Grey values of a slice, row by row. */
    float[] grey(Volume volume, int slice) {
        int[] at = places(slice);
        float[] out = new float[at.length];
        for (int k = 0; k < out.length; k++) {
            out[k] = volume.data()[at[k]];
        }
        return out;
    }

    /** Labels of a slice, row by row. */
    byte[] labels(LabelMap labels, int slice) {
        int[] at = places(slice);
        byte[] out = new byte[at.length];
        for (int k = 0; k < out.length; k++) {
            out[k] = labels.data()[at[k]];
        }
        return out;
    }

    /** Number of voxels of a set of labels in each slice; {@code chosen} is indexed by label, 256 long. */
    long[] profile(LabelMap labels, boolean[] chosen) {
        return profile(labels, chosen, through);
    }

    private static long[] profile(LabelMap labels, boolean[] chosen, int axis) {
        Size n = labels.size();
        long[] out = new long[n.along(axis)];
        byte[] data = labels.data();
        for (int z = 0, k = 0; z < n.z(); z++) {
            for (int y = 0; y < n.y(); y++) {
                for (int x = 0; x < n.x(); x++, k++) {
                    if (chosen[data[k] & 0xff]) {
                        out[axis == 0 ? x : axis == 1 ? y : z]++;
                    }
                }
            }
        }
        return out;
    }

    /** The first slice that holds any tissue and the one after the last, or nothing where there is none. */
    Optional<int[]> range(LabelMap labels) {
        return range(labels, through);
    }

    private static Optional<int[]> range(LabelMap labels, int axis) {
        boolean[] any = new boolean[256];
        Arrays.fill(any, 1, 256, true);
        long[] profile = profile(labels, any, axis);
        int first = 0;
        int end = profile.length;
        while (first < end && profile[first] == 0) {
            first++;
        }
        while (end > first && profile[end - 1] == 0) {
            end--;
        }
        return first < end ? Optional.of(new int[] {first, end}) : Optional.empty();
    }

    /**
     * The part of the slices that holds tissue: left, top, width and height in mm, with {@code margin} mm more on each
     * side, cut at the slice's border; the whole slice where there is no tissue.
     */
    double[] extent(LabelMap labels, double margin) {
        double[] a = span(labels, across, acrossTurned, margin);
        double[] d = span(labels, down, downTurned, margin);
        return new double[] {a[0], d[0], a[1], d[1]};
    }

    /** Begin and length in mm along one voxel axis as shown. */
    private double[] span(LabelMap labels, int axis, boolean turned, double margin) {
        int n = geometry.size().along(axis);
        double step = geometry.spacing().along(axis);
        int[] range = range(labels, axis).orElse(new int[] {0, n});
        int low = turned ? n - range[1] : range[0];
        int high = turned ? n - range[0] : range[1];
        double from = Math.max(0, low * step - margin);
        return new double[] {from, Math.min(n * step, high * step + margin) - from};
    }
}
