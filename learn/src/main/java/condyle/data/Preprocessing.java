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
 * @param letterbox slices of fixed size, as networks of photographs see them; the stage's spacing then only says what a
 *     voxel of the scan is
 */
public record Preprocessing(
        String orientation,
        Optional<Crop> crop,
        Choice intensity,
        Statistics statistics,
        Optional<Letterbox> letterbox) {
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

    /** All of a slice at its own size. */
    public Preprocessing(String orientation, Optional<Crop> crop, Choice intensity, Statistics statistics) {
        this(orientation, crop, intensity, statistics, Optional.empty());
    }

    public Preprocessing {
        try {
            Orientation.of(orientation);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("orientation: " + e.getMessage(), e);
        }
        if (letterbox.isPresent() && statistics == Statistics.WINDOW) {
            throw new IllegalArgumentException(
                    "letterbox: its grey has a place on the scale of a scan or patch, not on that of "
                            + "each window; expected statistics: scan or patch");
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

    /**
     * The part of a knee that is looked at, its axes in order; its spacing is that given only where it was cropped, and another
     * one in a letterbox.
     */
    public Geometry frame(Geometry knee, Vec spacing) {
        Geometry turned = axes().turn(knee);
        return crop.isEmpty() && letterbox.isEmpty() ? turned : seen(turned, spacing);
    }

    /** The grid that is looked at of a scan. */
    public Geometry seen(Geometry scan, Vec spacing) {
        Geometry grid = axes().turn(scan).withSpacing(spacing);
        Geometry part = crop.isEmpty() ? grid : crop.get().of(grid);
        return letterbox.isEmpty() ? part : letterbox.get().of(part);
    }

    /** Voxel spacing of what is looked at of a knee: that of the stage, but for a letterbox. */
    public Vec spacing(Geometry knee, Vec ofStage) {
        return letterbox.isEmpty() ? ofStage : frame(knee, ofStage).spacing();
    }

    /**
     * A scan on a grid as the network sees it in use, beyond the scan air, as dark as its darkest voxel; with {@link
     * Statistics#WINDOW} on the scan's own scale, to which each window is then brought by itself ({@link #ofEachWindow}).
     */
    public Volume look(Volume scan, Geometry grid) {
        return look(scan, grid, grid);
    }

    /**
     * The same with the scale of brightness taken from what lies on another grid, where it is not the whole scan's.
     *
     * @param measured such as the part of the scan that an oblique grid, which holds more air, lies in
     */
    public Volume look(Volume scan, Geometry grid, Geometry measured) {
        float air = scan.least();
        Volume image = Resample.to(scan, grid, Interpolation.LINEAR, air);
        if (statistics == Statistics.WINDOW) {
            return image;
        }
        Volume known = statistics == Statistics.SCAN
                ? scan
                : measured == grid ? image : Resample.to(scan, measured, Interpolation.LINEAR, air);
        float[] scaled = scale().of(known.data()).of(image.data(), grid.size(), Box.of(grid.size()));
        letterbox.ifPresent(box -> box.pad(scaled, grid, scan.geometry()));
        return Volume.of(grid, scaled);
    }

    /** The scale that each window is brought to by itself, where it is. */
    public Optional<Intensity> ofEachWindow() {
        return statistics == Statistics.WINDOW ? Optional.of(scale()) : Optional.empty();
    }
}
