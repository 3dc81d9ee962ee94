package condyle.report;

import condyle.image.LabelSet;
import condyle.image.Tissue;
import java.util.List;
import java.util.Map;

/** One colour for each tissue and group, whatever scheme it comes from. */
final class TissueColor {
    private static final Map<String, Integer> GROUPS = Map.of(
            LabelSet.TIBIAL_CARTILAGE, 0x3BBC72,
            LabelSet.MENISCI, 0xF4824B,
            LabelSet.BONES, 0xC9B27C,
            LabelSet.CARTILAGE, 0x3B8FE8,
            LabelSet.CARTILAGE_AND_MENISCI, 0x8A7BE0);
    private static final int OTHER = 0x7A8CA3;

    private TissueColor() {}

    /** 0xRRGGBB. */
    static int of(String name) {
        for (LabelSet scheme : List.of(LabelSet.CONDYLE, LabelSet.PYMSKT)) {
            for (Tissue t : scheme.tissues()) {
                if (t.name().equals(name)) {
                    return t.color();
                }
            }
        }
        return GROUPS.getOrDefault(name, OTHER);
    }

    /** As pages write it. */
    static String css(String name) {
        return String.format("#%06x", of(name));
    }
}
