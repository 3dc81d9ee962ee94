package condyle.data;

/** Endless, numbered source of patches: the same number gives the same patch, whoever asks and when. */
public interface Samples {
    /** Makes the patch of a number ≥ 0; called from several threads at once. */
    Sample at(long number);
}
