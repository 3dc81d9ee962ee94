package condyle.measure;

import condyle.image.LabelSet;
import condyle.image.Vec;
import condyle.mesh.CoatedBone;
import java.util.ArrayList;
import java.util.List;

/**
 * Radii of curvature of the femur's condyles, seen from the side: circles fitted to the outline of the bone.
 *
 * <p>The outline is the convex one of all that lies within 14 mm of the middle of that half of the tibial cartilage and
 * less than 25 mm above the joint line, where the shaft's back begins. The distal circle follows it from 20° forwards to
 * 30° backwards of straight down, the posterior one from 30° to 90° backwards. The arcs are own choices after the two facets
 * of Iwaki et al. 2000, doi:10.1302/0301-620X.82B8.0821189.
 */
public record CondyleRadii(List<Row> rows) {
    private static final double HALF_BAND = 14;
    private static final double HEIGHT = 25;
    private static final int[] DISTAL = {-20, 30};
    private static final int[] POSTERIOR = {30, 90};

    /** Radii of one condyle in mm, NaN where too little of it is there. */
    public record Row(String condyle, double distal, double posterior) {}

    public CondyleRadii {
        rows = List.copyOf(rows);
    }

    static CondyleRadii of(AlignedKnee knee, CoatedBone femur) {
        return new CondyleRadii(List.of(
                row(knee, femur, "medial condyle", LabelSet.MEDIAL_TIBIAL_CARTILAGE),
                row(knee, femur, "lateral condyle", LabelSet.LATERAL_TIBIAL_CARTILAGE)));
    }

    private static Row row(AlignedKnee knee, CoatedBone femur, String name, String below) {
        double x = AlignedKnee.mean(knee.labels().mask(below)).x();
        List<double[]> points = new ArrayList<>();
        for (int v = 0; v < femur.bone().vertices(); v++) {
            Vec p = femur.bone().point(v);
            if (Math.abs(p.x() - x) <= HALF_BAND && p.z() <= knee.joint().z() + HEIGHT) {
                points.add(new double[] {p.y(), p.z()});
            }
        }
        return new Row(name, radius(points, DISTAL), radius(points, POSTERIOR));
    }

    /** Radius of a circle as far out as the points, to each degree backwards of straight down. */
    static double radius(List<double[]> points, int[] degrees) {
        List<CircleFit.Reach> outline = new ArrayList<>();
        for (int d = degrees[0]; d <= degrees[1] && points.size() > 2; d++) {
            double y = -Math.sin(Math.toRadians(d));
            double z = -Math.cos(Math.toRadians(d));
            double out =
                    points.stream().mapToDouble(p -> y * p[0] + z * p[1]).max().orElseThrow();
            outline.add(new CircleFit.Reach(y, z, out));
        }
        return outline.isEmpty() ? Double.NaN : CircleFit.of(outline).radius();
    }

    /** The numbers one by one. */
    public List<Measure> measures() {
        List<Measure> out = new ArrayList<>();
        for (Row r : rows) {
            out.add(new Measure("radius", r.condyle + ", distal", "mm", r.distal));
            out.add(new Measure("radius", r.condyle + ", posterior", "mm", r.posterior));
        }
        return out;
    }
}
