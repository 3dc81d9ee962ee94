package condyle.nn;

/** Which normalization follows a convolution. */
public enum Norm {
    INSTANCE,
    BATCH,
    NONE;

    /** The layer for so many channels; null for none. */
    public Layer layer(int channels) {
        return switch (this) {
            case INSTANCE -> new InstanceNorm(channels);
            case BATCH -> new BatchNorm(channels);
            case NONE -> null;
        };
    }
}
