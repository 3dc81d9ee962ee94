package condyle.phantom;

import static condyle.phantom.Shapes.uniform;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Lesions (oedema) and cysts in the marrow of one bone, beneath its cartilage; both grow from visit to visit. */
final class Marrow {
    /** Distance where there is nothing near. */
    static final double FAR = 99;

    private final List<double[]> oedema;
    private final List<double[]> cysts;

    /** Draws as many of both as their grades say, each there with the chance {@code share}. */
    Marrow(RandomGenerator r, Grades grades, Surface surface, double share) {
        oedema = blobs(r, grades.marrow(), surface, new double[] {share, 2.6, 0.6});
        cysts = blobs(r, grades.cysts(), surface, new double[] {share, 1.3, 0.9});
    }

    /** Balls (centre, radius); {@code how}: share, radius of the first grade, depth of the centre in radii. */
    private static List<double[]> blobs(RandomGenerator from, int grade, Surface surface, double[] how) {
        // Its own stream: what is drawn after does not depend on how many there are.
        SplittableRandom r = new SplittableRandom(from.nextLong());
        List<double[]> blobs = new ArrayList<>();
        for (int i = 0; i < grade; i++) {
            boolean there = r.nextDouble() < how[0];
            double size = how[1] * uniform(r, 0.8, 1.4) * (1 + 0.45 * (grade - 1));
            double[] p = surface.point(r, how[2] * size + 1);
            if (there) {
                blobs.add(new double[] {p[0], p[1], p[2], size});
            }
        }
        return blobs;
    }

    /** Signed distance to the nearest lesion of the marrow, mm; its edge is ragged by {@code noise}. */
    double oedema(double x, double y, double z, double noise) {
        return nearest(oedema, x, y, z) + (oedema.isEmpty() ? 0 : 1.6 * noise);
    }

    /** Signed distance to the nearest cyst, mm. */
    double cyst(double x, double y, double z) {
        return nearest(cysts, x, y, z);
    }

    private static double nearest(List<double[]> balls, double x, double y, double z) {
        double d = FAR;
        for (double[] b : balls) {
            double dx = x - b[0];
            double dy = y - b[1];
            double dz = z - b[2];
            d = Math.min(d, Math.sqrt(dx * dx + dy * dy + dz * dz) - b[3]);
        }
        return d;
    }
}
