package condyle.measure;

import condyle.image.LabelSet;
import condyle.mesh.PointIndex;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Thickness of cartilage: from each point of the bone that it covers, the distance to the nearest of its outer side.
 *
 * <p>The mean is over the covered area, edges included, where the thickness falls to none.
 */
public record CartilageThickness(Map<String, Row> rows) {
    private static final Map<String, String> NAMES = Map.of(
            LabelSet.FEMUR, LabelSet.FEMORAL_CARTILAGE,
            LabelSet.TIBIA, LabelSet.TIBIAL_CARTILAGE,
            LabelSet.PATELLA, LabelSet.PATELLAR_CARTILAGE);

    /** Mean thickness in mm, NaN without cartilage, and the area of bone that is covered, in mm². */
    public record Row(double mean, double covered) {}

    public CartilageThickness {
        rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
    }

    static CartilageThickness of(Map<String, BoneSurface> surfaces) {
        Map<String, Row> rows = new LinkedHashMap<>();
        surfaces.forEach((bone, s) -> rows.put(NAMES.get(bone), row(s)));
        return new CartilageThickness(rows);
    }

    static Row row(BoneSurface s) {
        PointIndex outer = PointIndex.of(s.joint(), s.cartilage());
        double[] areas = s.bone().vertexAreas();
        double sum = 0;
        double area = 0;
        for (int v = 0; v < areas.length; v++) {
            if (s.covered()[v]) {
                sum += areas[v] * outer.distance(s.bone().point(v));
                area += areas[v];
            }
        }
        return new Row(sum / area, area);
    }

    /** The numbers one by one. */
    public List<Measure> measures() {
        List<Measure> out = new ArrayList<>();
        rows.forEach((name, r) -> out.add(new Measure("thickness", name, "mm", r.mean)));
        rows.forEach((name, r) -> out.add(new Measure("area", "bone under " + name, "mm²", r.covered)));
        return out;
    }
}
