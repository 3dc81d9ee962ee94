package condyle.phantom;

import static condyle.phantom.Anatomy.*;

/** Decides by rank what a point with the given fields is made of. */
final class Decision {
    private static final float CORTEX = 0.8f;
    private static final float SKIN = 1.4f;
    private static final float REACH = 9;

    /** Shell, marrow, marrow with a lesion, and cyst of a bone. */
    private static final Material[] FEMORAL_BONE = {
        Material.FEMUR_CORTEX, Material.FEMUR_MARROW, Material.FEMUR_OEDEMA, Material.FEMUR_CYST
    };

    private static final Material[] TIBIAL_BONE = {
        Material.TIBIA_CORTEX, Material.TIBIA_MARROW, Material.TIBIA_OEDEMA, Material.TIBIA_CYST
    };
    private static final Material[] PATELLAR_BONE = {
        Material.PATELLA_CORTEX, Material.PATELLA_MARROW, Material.PATELLA_OEDEMA, Material.PATELLA_CYST
    };

    private Decision() {}

    /** Decides at a point {@code height} mm above the joint line. */
    static Material of(float[] v, double height) {
        if (v[BODY] > 0) {
            return Material.AIR;
        }
        Material bone = bone(v, (float) shell(height));
        if (bone != null) {
            return bone;
        }
        if (v[BODY] > -SKIN) {
            return Material.SKIN;
        }
        boolean joint = v[FEMUR] < 30 || v[PATELLA] < 12;
        if (joint) {
            Material m = articular(v);
            if (m != null) {
                return m;
            }
        }
        return soft(v);
    }

    /** Thickness of the dark cortex of femur and tibia, mm: thin about the joint, 4 mm along the shafts. */
    static double shell(double height) {
        return CORTEX + 3.2 * Shapes.step(30, 75, Math.abs(height));
    }

    private static Material bone(float[] v, float shell) {
        if (v[FEMUR] <= 0 && v[FEMUR] <= v[TIBIA]) {
            return inner(v, v[FEMUR] > -shell, FEMORAL_BONE);
        }
        if (v[TIBIA] <= 0) {
            return inner(v, v[TIBIA] > -shell, TIBIAL_BONE);
        }
        if (v[PATELLA] <= 0) {
            return inner(v, v[PATELLA] > -CORTEX, PATELLAR_BONE);
        }
        if (v[FIBULA] <= 0) {
            return v[FIBULA] > -CORTEX ? Material.FIBULA_CORTEX : Material.FIBULA_MARROW;
        }
        return null;
    }

    private static Material inner(float[] v, boolean shell, Material[] of) {
        if (v[CYST] < 0) {
            return of[3];
        }
        return shell ? of[0] : v[OEDEMA] < 0 ? of[2] : of[1];
    }

    /** Share of the cartilage's thickness above the bone; large where there is none. */
    private static float share(float distance, float thickness) {
        return thickness < 0.25f ? 99 : distance / thickness;
    }

    private static Material articular(float[] v) {
        float f = share(v[FEMUR], v[FEMORAL]);
        float t = share(v[TIBIA], v[TIBIAL]);
        float p = share(v[PATELLA], v[PATELLAR]);
        if (f < 1 && f <= t && f <= p) {
            return Material.FEMORAL_CARTILAGE;
        }
        if (t < 1 && t <= p) {
            return v[ACROSS] < 0 ? Material.MEDIAL_TIBIAL_CARTILAGE : Material.LATERAL_TIBIAL_CARTILAGE;
        }
        if (p < 1) {
            return Material.PATELLAR_CARTILAGE;
        }
        boolean free = v[FEMUR] > v[FEMORAL] + 0.15f && v[TIBIA] > 0.1f;
        if (free && v[MEDIAL] < 0) {
            return Material.MEDIAL_MENISCUS;
        }
        if (free && v[LATERAL] < 0) {
            return Material.LATERAL_MENISCUS;
        }
        if (v[LIGAMENT] < 0) {
            return Material.LIGAMENT;
        }
        if (v[CAVITY] < 0 && v[FEMUR] < REACH && v[TIBIA] < REACH) {
            return Material.FLUID;
        }
        if (v[POOL] < 0) {
            return pool(v);
        }
        float above = Math.min(v[FEMUR] - v[FEMORAL], v[PATELLA] - Math.max(v[PATELLAR], -9));
        if (above < v[FILM] && (v[FEMUR] < v[PATELLA] || v[PATELLAR] > 0.25f)) {
            return Material.FLUID;
        }
        return v[SYNOVIUM] < 0 ? notch(v) : null;
    }

    /** Fluid, or the thickened synovium at its border. */
    private static Material pool(float[] v) {
        return v[POOL] > -v[LINING] ? Material.SYNOVIUM : Material.FLUID;
    }

    /** The notch around the ligaments: synovium, fat and some fluid. */
    private static Material notch(float[] v) {
        float n = v[NOISE];
        return n > 0.9f ? Material.FLUID : n < -0.4f ? Material.FAT_PAD : Material.SYNOVIUM;
    }

    private static Material soft(float[] v) {
        if (v[LIGAMENT] < 0) {
            return Material.LIGAMENT;
        }
        if (v[VESSEL] < 0) {
            return Material.VESSEL;
        }
        if (v[TENDON] < 0) {
            return Material.TENDON;
        }
        if (v[POOL] < 0) {
            return pool(v);
        }
        if (v[FASCIA] > -0.7f) {
            return v[FASCIA] > 0 ? Material.FAT : Material.FASCIA;
        }
        if (v[MUSCLE] < 0) {
            return v[SEAM] < 0.7f ? Material.FASCIA : Material.MUSCLE;
        }
        return v[PAD] < 0 ? Material.FAT_PAD : Material.FAT;
    }
}
