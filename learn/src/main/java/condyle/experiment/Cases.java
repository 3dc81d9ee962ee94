package condyle.experiment;

import condyle.data.Brightness;
import condyle.data.Held;
import condyle.data.RenderedCase;

/**
 * Annotated knees as training data.
 *
 * <p>A case with an image is cut from it; of one without, images are made from its labels as of a synthetic knee.
 *
 * @param table CSV file (subject, side, visit, image, labels), relative to the experiment's file
 * @param labels scheme of the label maps: condyle, zib, pymskt, iwoai, binary, or a YAML file, relative likewise
 * @param share of the patches cut from cases, where there are synthetic knees too
 * @param spacing voxel spacing of the knees in memory, mm
 * @param contexts coarse passes kept of each case, for the stages that take one
 * @param validation subjects never trained on
 * @param render how images are made of cases without one
 * @param brightness how the images of the others are varied
 */
public record Cases(
        String table,
        String labels,
        double share,
        double spacing,
        int contexts,
        Held validation,
        RenderedCase.Settings render,
        Brightness brightness) {
    public static final Cases DEFAULTS =
            new Cases(null, null, 0.5, 0.75, 2, Held.DEFAULTS, RenderedCase.Settings.DEFAULTS, Brightness.DEFAULTS);

    public Cases {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("share: " + share + " is out of range, expected above 0 to 1");
        }
        if (!(spacing >= 0.3 && spacing <= 5)) {
            throw new IllegalArgumentException("spacing: " + spacing + " is out of range, expected 0.3–5 mm");
        }
        if (contexts < 1) {
            throw new IllegalArgumentException("contexts: " + contexts + " is out of range, expected at least 1");
        }
    }

    Cases withTable(String file) {
        return new Cases(file, labels, share, spacing, contexts, validation, render, brightness);
    }
}
