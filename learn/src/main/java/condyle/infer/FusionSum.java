package condyle.infer;

import condyle.image.Geometry;
import condyle.image.LabelSet;
import condyle.image.Probabilities;

/** What several networks say of a knee, summed up by a rule on one grid as it comes. Memory: the sums alone. */
public final class FusionSum {
    private final Geometry grid;
    private final LabelSet outputs;
    private final FusionRule rule;
    private final int members;
    private final float[][] sums;

    /**
     * Begins with nothing said.
     *
     * @throws IllegalArgumentException if the rule is for another number of networks or classes
     */
    public FusionSum(Geometry grid, LabelSet outputs, FusionRule rule, int members) {
        this.grid = grid;
        this.outputs = outputs;
        this.rule = rule;
        this.members = members;
        this.sums = new float[rule.width(members, classes())][grid.size().length()];
    }

    private int classes() {
        return outputs.tissues().size() + 1;
    }

    /** Where a network tells what it sees; each must tell every voxel once. */
    public Voxels member(int number) {
        return (at, said) -> rule.add(number, said, sums, at);
    }

    /** The answer of all; to be asked once, after the last network. */
    public Probabilities done() {
        return new Probabilities(grid, outputs, rule.finish(sums, members, classes()));
    }
}
