package condyle.distance;

/**
 * Lower envelope of parabolas along one line of voxels, with its buffers; for one thread.
 *
 * <p>Each finite value of the line stands on its voxel (or, for boxes, on both faces of its voxel) and spreads as the
 * squared distance in mm². Only positions of voxel centres matter, so the envelope is kept as the first voxel where
 * each parabola is the lowest.
 *
 * <p>Source: Felzenszwalb and Huttenlocher 2012, doi:10.4086/toc.2012.v008a019. Differs from it: integer starts, and
 * sites on voxel faces for {@link Target#BOXES}.
 */
final class Envelope {
    private final Target target;
    private final double[] value;
    private final double[] height;
    private final double[] position;
    private final int[] start;

    Envelope(Target target, int longest) {
        this.target = target;
        value = new double[longest + 1];
        height = new double[longest + 1];
        position = new double[longest + 1];
        start = new int[longest + 2];
    }

    /** Replaces the n squared distances from {@code from} on by the lowest over the line; {@code spacing} in mm. */
    void spread(float[] line, int from, int n, double spacing) {
        double square = spacing * spacing;
        int sites = build(line, from, n, 1 / square);
        if (sites == 0) {
            return;
        }
        start[0] = 0;
        start[sites] = n;
        for (int k = 0; k < sites; k++) {
            double v = value[k];
            double p = position[k];
            for (int i = start[k]; i < start[k + 1]; i++) {
                // Its own value is never beaten from afar where it is lower: zeros, and a box seen from its faces.
                line[from + i] = Math.min(line[from + i], (float) (v + square * (i - p) * (i - p)));
            }
        }
    }

    private int build(float[] line, int from, int n, double perSquare) {
        boolean boxes = target == Target.BOXES;
        int top = -1;
        for (int q = 0; q < (boxes ? n + 1 : n); q++) {
            float f = boxes ? face(line, from, n, q) : line[from + q];
            if (f == Float.POSITIVE_INFINITY || f == 0 && amidZeros(line, from, n, q)) {
                continue;
            }
            double p = boxes ? q - 0.5 : q;
            double h = f * perSquare + p * p;
            int first = 0;
            while (top >= 0) {
                first = (int) Math.floor((h - height[top]) / (2 * (p - position[top]))) + 1;
                if (first > start[top]) {
                    break;
                }
                top--;
            }
            if (top >= 0 && first >= n) {
                continue;
            }
            top++;
            value[top] = f;
            height[top] = h;
            position[top] = p;
            start[top] = top == 0 ? 0 : first;
        }
        return top + 1;
    }

    /** Whether a site at 0 has only zeros beside it: then others at 0 stand closer to all that is not. */
    private boolean amidZeros(float[] line, int from, int n, int q) {
        int after = target == Target.BOXES ? q : q + 1;
        return q > 0 && after < n && line[from + q - 1] == 0 && line[from + after] == 0;
    }

    /** The lower of the two voxels that share face q, face 0 before the first voxel. */
    private static float face(float[] line, int from, int n, int q) {
        float before = q > 0 ? line[from + q - 1] : Float.POSITIVE_INFINITY;
        float after = q < n ? line[from + q] : Float.POSITIVE_INFINITY;
        return Math.min(before, after);
    }
}
