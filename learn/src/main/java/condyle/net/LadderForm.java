package condyle.net;

import condyle.nn.Norm;
import java.util.List;

/**
 * The shape of a network on a {@link Ladder}: what the attention, R2 and nested U-Nets are told.
 *
 * @param dimensions 2 or 3
 * @param channels of each level from the finest down
 * @param norm after each convolution
 * @param asPublished as in the knee code of Imperial College (2020): with biases before the norms, which the norms cancel,
 *     and what else the network's own page says
 */
public record LadderForm(int dimensions, List<Integer> channels, Norm norm, boolean asPublished) {
    /** What stands where a file says nothing. */
    public static final LadderForm DEFAULTS = new LadderForm(2, List.of(64, 128, 256, 512, 1024), Norm.BATCH, false);

    public static final LadderForm TINY = new LadderForm(2, List.of(4, 8), Norm.BATCH, false);

    public LadderForm {
        channels = List.copyOf(channels);
        LadderPlan.check(dimensions, channels);
    }

    /** What its layers share. */
    LadderPlan plan() {
        return new LadderPlan(dimensions, channels, norm, LadderPlan.bias(asPublished));
    }
}
