package condyle.infer;

/** Takes in what is said of the voxels of a grid, each once, in any order and from several threads at once. */
public interface Voxels {
    /**
     * @param at index of the voxel
     * @param said a probability a class, background first; only good during the call
     */
    void take(int at, float[] said);
}
