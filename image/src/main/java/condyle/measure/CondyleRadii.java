package condyle.measure;

import condyle.image.LabelSet;
import condyle.image.Vec;
import java.util.ArrayList;
import java.util.List;

/**
 * Radii of curvature of the femur's condyles, seen from the side, of the bone: circles fitted to a band 12 mm wide
 * above the middle of each half of the tibial cartilage.
 *
 * <p>The distal circle takes the surface that faces from 30° forwards to 20° backwards of straight down, the posterior one
 * 30° to 90° backwards, as far up as 25 mm above the joint line (the shaft's back begins above it). The two arcs are own
 * choices after the two facets of Iwaki et al. 2000, doi:10.1302/0301-620X.82B8.0821189.
 */
public record CondyleRadii(List<Row> rows) {
    private static final double HALF_BAND = 6;
    private static final double HEIGHT = 25;
    private static final double[] DISTAL = {-30, 20};
    private static final double[] POSTERIOR = {30, 90};

    /** Radii of one condyle in mm, NaN where too little of it is there. */
    public record Row(String condyle, double distal, double posterior) {}

    public CondyleRadii {
        rows = List.copyOf(rows);
    }

    static CondyleRadii of(AlignedKnee knee, BoneSurface femur) {
        return new CondyleRadii(List.of(
                row(knee, femur, "medial condyle", LabelSet.MEDIAL_TIBIAL_CARTILAGE),
                row(knee, femur, "lateral condyle", LabelSet.LATERAL_TIBIAL_CARTILAGE)));
    }

    private static Row row(AlignedKnee knee, BoneSurface femur, String name, String below) {
        Vec at = AlignedKnee.mean(knee.labels().mask(below));
        double top = knee.joint().z() + HEIGHT;
        return new Row(name, radius(femur, at.x(), top, DISTAL), radius(femur, at.x(), top, POSTERIOR));
    }

    private static double radius(BoneSurface femur, double x, double top, double[] facing) {
        List<double[]> arc = new ArrayList<>();
        float[] normals = femur.bone().normals();
        for (int v = 0; v < femur.bone().vertices(); v++) {
            Vec p = femur.bone().point(v);
            double back = Math.toDegrees(Math.atan2(-normals[3 * v + 1], -normals[3 * v + 2]));
            if (Math.abs(p.x() - x) <= HALF_BAND
                    && p.z() <= top
                    && back >= facing[0]
                    && back <= facing[1]
                    && !femur.lid()[v]) {
                arc.add(new double[] {p.y(), p.z()});
            }
        }
        return CircleFit.of(arc).radius();
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
