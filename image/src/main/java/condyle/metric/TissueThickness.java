package condyle.metric;

import condyle.image.Box;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.mesh.CoatedBone;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Mean thickness of the cartilages of a label map, in mm: from each point of the bone that they cover the distance to the
 * nearest of their outer side, the mean being over the covered area.
 *
 * <p>The measure of {@code condyle.measure}, on the map's own grid. A cartilage whose bone the scheme does not know, or
 * that is empty, has none; a group's mean is over the area that all its members cover.
 */
final class TissueThickness {
    /** Voxels kept around the cartilage. What lies farther off moves a thickness by less than a micrometre: smoothing fades. */
    private static final int MARGIN = 8;

    private TissueThickness() {}

    /** Thickness by name of tissue or group, without those that have none. */
    static Map<String, Double> of(LabelMap map) {
        double[] area = new double[256];
        double[] sum = new double[256];
        LabelSet labels = map.labels();
        BitSet measured = new BitSet();
        LabelSet.COATS.forEach((bone, coat) -> {
            if (labels.numbers(bone).isPresent() && labels.numbers(coat).isPresent()) {
                measured.or(labels.numbers(coat).get());
                add(map, bone, coat, area, sum);
            }
        });
        Map<String, Double> out = new LinkedHashMap<>();
        for (String name : labels.names()) {
            BitSet numbers = labels.numbers(name).orElseThrow();
            double a = numbers.stream().mapToDouble(n -> area[n]).sum();
            if (a > 0 && numbers.stream().allMatch(measured::get)) {
                out.put(name, numbers.stream().mapToDouble(n -> sum[n]).sum() / a);
            }
        }
        return out;
    }

    private static void add(LabelMap map, String bone, String coat, double[] area, double[] sum) {
        Box bounds = map.mask(coat).bounds();
        if (bounds == null) {
            return;
        }
        LabelMap part = map.crop(bounds.grow(MARGIN, map.size()));
        CoatedBone s = CoatedBone.of(part.mask(bone), part.mask(coat));
        double[] areas = s.bone().vertexAreas();
        double[] thickness = s.thickness();
        for (int v = 0; v < areas.length; v++) {
            if (s.covered()[v]) {
                int label = part.data()[s.beyond()[v]] & 0xff;
                area[label] += areas[v];
                sum[label] += areas[v] * thickness[v];
            }
        }
    }
}
