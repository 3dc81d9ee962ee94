package condyle.experiment;

import condyle.config.Check;
import condyle.data.Brightness;
import condyle.data.Fold;
import condyle.data.Held;
import condyle.data.RenderedCase;
import condyle.image.Orientation;
import condyle.image.Vec;
import condyle.io.Assumed;
import java.util.Optional;

/**
 * Annotated knees as training data.
 *
 * <p>A case with an image is cut from it; of one without, images are made from its labels as of a synthetic knee.
 *
 * @param table CSV file (subject, side, visit, image, labels), folder of nnU-Net (dataset.json), or folder of the IWOAI
 *     challenge (.im and .seg), relative to the experiment's file
 * @param labels scheme of the label maps: condyle, zib, pymskt, iwoai, binary, or a YAML file, relative likewise; the
 *     folders know their own
 * @param share of the patches cut from cases, where there are synthetic knees too
 * @param spacing voxel spacing of the knees in memory, mm, one number or one for each of x, y, z
 * @param contexts coarse passes kept of each case, for the stages that take one
 * @param validation subjects never trained on; an IWOAI folder has its own where none are named
 * @param fold subjects neither trained nor validated on but kept for a test, where this is a part of a cross-validation
 * @param hashSubjects whether the certificate has salted hashes for the subjects' names
 * @param assume spacing and orientation of files that do not say
 * @param render how images are made of cases without one
 * @param brightness how the images of the others are varied
 */
public record Cases(
        String table,
        Optional<String> labels,
        double share,
        Vec spacing,
        int contexts,
        Held validation,
        Optional<Fold> fold,
        boolean hashSubjects,
        Assume assume,
        RenderedCase.Settings render,
        Brightness brightness) {
    /**
     * What is taken for granted of files that do not say.
     *
     * @param spacing mm along the file's x, y, z
     * @param orientation three letters, such as RPI
     */
    public record Assume(Optional<Vec> spacing, Optional<String> orientation) {
        public static final Assume DEFAULTS = new Assume(Optional.empty(), Optional.empty());

        public Assume {
            orientation.ifPresent(letters -> {
                try {
                    Orientation.of(letters);
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException("orientation: " + e.getMessage(), e);
                }
            });
        }

        /** As readers of files take it. */
        public Assumed given() {
            return new Assumed(spacing, orientation.map(Orientation::of));
        }
    }

    public static final Cases DEFAULTS = new Cases(
            null,
            Optional.empty(),
            0.5,
            Vec.of(0.75),
            2,
            Held.DEFAULTS,
            Optional.empty(),
            false,
            Assume.DEFAULTS,
            RenderedCase.Settings.DEFAULTS,
            Brightness.DEFAULTS);

    public Cases {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("share: " + share + " is out of range, expected above 0 to 1");
        }
        for (int k = 0; k < 3; k++) {
            if (!(spacing.along(k) >= 0.3 && spacing.along(k) <= 5)) {
                throw new IllegalArgumentException(
                        "spacing: " + spacing.along(k) + " is out of range, expected 0.3–5 mm");
            }
        }
        Check.atLeast("contexts", contexts, 1);
        if (hashSubjects && !validation.subjects().isEmpty()) {
            throw new IllegalArgumentException(
                    "hashSubjects: true, but validation names subjects, and these names stand "
                            + "in experiment.yaml; expected a share there");
        }
    }

    /** The same with another table. */
    public Cases withTable(String file) {
        return new Cases(
                file, labels, share, spacing, contexts, validation, fold, hashSubjects, assume, render, brightness);
    }

    /** The same with other subjects held out. */
    public Cases holding(Held held, Optional<Fold> tested) {
        return new Cases(
                table, labels, share, spacing, contexts, held, tested, hashSubjects, assume, render, brightness);
    }
}
