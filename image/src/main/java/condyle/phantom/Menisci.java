package condyle.phantom;

import static condyle.phantom.Shapes.uniform;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The two menisci as open wedge rings on the plateau; bones and cartilages cut them to shape.
 *
 * <p>Extrusion moves a meniscus outwards and thins what is left inside; tears are slots across the ring or along it. The
 * worst tear takes away a part of the ring.
 */
final class Menisci {
    private final double[] inner = new double[2];
    private final double[] outer = new double[2];
    private final double[] open = new double[2];
    private final double[] height = new double[2];
    private final double[] edge = new double[2];
    private final double behind;
    private final double[] out = new double[2];
    private final List<double[]> tears = new ArrayList<>();

    private static final double[] EXTRUSION = {0, 0.9, 2, 3.4, 5};
    /** Least width of a slot, mm: finer ones would fall through the lattice. */
    private static final double SLOT = 1.8;

    /** Whole menisci in their place. */
    Menisci(RandomGenerator r) {
        this(r, Grades.NONE);
    }

    Menisci(RandomGenerator r, Grades grades) {
        for (int s = 0; s < 2; s++) {
            inner[s] = uniform(r, 0.48, 0.68);
            outer[s] = s == 0 ? uniform(r, 0.9, 1.04) : uniform(r, 0.92, 1.02);
            open[s] = Math.toRadians(s == 0 ? uniform(r, 32, 60) : uniform(r, 22, 48));
            height[s] = uniform(r, 4.5, 7.4);
            edge[s] = uniform(r, 0.5, 1.6);
            out[s] = EXTRUSION[grades.extrusion()] * (s == 0 ? uniform(r, 0.7, 1.1) : uniform(r, 0, 0.6));
        }
        behind = uniform(r, 0, 0.12);
        SplittableRandom torn = new SplittableRandom(r.nextLong());
        for (int i = 0; i < grades.tears(); i++) {
            tears.add(tear(torn, grades.tears()));
        }
    }

    /** Side, kind (0 across, 1 along, 2 a part gone), angle (radians, to the front above 0) or share of the ring, half-width (mm). */
    private static double[] tear(RandomGenerator r, int grade) {
        double side = r.nextDouble() < 0.7 ? 0 : 1;
        double kind = r.nextDouble() < 0.5 ? 0 : 1;
        double place = kind == 0 ? uniform(r, -1.9, 0.6) : uniform(r, 0.35, 0.7);
        double wide = SLOT / 2 + 0.2 * grade * r.nextDouble();
        return grade == Grades.WORST && kind == 0
                ? new double[] {side, 2, uniform(r, -1.8, 0), uniform(r, 3, 7)}
                : new double[] {side, kind, place, wide};
    }

    /** Outer rim of a meniscus as a multiple of its facet: 0 medial, 1 lateral. */
    double rim(int side) {
        return outer[side];
    }

    /** Signed distance (approximate) to the medial (0) or lateral (1) wedge, {@code above} mm over the cartilage. */
    double distance(int side, double x, double y, double above) {
        double[] facet = side == 0 ? Tibia.MEDIAL : Tibia.LATERAL;
        double placed = x + (side == 0 ? out[0] : -out[1]);
        double u = side == 0 ? facet[0] - placed : placed - facet[0];
        double v = y - facet[1];
        double e = Tibia.out(facet, placed, y);
        double size = 0.5 * (facet[2] + facet[3]);
        double angle = Math.PI - Math.abs(Math.atan2(v, u));
        double gap = (open[side] - angle) * Math.max(4, e * size);
        double from = inner[side] - (v < 0 ? behind : 0) * Math.min(1, -v / 8);
        double ring = Math.max(from - e, e - outer[side]) * size;
        double wide = Math.max(0, Math.min(1, (e - from) / (outer[side] - from)));
        double cap = edge[side] + (height[side] - edge[side]) * Math.pow(wide, 0.6);
        double whole = Shapes.intersection(
                Shapes.intersection(ring, gap, 1.5), Math.max((above - cap) * 0.85, -1.2 - above), 1);
        return torn(side, whole, new double[] {Math.atan2(v, u), e * size, wide * (outer[side] - from) * size});
    }

    /** Takes the tears away; {@code at}: angle, mm from the middle, mm from the inner rim. */
    private double torn(int side, double whole, double[] at) {
        double d = whole;
        for (double[] t : tears) {
            if (t[0] == side && d < 4) {
                double across = Math.abs(at[0] - t[2]) * at[1];
                double along = Math.abs(at[2] - t[2] * (outer[side] - inner[side]) * 19);
                d = Math.max(d, t[3] - (t[1] == 1 ? along : across));
            }
        }
        return d;
    }
}
