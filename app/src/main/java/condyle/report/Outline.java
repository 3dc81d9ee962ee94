package condyle.report;

import java.awt.Rectangle;
import java.awt.geom.Path2D;
import java.util.Arrays;

/**
 * Outlines of a set of pixels as closed curves, for drawing only.
 *
 * <p>Marching squares through the middles between pixel centres, corners then cut twice (Chaikin): the curve stays
 * within half a pixel of the pixels' edges. Pixels that touch at a corner only stay apart. Coordinates are in pixels,
 * (0, 0) the upper left corner of the first pixel. The set ends at the picture's border.
 */
final class Outline {
    private static final int CUTS = 2;

    private final int width;
    private final int height;
    private final boolean[] in;
    /** For each middle between two pixels that differ, the next one along the curve; −1 elsewhere. */
    private final int[] next;

    private final int left;
    private final int top;

    /** Works on the part of a picture that holds the set, with a pixel more on each side. */
    private Outline(boolean[] all, int pictureWidth, Rectangle part) {
        left = part.x - 1;
        top = part.y - 1;
        width = part.width + 2;
        height = part.height + 2;
        in = new boolean[width * height];
        for (int j = 0; j < part.height; j++) {
            System.arraycopy(all, (part.y + j) * pictureWidth + part.x, in, (j + 1) * width + 1, part.width);
        }
        next = new int[2 * in.length];
        Arrays.fill(next, -1);
    }

    /** Outlines of the pixels that are set, row by row. */
    static Path2D of(boolean[] in, int width, int height) {
        Rectangle part = bounds(in, width, height);
        if (part.isEmpty()) {
            return new Path2D.Double();
        }
        Outline o = new Outline(in, width, part);
        o.link();
        return o.curves();
    }

    private static Rectangle bounds(boolean[] in, int width, int height) {
        int x0 = width;
        int x1 = -1;
        int y0 = height;
        int y1 = -1;
        for (int j = 0, k = 0; j < height; j++) {
            for (int i = 0; i < width; i++, k++) {
                if (in[k]) {
                    x0 = Math.min(x0, i);
                    x1 = Math.max(x1, i);
                    y0 = Math.min(y0, j);
                    y1 = j;
                }
            }
        }
        return new Rectangle(x0, y0, x1 - x0 + 1, y1 - y0 + 1);
    }

    private void link() {
        for (int j = 0; j + 1 < height; j++) {
            for (int i = 0; i + 1 < width; i++) {
                int k = j * width + i;
                if (in[k] == in[k + 1] && in[k] == in[k + width] && in[k] == in[k + width + 1]) {
                    continue;
                }
                // Corners and the edges after each, clockwise from the upper left.
                boolean[] corner = {in[k], in[k + 1], in[k + width + 1], in[k + width]};
                int[] edge = {k, in.length + k + 1, k + width, in.length + k};
                for (int c = 0; c < 4; c++) {
                    if (corner[c] && !corner[(c + 1) & 3]) {
                        int first = c;
                        while (corner[(first + 3) & 3]) {
                            first = (first + 3) & 3;
                        }
                        next[edge[c]] = edge[(first + 3) & 3];
                    }
                }
            }
        }
    }

    private Path2D curves() {
        Path2D path = new Path2D.Double(Path2D.WIND_EVEN_ODD);
        for (int start = 0; start < next.length; start++) {
            if (next[start] >= 0) {
                append(path, smooth(loop(start)));
            }
        }
        return path;
    }

    /** Points x, y, x, y, … of the curve through a middle, which is used up. */
    private double[] loop(int start) {
        double[] points = new double[64];
        int n = 0;
        for (int at = start; next[at] >= 0; ) {
            if (n == points.length) {
                points = Arrays.copyOf(points, 2 * n);
            }
            int k = at % in.length;
            boolean upright = at >= in.length;
            // Pixel (0, 0) of the part has its centre at (left + 0.5, top + 0.5).
            points[n++] = left + 1 + k % width - (upright ? 0.5 : 0);
            points[n++] = top + 1 + k / width - (upright ? 0 : 0.5);
            int following = next[at];
            next[at] = -1;
            at = following;
        }
        return Arrays.copyOf(points, n);
    }

    private static double[] smooth(double[] points) {
        double[] p = points;
        for (int cut = 0; cut < CUTS; cut++) {
            double[] q = new double[2 * p.length];
            for (int i = 0; i < p.length; i += 2) {
                int j = (i + 2) % p.length;
                q[2 * i] = 0.75 * p[i] + 0.25 * p[j];
                q[2 * i + 1] = 0.75 * p[i + 1] + 0.25 * p[j + 1];
                q[2 * i + 2] = 0.25 * p[i] + 0.75 * p[j];
                q[2 * i + 3] = 0.25 * p[i + 1] + 0.75 * p[j + 1];
            }
            p = q;
        }
        return p;
    }

    private static void append(Path2D path, double[] p) {
        path.moveTo(p[0], p[1]);
        for (int i = 2; i < p.length; i += 2) {
            path.lineTo(p[i], p[i + 1]);
        }
        path.closePath();
    }
}
