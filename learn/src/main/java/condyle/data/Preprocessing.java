package condyle.data;

import condyle.config.Choice;
import condyle.image.Geometry;
import condyle.image.Orientation;
import condyle.image.Vec;
import java.util.Optional;

/**
 * How a stage looks at scans, in training and in use: which axes, which part, which scale of brightness.
 *
 * <p>All of it is undone for results: labels come back on the scan's own grid, and outside the part lies background.
 *
 * @param orientation directions of x, y and z, such as RAS
 * @param crop the part looked at, in the stage's own voxels; all where there is none
 * @param intensity scale of brightness
 * @param statistics what the scale is taken from
 */
public record Preprocessing(String orientation, Optional<Crop> crop, Choice intensity, Statistics statistics) {
    /** What the scale of brightness is taken from. */
    public enum Statistics {
        /** In training each patch, in use what the pass looks at. */
        PATCH,
        /** The whole scan; knees that are imaged anew for each patch have none, so of them the patch. */
        SCAN
    }

    public static final Preprocessing DEFAULTS = new Preprocessing(
            Orientation.RAS.toString(),
            Optional.empty(),
            new Choice("z-score", Intensities.ZScore.DEFAULTS),
            Statistics.PATCH);

    public Preprocessing {
        try {
            Orientation.of(orientation);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("orientation: " + e.getMessage(), e);
        }
    }

    /** The directions of the axes. */
    public Orientation axes() {
        return Orientation.of(orientation);
    }

    /** The scale of brightness. */
    public Intensity scale() {
        return Intensities.ALL.make(intensity, null);
    }

    /** The part of a knee that is looked at, its axes in order; its spacing is that given only where it was cropped. */
    public Geometry frame(Geometry knee, Vec spacing) {
        Geometry turned = axes().turn(knee);
        return crop.isEmpty() ? turned : crop.get().of(turned.withSpacing(spacing));
    }
}
