package condyle.phantom;

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

    /** Number of materials. */
    public static int count() {
        return ALL.length;
    }

    /** The material of a stored byte. */
    public static Material of(byte code) {
        return ALL[code];
    }
}
