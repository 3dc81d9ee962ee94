package condyle.measure;

import java.util.List;

/**
 * Circle with the least squared distances to points of a plane; NaN for fewer than 10 points or points on a line.
 *
 * <p>Starts from Kåsa's linear fit (1976, doi:10.1109/TIM.1976.6312298), which makes short arcs too small, and improves it by
 * Gauss–Newton steps.
 */
record CircleFit(double x, double y, double radius) {
    private static final int LEAST = 10;
    private static final int STEPS = 30;
    private static final CircleFit NONE = new CircleFit(Double.NaN, Double.NaN, Double.NaN);

    static CircleFit of(List<double[]> points) {
        if (points.size() < LEAST) {
            return NONE;
        }
        double mx = points.stream().mapToDouble(p -> p[0]).average().orElseThrow();
        double my = points.stream().mapToDouble(p -> p[1]).average().orElseThrow();
        double[][] a = new double[3][4];
        for (double[] p : points) {
            double x = p[0] - mx;
            double y = p[1] - my;
            add(a, new double[] {x, y, 1}, x * x + y * y);
        }
        double[] k = solve(a);
        CircleFit circle = new CircleFit(k[0] / 2, k[1] / 2, Math.sqrt(k[2] + (k[0] * k[0] + k[1] * k[1]) / 4));
        for (int i = 0; i < STEPS; i++) {
            circle = circle.improved(points, mx, my);
        }
        return Double.isFinite(circle.radius) ? new CircleFit(circle.x + mx, circle.y + my, circle.radius) : NONE;
    }

    private CircleFit improved(List<double[]> points, double mx, double my) {
        double[][] a = new double[3][4];
        for (double[] p : points) {
            double dx = p[0] - mx - x;
            double dy = p[1] - my - y;
            double d = Math.hypot(dx, dy);
            add(a, new double[] {dx / d, dy / d, 1}, d - radius);
        }
        double[] step = solve(a);
        return new CircleFit(x + step[0], y + step[1], radius + step[2]);
    }

    /** Adds a row of a least-squares problem to its normal equations. */
    private static void add(double[][] a, double[] row, double right) {
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                a[i][j] += row[i] * row[j];
            }
            a[i][3] += row[i] * right;
        }
    }

    /** Solves three equations by elimination; NaN where they are not independent. */
    private static double[] solve(double[][] a) {
        for (int c = 0; c < 3; c++) {
            int best = c;
            for (int r = c + 1; r < 3; r++) {
                best = Math.abs(a[r][c]) > Math.abs(a[best][c]) ? r : best;
            }
            double[] pivot = a[best];
            a[best] = a[c];
            a[c] = pivot;
            for (int r = 0; r < 3; r++) {
                double f = r == c ? 0 : a[r][c] / pivot[c];
                for (int k = c; k < 4; k++) {
                    a[r][k] -= f * pivot[k];
                }
            }
        }
        return new double[] {a[0][3] / a[0][0], a[1][3] / a[1][1], a[2][3] / a[2][2]};
    }
}
