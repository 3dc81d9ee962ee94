package condyle.phantom;

import java.util.ArrayList;
import java.util.List;

/** Rods of one kind of tissue; those whose box is far from a point are passed over there. */
final class Bundle {
    /** Beyond this from a rod's box, mm, its distance is not asked for: no point between lattice points can lie in it. */
    private static final double REACH = 8;

    private static final double FAR = 1e9;

    private final List<Capsule> rods = new ArrayList<>();
    private final List<double[]> boxes = new ArrayList<>();

    void add(Capsule rod) {
        rods.add(rod);
        double thick = Math.max(rod.r0(), rod.r1()) * rod.flat() + REACH;
        double[] box = new double[6];
        for (int k = 0; k < 3; k++) {
            double bend = rod.bend()[k];
            box[k] = Math.min(rod.from()[k], rod.to()[k]) + Math.min(0, bend) - thick;
            box[k + 3] = Math.max(rod.from()[k], rod.to()[k]) + Math.max(0, bend) + thick;
        }
        boxes.add(box);
    }

    private double distance(int i, double x, double y, double z) {
        double[] b = boxes.get(i);
        boolean near = x > b[0] && y > b[1] && z > b[2] && x < b[3] && y < b[4] && z < b[5];
        return near ? rods.get(i).distance(x, y, z) : FAR;
    }

    /** Approximate signed distance to the nearest rod, mm; {@value #FAR} where none is near. */
    double nearest(double x, double y, double z) {
        double d = FAR;
        for (int i = 0; i < rods.size(); i++) {
            d = Math.min(d, distance(i, x, y, z));
        }
        return d;
    }

    /** How much farther the second nearest rod is than the nearest, mm: small in the seam between two. */
    double seam(double x, double y, double z) {
        double a = FAR;
        double b = FAR;
        for (int i = 0; i < rods.size(); i++) {
            double d = distance(i, x, y, z);
            if (d < a) {
                b = a;
                a = d;
            } else if (d < b) {
                b = d;
            }
        }
        return b - a;
    }
}
