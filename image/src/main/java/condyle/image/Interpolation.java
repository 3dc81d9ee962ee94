package condyle.image;

/** How a value between voxel centres is found. */
public enum Interpolation {
    /** The closest voxel; a tie goes to the higher index. */
    NEAREST(1),
    /** Straight line between the two neighbours along each axis. */
    LINEAR(2),
    /** Cubic convolution over four neighbours (Keys 1981, a = −½, doi:10.1109/TASSP.1981.1163711); it may overshoot. */
    CUBIC(4);

    private final int width;

    Interpolation(int width) {
        this.width = width;
    }

    /** Voxels that count along each axis. */
    int width() {
        return width;
    }

    /** First of the voxels that count for a position, in voxels; it may lie outside the grid. */
    int first(double p) {
        return switch (this) {
            case NEAREST -> (int) Math.floor(p + 0.5);
            case LINEAR -> (int) Math.floor(p);
            case CUBIC -> (int) Math.floor(p) - 1;
        };
    }

    /** Weights of the {@link #width} voxels from {@link #first} on; they sum to 1. */
    void weights(double p, double[] out) {
        double t = p - Math.floor(p);
        switch (this) {
            case NEAREST -> out[0] = 1;
            case LINEAR -> {
                out[0] = 1 - t;
                out[1] = t;
            }
            case CUBIC -> {
                out[0] = t * (-0.5 + t * (1 - 0.5 * t));
                out[1] = 1 + t * t * (-2.5 + 1.5 * t);
                out[2] = t * (0.5 + t * (2 - 1.5 * t));
                out[3] = t * t * (-0.5 + 0.5 * t);
            }
        }
    }
}
