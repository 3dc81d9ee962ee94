package condyle.measure;

import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.mesh.CoatedBone;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that is compared between knees, family by family, in one order for all knees of one scheme. */
public final class KneeMeasures {
    /** Femur and tibia count where they lie within this of the joint line, mm: scans cut them off elsewhere. */
    static final double NEAR = 30;

    static final String NEAR_WORDS = " within ± 30 mm of the joint line";

    private KneeMeasures() {}

    /** Whether a scan cuts the tissue off. */
    static boolean longBone(String tissue) {
        return tissue.equals(LabelSet.FEMUR) || tissue.equals(LabelSet.TIBIA);
    }

    /** The tissue, or the part of it that counts, in words. */
    static String place(String tissue) {
        return longBone(tissue) ? tissue + NEAR_WORDS : tissue;
    }

    /** Measures one knee; bones that its scheme cannot tell are left out. */
    public static List<Measure> of(AlignedKnee knee) {
        Map<String, CoatedBone> surfaces = new LinkedHashMap<>();
        for (String bone : LabelSet.GROUPS.get(LabelSet.BONES)) {
            if (knee.knows(bone)) {
                surfaces.put(bone, surface(knee.labels(), bone));
            }
        }
        List<Measure> all = new ArrayList<>();
        all.addAll(TissueSizes.of(knee).measures());
        all.addAll(SurfaceAreas.of(knee, surfaces).measures());
        all.addAll(CartilageThickness.of(surfaces).measures());
        all.addAll(JointGaps.of(knee, surfaces).measures());
        all.addAll(CondyleRadii.of(knee, surfaces.get(LabelSet.FEMUR)).measures());
        return all;
    }

    private static CoatedBone surface(LabelMap labels, String bone) {
        return CoatedBone.of(labels.mask(bone), labels.mask(LabelSet.COATS.get(bone)));
    }
}
