package condyle.measure;

import condyle.image.LabelSet;
import condyle.mesh.CoatedBone;
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
    /** Mean thickness in mm, NaN without cartilage, and the area of bone that is covered, in mm². */
    public record Row(double mean, double covered) {}

    public CartilageThickness {
        rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
    }

    static CartilageThickness of(Map<String, CoatedBone> surfaces) {
        Map<String, Row> rows = new LinkedHashMap<>();
        surfaces.forEach((bone, s) -> rows.put(LabelSet.COATS.get(bone), row(s)));
        return new CartilageThickness(rows);
    }

    static Row row(CoatedBone s) {
        double[] thickness = s.thickness();
        double[] areas = s.bone().vertexAreas();
        double sum = 0;
        double area = 0;
        for (int v = 0; v < areas.length; v++) {
            if (s.covered()[v]) {
                sum += areas[v] * thickness[v];
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
