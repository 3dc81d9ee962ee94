package condyle.train;

import condyle.config.Check;
import condyle.config.Choice;
import condyle.data.Sampling;
import condyle.image.Size;
import condyle.loss.Grouping;
import condyle.loss.Losses;
import java.util.Locale;
import java.util.Optional;

/**
 * Part of a training with its own patch and loss.
 *
 * @param steps optimiser steps
 * @param patch voxels along x, y, z; for a 2-D network a slice, 1 along one axis
 * @param batch patches a step
 * @param foreground share of patches centred on one of the classes, drawn with equal chance for each
 * @param draw how the others are placed
 * @param redraw how often a patch without any tissue is drawn anew before it is taken as it is
 * @param loss what is minimised
 * @param points points drawn in each patch, where the loss is taken at them; without, it is taken at all voxels
 * @param freeze part of the network that stays as it is, such as {@code encoder}: the tensors whose names begin with it
 */
public record Phase(
        Integer steps,
        Size patch,
        int batch,
        double foreground,
        Sampling.Draw draw,
        int redraw,
        Choice loss,
        Optional<Points> points,
        Optional<String> freeze) {
    /** No memory holds what a network makes of more, and Java's arrays would not count them. */
    private static final long MOST_VOXELS = 512L * 512 * 512;

    public static final Phase DEFAULTS = new Phase(null, null, 1, 0.85, null);

    public Phase {
        Check.atLeast("batch", batch, 1);
        if (steps != null) {
            Check.atLeast("steps", steps, 1);
        }
        if (patch != null && patch.voxels() > MOST_VOXELS) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "patch: %s is %,d voxels, expected at most %,d, such as 512×512×512",
                    patch,
                    patch.voxels(),
                    MOST_VOXELS));
        }
        new Sampling(foreground, draw, redraw);
    }

    /** Patches anywhere with equal chance where they are not on a tissue; empty ones are taken. */
    public Phase(Integer steps, Size patch, int batch, double foreground, Choice loss) {
        this(steps, patch, batch, foreground, Sampling.Draw.UNIFORM, 0, loss, Optional.empty(), Optional.empty());
    }

    /**
     * Checks that the loss can be had of so many classes, background included.
     *
     * @throws IllegalArgumentException if not
     */
    public void requireClasses(int count) {
        try {
            Losses.ALL.make(loss, Grouping.of(count));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("loss " + loss.type() + ": " + e.getMessage(), e);
        }
    }

    /** Where the patches lie. */
    public Sampling sampling() {
        return new Sampling(foreground, draw, redraw);
    }
}
