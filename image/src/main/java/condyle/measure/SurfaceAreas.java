package condyle.measure;

import condyle.mesh.CoatedBone;
import condyle.mesh.Mesh;
import condyle.mesh.Smoothing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Surface area of each tissue in mm²: of femur and tibia the part within ± 30 mm of the joint line, without the lids at the
 * field of view's edge; of other tissues all of it, cartilage's side on the bone included.
 */
public record SurfaceAreas(Map<String, Double> areas) {
    public SurfaceAreas {
        areas = Collections.unmodifiableMap(new LinkedHashMap<>(areas));
    }

    static SurfaceAreas of(AlignedKnee knee, Map<String, CoatedBone> surfaces) {
        Map<String, Double> areas = new LinkedHashMap<>();
        for (String tissue : knee.tissues()) {
            if (KneeMeasures.longBone(tissue)) {
                areas.put(tissue, near(surfaces.get(tissue), knee.joint().z()));
            } else {
                Mesh mesh = CoatedBone.surface(knee.labels().mask(tissue));
                areas.put(
                        tissue,
                        mesh.isEmpty()
                                ? Double.NaN
                                : Smoothing.taubin(mesh, CoatedBone.ROUNDS).area());
            }
        }
        return new SurfaceAreas(areas);
    }

    private static double near(CoatedBone s, double line) {
        double sum = 0;
        int[] c = s.bone().corners();
        for (int t = 0; t < s.bone().triangles(); t++) {
            boolean lid = s.lid(c[3 * t]) || s.lid(c[3 * t + 1]) || s.lid(c[3 * t + 2]);
            double z = s.bone().point(c[3 * t]).z();
            if (!lid && Math.abs(z - line) <= KneeMeasures.NEAR) {
                sum += s.bone().area(t);
            }
        }
        return s.bone().isEmpty() ? Double.NaN : sum;
    }

    /** The numbers one by one. */
    public List<Measure> measures() {
        List<Measure> out = new ArrayList<>();
        areas.forEach((tissue, area) -> out.add(new Measure("area", KneeMeasures.place(tissue), "mm²", area)));
        return out;
    }
}
