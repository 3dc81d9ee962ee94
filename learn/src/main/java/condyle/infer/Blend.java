package condyle.infer;

/** How much each voxel of a window counts where windows overlap. */
public enum Blend {
    /** A Gaussian about the window's middle, σ an eighth of its length. */
    GAUSSIAN,
    /** All the same: a plain mean. */
    PLAIN
}
