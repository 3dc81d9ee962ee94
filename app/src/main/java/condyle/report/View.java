package condyle.report;

import condyle.image.Vec;

/**
 * A way to look at a knee, in the radiologist's convention: superior is up, anterior is left in the sagittal view and
 * up in the axial one, and the patient's right is on the viewer's left.
 */
public enum View {
    SAGITTAL(0, new Vec(0, -1, 0), new Vec(0, 0, -1), "APSI"),
    CORONAL(1, new Vec(-1, 0, 0), new Vec(0, 0, -1), "RLSI"),
    AXIAL(2, new Vec(-1, 0, 0), new Vec(0, -1, 0), "RLAP");

    private final int normal;
    private final Vec across;
    private final Vec down;
    private final String letters;

    View(int normal, Vec across, Vec down, String letters) {
        this.normal = normal;
        this.across = across;
        this.down = down;
        this.letters = letters;
    }

    /** World axis that goes through the slices: 0 left–right, 1 posterior–anterior, 2 inferior–superior. */
    int normal() {
        return normal;
    }

    /** World direction towards the picture's right edge. */
    Vec across() {
        return across;
    }

    /** World direction towards the picture's lower edge. */
    Vec down() {
        return down;
    }

    /** What lies at the left, right, upper and lower edge, a letter each. */
    String letters() {
        return letters;
    }

    /** World axis along the picture's width. */
    int acrossAxis() {
        return across.x() != 0 ? 0 : 1;
    }

    /** World axis along the picture's height. */
    int downAxis() {
        return down.y() != 0 ? 1 : 2;
    }
}
