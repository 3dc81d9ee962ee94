package condyle.data;

import condyle.config.Choice;
import condyle.image.Box;
import condyle.image.Geometry;
import condyle.image.Interpolation;
import condyle.image.Orientation;
import condyle.image.Resample;
import condyle.image.Vec;
import condyle.image.Volume;
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
        /**
         * In training each patch, in use all that the pass looks at: the two differ the more, the smaller the patches are
         * beside the knee, and most for slices.
         */
        PATCH,
        /** In training each patch, in use each window: the same where windows are as large as patches. */
        WINDOW,
        /** The whole scan as it was read; knees that are imaged anew for each patch have none, so of them the patch. */
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

    /**
     * A scan on a grid as the network sees it in use, beyond the scan air, as dark as its darkest voxel; with {@link
     * Statistics#WINDOW} on the scan's own scale, to which each window is then brought by itself ({@link #ofEachWindow}).
     */
    public Volume look(Volume scan, Geometry grid) {
        float air = Float.MAX_VALUE;
        for (float v : scan.data()) {
            air = Math.min(air, v);
        }
        Volume image = Resample.to(scan, grid, Interpolation.LINEAR, air);
        if (statistics == Statistics.WINDOW) {
            return image;
        }
        Rescaling of = scale().of(statistics == Statistics.SCAN ? scan.data() : image.data());
        return Volume.of(grid, of.of(image.data(), grid.size(), Box.of(grid.size())));
    }

    /** The scale that each window is brought to by itself, where it is. */
    public Optional<Intensity> ofEachWindow() {
        return statistics == Statistics.WINDOW ? Optional.of(scale()) : Optional.empty();
    }
}
