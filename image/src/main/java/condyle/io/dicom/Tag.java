package condyle.io.dicom;

import java.util.Set;

/** Tags of the elements that the parser keeps, group in the high half: (0028,0010) is 0x00280010. */
public final class Tag {
    public static final int TRANSFER_SYNTAX = 0x00020010;
    public static final int SOP_CLASS = 0x00080016;
    public static final int MODALITY = 0x00080060;
    public static final int ECHO_NUMBER = 0x00180086;
    public static final int SERIES_UID = 0x0020000E;
    public static final int SERIES_NUMBER = 0x00200011;
    public static final int POSITION = 0x00200032;
    public static final int ORIENTATION = 0x00200037;
    public static final int LATERALITY = 0x00200060;
    public static final int IMAGE_LATERALITY = 0x00200062;
    public static final int SAMPLES_PER_PIXEL = 0x00280002;
    public static final int PHOTOMETRIC = 0x00280004;
    public static final int FRAMES = 0x00280008;
    public static final int ROWS = 0x00280010;
    public static final int COLUMNS = 0x00280011;
    public static final int PIXEL_SPACING = 0x00280030;
    public static final int BITS_ALLOCATED = 0x00280100;
    public static final int BITS_STORED = 0x00280101;
    public static final int HIGH_BIT = 0x00280102;
    public static final int PIXEL_REPRESENTATION = 0x00280103;
    public static final int RESCALE_INTERCEPT = 0x00281052;
    public static final int RESCALE_SLOPE = 0x00281053;
    public static final int PIXEL_DATA = 0x7FE00010;

    static final int ITEM = 0xFFFEE000;
    static final int ITEM_END = 0xFFFEE00D;
    static final int SEQUENCE_END = 0xFFFEE0DD;

    private static final Set<Integer> KEPT = Set.of(
            TRANSFER_SYNTAX,
            SOP_CLASS,
            MODALITY,
            ECHO_NUMBER,
            SERIES_UID,
            SERIES_NUMBER,
            POSITION,
            ORIENTATION,
            LATERALITY,
            IMAGE_LATERALITY,
            SAMPLES_PER_PIXEL,
            PHOTOMETRIC,
            FRAMES,
            ROWS,
            COLUMNS,
            PIXEL_SPACING,
            BITS_ALLOCATED,
            BITS_STORED,
            HIGH_BIT,
            PIXEL_REPRESENTATION,
            RESCALE_INTERCEPT,
            RESCALE_SLOPE);

    private Tag() {}

    static boolean isKept(int tag) {
        return KEPT.contains(tag);
    }

    /** As messages show it: {@code (0028,0010)}. */
    public static String toString(int tag) {
        return String.format("(%04x,%04x)", tag >>> 16, tag & 0xffff);
    }
}
