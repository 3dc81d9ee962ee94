package condyle.train;

import condyle.config.Choice;
import condyle.image.Size;

/**
 * Part of a training with its own patch and loss.
 *
 * @param steps optimiser steps
 * @param patch voxels along x, y, z
 * @param batch patches a step
 * @param foreground share of patches centred on a tissue
 * @param loss what is minimised
 */
public record Phase(Integer steps, Size patch, int batch, double foreground, Choice loss) {
    public static final Phase DEFAULTS = new Phase(null, null, 1, 0.85, null);
}
