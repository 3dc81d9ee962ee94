package condyle.measure;

import java.util.List;

/**
 * Circle that reaches as far out as a convex outline in given directions, by least squares.
 *
 * <p>In direction d a circle reaches d·centre + radius, which is linear in what is sought. Needs three directions.
 */
record CircleFit(double x, double y, double radius) {

    /** How far an outline reaches in the direction of a unit vector. */
    record Reach(double x, double y, double out) {}

    static CircleFit of(List<Reach> outline) {
        double[][] a = new double[3][4];
        for (Reach r : outline) {
            add(a, new double[] {r.x, r.y, 1}, r.out);
        }
        double[] k = solve(a);
        return new CircleFit(k[0], k[1], k[2]);
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
