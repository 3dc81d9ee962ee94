package condyle.data;

import condyle.config.Check;

/**
 * How training patches are varied, the labels along with the image.
 *
 * <p>Medial and lateral are anatomy, so no labels swap in a mirrored knee.
 *
 * @param rotation largest angle about each axis, degrees
 * @param scaling largest relative change of size along each axis
 * @param mirror share of patches mirrored from left to right
 * @param cut share of patches in which the field of view ends inside
 * @param blank share of patches whose coarse context is withheld, so that the image alone must do
 * @param flipFront share of patches mirrored from front to back
 * @param flipUp share of patches turned upside down
 * @param shift largest move of a patch along each axis, mm, after its place was drawn
 * @param elastic largest bend, mm, along each axis, in waves of {@code elasticWave}
 * @param elasticWave shortest length of a wave, mm
 * @param tumble share of patches turned to any direction in space with equal chance: slices of planes in every direction, as
 *     MultiPlanarUNet learns from (arXiv:1911.01764)
 * @param brightness changes of brightness alone
 */
public record Augmentation(
        double rotation,
        double scaling,
        double mirror,
        double cut,
        double blank,
        double flipFront,
        double flipUp,
        double shift,
        double elastic,
        double elasticWave,
        double tumble,
        Variation brightness) {
    public static final Augmentation DEFAULTS = new Augmentation(12, 0.12, 0.5, 0.3, 0.1);

    /** Without the rarer ones. */
    public Augmentation(double rotation, double scaling, double mirror, double cut, double blank) {
        this(rotation, scaling, mirror, cut, blank, 0, 0, 0, 0, 40, 0, Variation.DEFAULTS);
    }

    public Augmentation {
        Check.within("rotation", rotation, 0, 180);
        Check.within("scaling", scaling, 0, 0.9);
        Check.within("mirror", mirror, 0, 1);
        Check.within("cut", cut, 0, 1);
        Check.within("blank", blank, 0, 1);
        Check.within("flipFront", flipFront, 0, 1);
        Check.within("flipUp", flipUp, 0, 1);
        Check.within("shift", shift, 0, 200);
        Check.within("elastic", elastic, 0, 20);
        Check.within("elasticWave", elasticWave, 5, 500);
        Check.within("tumble", tumble, 0, 1);
    }
}
