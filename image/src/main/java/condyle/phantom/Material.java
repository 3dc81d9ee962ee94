package condyle.phantom;

import java.util.function.Predicate;

/** What a voxel of a synthetic knee is made of. */
public enum Material {
    AIR(0),
    SKIN(0),
    FAT(0),
    MUSCLE(0),
    FASCIA(0),
    FLUID(0),
    FAT_PAD(0),
    SYNOVIUM(0),
    LIGAMENT(0),
    TENDON(0),
    VESSEL(0),
    FEMUR_MARROW(1),
    FEMUR_CORTEX(1),
    TIBIA_MARROW(2),
    TIBIA_CORTEX(2),
    PATELLA_MARROW(3),
    PATELLA_CORTEX(3),
    FIBULA_MARROW(0),
    FIBULA_CORTEX(0),
    FEMORAL_CARTILAGE(4),
    MEDIAL_TIBIAL_CARTILAGE(5),
    LATERAL_TIBIAL_CARTILAGE(6),
    PATELLAR_CARTILAGE(7),
    MEDIAL_MENISCUS(8),
    LATERAL_MENISCUS(9),
    FEMUR_OEDEMA(1),
    TIBIA_OEDEMA(2),
    PATELLA_OEDEMA(3),
    FEMUR_CYST(1),
    TIBIA_CYST(2),
    PATELLA_CYST(3);

    private static final Material[] ALL = values();

    private final int label;

    Material(int label) {
        this.label = label;
    }

    /** Number of the tissue in {@link condyle.image.LabelSet#CONDYLE}; 0 for soft tissue, fibula and air. */
    public int label() {
        return label;
    }

    /** The material's place as a byte, as {@link Materials} stores it. */
    public byte code() {
        return (byte) ordinal();
    }

    /** Which codes belong to materials that pass. */
    static boolean[] codes(Predicate<Material> test) {
        boolean[] in = new boolean[ALL.length];
        for (Material m : ALL) {
            in[m.ordinal()] = test.test(m);
        }
        return in;
    }

    /** Whether it is cartilage of any bone. */
    boolean isCartilage() {
        return name().endsWith("CARTILAGE");
    }

    /** Whether it is the dark shell of any bone. */
    boolean isCortex() {
        return name().endsWith("CORTEX");
    }

    /** Whether it is marrow of any bone, without lesion or cyst. */
    boolean isMarrow() {
        return name().endsWith("MARROW");
    }

    /** Whether it is a lesion in the marrow of any bone. */
    boolean isOedema() {
        return name().endsWith("OEDEMA");
    }

    /** Whether it is a cyst in the marrow of any bone. */
    boolean isCyst() {
        return name().endsWith("CYST");
    }

    /** Whether it is any part of any bone. */
    boolean isBone() {
        return isMarrow() || isCortex() || isOedema() || isCyst();
    }

    /** Whether it is one of the menisci. */
    boolean isMeniscus() {
        return name().endsWith("MENISCUS");
    }

    /** Number of materials. */
    public static int count() {
        return ALL.length;
    }

    /** The material of a stored byte. */
    public static Material of(byte code) {
        return ALL[code];
    }
}
