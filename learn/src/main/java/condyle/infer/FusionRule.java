package condyle.infer;

/**
 * How what several networks say of a voxel becomes one answer.
 *
 * <p>They come one after the other, and only sums are kept: what a network said of a whole knee never stands in memory
 * beside what another one said.
 */
public interface FusionRule {
    /**
     * Numbers that are kept of a voxel.
     *
     * @throws IllegalArgumentException if the rule is for another number of networks or classes
     */
    int width(int members, int classes);

    /**
     * Takes in what a network says of a voxel.
     *
     * @param member which network, from 0
     * @param said a probability a class, background first
     * @param sums one array for each number that is kept
     */
    void add(int member, float[] said, float[][] sums, int at);

    /** Probabilities, one array a class, each voxel's summing to 1; in place of the sums where that is possible. */
    float[][] finish(float[][] sums, int members, int classes);

    /** Whether the class that all networks find most probable is always the answer. */
    default boolean keepsAgreement() {
        return true;
    }

    /** The class with the largest number, the lower one where two tie. */
    static int best(float[] said) {
        int best = 0;
        for (int c = 1; c < said.length; c++) {
            best = said[c] > said[best] ? c : best;
        }
        return best;
    }
}
