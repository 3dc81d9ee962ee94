package condyle.data;

/**
 * How training patches are varied in space.
 *
 * @param rotation largest angle about each axis, degrees
 * @param scaling largest relative change of size along each axis
 * @param mirror share of patches mirrored from left to right
 * @param cut share of patches in which the field of view ends inside
 * @param blank share of patches whose coarse context is withheld, so that the image alone must do
 */
public record Augmentation(double rotation, double scaling, double mirror, double cut, double blank) {
    public static final Augmentation DEFAULTS = new Augmentation(12, 0.12, 0.5, 0.3, 0.1);

    public Augmentation {
        require(rotation >= 0 && rotation <= 180, "rotation", rotation, "0–180 degrees");
        require(scaling >= 0 && scaling < 0.9, "scaling", scaling, "0–0.9");
        require(mirror >= 0 && mirror <= 1, "mirror", mirror, "0–1");
        require(cut >= 0 && cut <= 1, "cut", cut, "0–1");
        require(blank >= 0 && blank <= 1, "blank", blank, "0–1");
    }

    private static void require(boolean holds, String name, double value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(name + ": " + value + " is out of range, expected " + expected);
        }
    }
}
