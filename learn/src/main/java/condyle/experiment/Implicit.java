package condyle.experiment;

import condyle.config.Choice;
import condyle.data.Intensities;
import condyle.data.Preprocessing;
import condyle.image.Geometry;
import condyle.image.Interpolation;
import condyle.image.Orientation;
import condyle.image.Resample;
import condyle.image.Vec;
import condyle.image.Volume;
import condyle.train.Descent;
import java.util.Optional;

/**
 * A function of place, trained on points of knees, in place of the stages of a network.
 *
 * @param spacing of the voxels whose middles are the points, and of the grid on which results come, mm
 * @param preprocessing axes, part and brightness; brightness is then cut off below 0 and above 1
 * @param function what is learnt
 */
public record Implicit(Vec spacing, Preprocessing preprocessing, Choice function, Descent.Plan train) {
    public static final Implicit DEFAULTS = new Implicit(
            null,
            new Preprocessing(
                    Orientation.RAS.toString(),
                    Optional.empty(),
                    new Choice("min-max", Intensities.MinMax.DEFAULTS),
                    Preprocessing.Statistics.PATCH),
            null,
            null);

    /** Names its rows in log.csv and its checkpoint. */
    static final String NAME = "function";

    public Implicit {
        Stage.requireSpacing(spacing);
    }

    /** What a model keeps of it. */
    public record Use(Vec spacing, Preprocessing preprocessing, Choice function) {
        public static final Use DEFAULTS = new Use(null, Implicit.DEFAULTS.preprocessing, null);

        /** The grid on which a scan is looked at. */
        Geometry grid(Geometry scan) {
            Geometry turned = preprocessing.axes().turn(scan).withSpacing(spacing);
            return preprocessing.crop().isEmpty()
                    ? turned
                    : preprocessing.crop().get().of(turned);
        }

        /**
         * A scan as the function is fitted to it: brightness from 0 to 1 on {@link #grid}, or where the scan's own slices lie
         * farther apart, on these: brightness between them would be made up.
         */
        Volume standard(Volume scan) {
            return unit(Resample.to(scan, seen(scan.geometry()), Interpolation.LINEAR));
        }

        private Geometry seen(Geometry scan) {
            if (preprocessing.crop().isPresent()) {
                return grid(scan);
            }
            Geometry turned = preprocessing.axes().turn(scan);
            Vec own = turned.spacing();
            return turned.withSpacing(new Vec(
                    Math.max(spacing.x(), own.x()), Math.max(spacing.y(), own.y()), Math.max(spacing.z(), own.z())));
        }

        /** Brightness from 0 to 1, in place. */
        Volume unit(Volume image) {
            float[] data = image.data();
            var scale = preprocessing.scale().of(data);
            for (int i = 0; i < data.length; i++) {
                data[i] = Math.max(0, Math.min(1, scale.of(data[i])));
            }
            return image;
        }
    }

    /** What a model keeps of it, with the settings that were learnt. */
    Use use(Choice settled) {
        return new Use(spacing, preprocessing, settled);
    }
}
