package condyle.experiment;

import condyle.image.Vec;

/**
 * Synthetic knees as training data.
 *
 * @param count subjects to train on; 0 where they only validate
 * @param validation subjects to validate on, never trained on
 * @param seed seed of the first subject; the others follow, validation last
 * @param spacing voxel spacing of the cached anatomies, mm
 * @param surround how much more of the leg, mm, is made on each side than a knee scan shows, for scans that show more
 * @param contexts coarse passes kept of each subject, for the stages that take one
 * @param foreign share of subjects whose bones and cartilages lie in the soft tissue of another one: that the two need
 *     not fit is what makes the tissues themselves the clue
 * @param dess share of the patches imaged as a good double-echo scan is; the others have mixed contrasts and scanners
 */
public record Phantoms(
        Integer count,
        int validation,
        long seed,
        double spacing,
        double surround,
        int contexts,
        double foreign,
        double dess) {
    public static final Phantoms DEFAULTS = new Phantoms(null, 4, 1, 0.75, 0, 2, 0, 0);

    public Phantoms {
        if (count != null && count < 0) {
            throw new IllegalArgumentException("count: " + count + " is out of range, expected at least 0");
        }
        if (validation < 1) {
            throw new IllegalArgumentException("validation: " + validation + " is out of range, expected at least 1");
        }
        if (!(spacing >= 0.3 && spacing <= 5)) {
            throw new IllegalArgumentException("spacing: " + spacing + " is out of range, expected 0.3–5 mm");
        }
        if (!(surround >= 0 && surround <= 50)) {
            throw new IllegalArgumentException("surround: " + surround + " is out of range, expected 0–50 mm");
        }
        if (contexts < 1) {
            throw new IllegalArgumentException("contexts: " + contexts + " is out of range, expected at least 1");
        }
        if (!(dess >= 0 && dess <= 1)) {
            throw new IllegalArgumentException("dess: " + dess + " is out of range, expected 0–1");
        }
        if (!(foreign >= 0 && foreign <= 1)) {
            throw new IllegalArgumentException("foreign: " + foreign + " is out of range, expected 0–1");
        }
    }

    /** All knees, those to validate on too. */
    int knees() {
        return count + validation;
    }

    /** What each shows, about, mm along x, y and z. */
    Vec extent() {
        return new Vec(112 + 2 * surround, 140 + 2 * surround, 140 + 2 * surround);
    }
}
