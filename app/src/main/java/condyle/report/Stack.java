package condyle.report;

import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.Orientation;
import condyle.image.Size;
import condyle.image.Volume;
import java.util.Arrays;

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

    /** Steps in the voxel arrays for one column and one row. */
    private int[] strides() {
        Size n = geometry.size();
        int[] stride = {1, n.x(), n.x() * n.y()};
        return new int[] {acrossTurned ? -stride[across] : stride[across], downTurned ? -stride[down] : stride[down]};
    }

    /** Grey values of a slice, row by row. */
    float[] grey(Volume volume, int slice) {
        float[] out = new float[width() * height()];
        int[] stride = strides();
        for (int j = 0, k = 0; j < height(); j++) {
            int at = index(0, j, slice);
            for (int i = 0; i < width(); i++, at += stride[0]) {
                out[k++] = volume.data()[at];
            }
        }
        return out;
    }

    /** Labels of a slice, row by row. */
    byte[] labels(LabelMap labels, int slice) {
        byte[] out = new byte[width() * height()];
        int[] stride = strides();
        for (int j = 0, k = 0; j < height(); j++) {
            int at = index(0, j, slice);
            for (int i = 0; i < width(); i++, at += stride[0]) {
                out[k++] = labels.data()[at];
            }
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
        boolean[] any = new boolean[256];
        Arrays.fill(any, 1, 256, true);
        long[] profile = profile(labels, any, axis);
        int first = 0;
        int end = n;
        while (first < n && profile[first] == 0) {
            first++;
        }
        while (end > first && profile[end - 1] == 0) {
            end--;
        }
        if (first == n) {
            return new double[] {0, n * step};
        }
        int low = turned ? n - end : first;
        int high = turned ? n - first : end;
        double from = Math.max(0, low * step - margin);
        return new double[] {from, Math.min(n * step, high * step + margin) - from};
    }
}
