package condyle.measure;

import condyle.image.LabelSet;
import condyle.image.Vec;
import condyle.mesh.CoatedBone;
import condyle.mesh.PointIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * How close opposite cartilages come: from the outer side of tibial or patellar cartilage to the femoral cartilage's.
 *
 * <p>Contact is the area within 1 mm, the gap the median over the area, both counted on the smaller cartilage.
 */
public record JointGaps(List<Row> rows) {
    /** Own choice: a little more than a voxel of 0.7 mm, so that faces that touch always count. */
    static final double CONTACT = 1;

    /** One joint: contact area in mm² and gap in mm, NaN where one of its cartilages is missing. */
    public record Row(String joint, double contact, double gap) {}

    public JointGaps {
        rows = List.copyOf(rows);
    }

    static JointGaps of(AlignedKnee knee, Map<String, CoatedBone> surfaces) {
        CoatedBone femur = surfaces.get(LabelSet.FEMUR);
        PointIndex opposite = PointIndex.of(femur.joint(), femur.cartilage());
        List<Row> rows = new ArrayList<>();
        CoatedBone tibia = surfaces.get(LabelSet.TIBIA);
        double middle = (AlignedKnee.mean(knee.labels().mask(LabelSet.MEDIAL_TIBIAL_CARTILAGE))
                                .x()
                        + AlignedKnee.mean(knee.labels().mask(LabelSet.LATERAL_TIBIAL_CARTILAGE))
                                .x())
                / 2;
        rows.add(row("medial femoral–tibial", half(tibia, middle, -1), opposite));
        rows.add(row("lateral femoral–tibial", half(tibia, middle, 1), opposite));
        if (surfaces.containsKey(LabelSet.PATELLA)) {
            rows.add(row("femoral–patellar", surfaces.get(LabelSet.PATELLA), opposite));
        }
        return new JointGaps(rows);
    }

    private static CoatedBone half(CoatedBone s, double middle, int sign) {
        boolean[] chosen = s.cartilage().clone();
        for (int v = 0; v < chosen.length; v++) {
            chosen[v] &= (s.joint().point(v).x() - middle) * sign > 0;
        }
        return new CoatedBone(s.bone(), s.beyond(), s.covered(), s.joint(), chosen);
    }

    private static Row row(String name, CoatedBone s, PointIndex opposite) {
        double[] areas = s.joint().vertexAreas();
        List<double[]> found = new ArrayList<>();
        double contact = 0;
        double all = 0;
        for (int v = 0; v < areas.length; v++) {
            if (s.cartilage()[v]) {
                Vec p = s.joint().point(v);
                double d = opposite.distance(p);
                contact += d < CONTACT ? areas[v] : 0;
                all += areas[v];
                found.add(new double[] {d, areas[v]});
            }
        }
        double gap = median(found, all);
        return new Row(name, Double.isFinite(gap) ? contact : Double.NaN, Double.isFinite(gap) ? gap : Double.NaN);
    }

    /** Value up to which half of the weight lies, NaN without any. */
    private static double median(List<double[]> weighted, double all) {
        double[][] sorted = weighted.toArray(double[][]::new);
        Arrays.sort(sorted, Comparator.comparingDouble(w -> w[0]));
        double sum = 0;
        for (double[] w : sorted) {
            sum += w[1];
            if (sum >= all / 2) {
                return w[0];
            }
        }
        return Double.NaN;
    }

    /** The numbers one by one. */
    public List<Measure> measures() {
        List<Measure> out = new ArrayList<>();
        rows.forEach(r -> out.add(new Measure("contact", r.joint, "mm²", r.contact)));
        rows.forEach(r -> out.add(new Measure("gap", r.joint, "mm", r.gap)));
        return out;
    }
}
