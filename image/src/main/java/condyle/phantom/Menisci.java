package condyle.phantom;

import static condyle.phantom.Shapes.uniform;

import java.util.random.RandomGenerator;

/** The two menisci as open wedge rings on the plateau; bones and cartilages cut them to shape. */
final class Menisci {
    private final double[] inner = new double[2];
    private final double[] outer = new double[2];
    private final double[] open = new double[2];
    private final double[] height = new double[2];
    private final double[] edge = new double[2];
    private final double behind;

    Menisci(RandomGenerator r) {
        for (int s = 0; s < 2; s++) {
            inner[s] = uniform(r, 0.44, 0.66);
            outer[s] = s == 0 ? uniform(r, 0.9, 1.04) : uniform(r, 0.92, 1.02);
            open[s] = Math.toRadians(s == 0 ? uniform(r, 32, 60) : uniform(r, 22, 48));
            height[s] = uniform(r, 5, 8.5);
            edge[s] = uniform(r, 0.5, 1.6);
        }
        behind = uniform(r, 0, 0.12);
    }

    /** Outer rim of a meniscus as a multiple of its facet: 0 medial, 1 lateral. */
    double rim(int side) {
        return outer[side];
    }

    /** Signed distance (approximate) to the medial (0) or lateral (1) wedge, {@code above} mm over the cartilage. */
    double distance(int side, double x, double y, double above) {
        double[] facet = side == 0 ? Tibia.MEDIAL : Tibia.LATERAL;
        double u = side == 0 ? facet[0] - x : x - facet[0];
        double v = y - facet[1];
        double e = Tibia.out(facet, x, y);
        double size = 0.5 * (facet[2] + facet[3]);
        double angle = Math.PI - Math.abs(Math.atan2(v, u));
        double gap = (open[side] - angle) * Math.max(4, e * size);
        double from = inner[side] - (v < 0 ? behind : 0) * Math.min(1, -v / 8);
        double ring = Math.max(from - e, e - outer[side]) * size;
        double wide = Math.max(0, Math.min(1, (e - from) / (outer[side] - from)));
        double cap = edge[side] + (height[side] - edge[side]) * Math.pow(wide, 0.6);
        return Shapes.intersection(
                Shapes.intersection(ring, gap, 1.5), Math.max((above - cap) * 0.85, -1.2 - above), 1);
    }
}
