package condyle.net;

import condyle.nn.Activation;
import condyle.nn.ConvolutionUnit;
import condyle.nn.Draw;
import condyle.nn.Layer;
import condyle.tensor.Operators;
import condyle.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Weighs a skip by how well it agrees with what comes from below, then joins the two.
 *
 * <p>Oktay et al., MIDL 2018, arXiv:1804.03999. Differs from it: both come on the same grid, so nothing is resampled.
 */
final class AttentionGate implements Ladder.Joint {
    private final Map<String, Layer> children = new LinkedHashMap<>();
    private final boolean asPublished;

    /**
     * Makes the gate of a level.
     *
     * @param asPublished the knee code's form: a weight for each channel, from both signals side by side, through a ReLU
     *     before the sigmoid (no weight falls below one half); and the weighed skip stands in the place of what comes from
     *     below, which so reaches the decoder through the weights only
     */
    AttentionGate(LadderPlan plan, int channels, boolean asPublished, Draw draw) {
        this.asPublished = asPublished;
        int inner = asPublished ? channels : Math.max(1, channels / 2);
        Activation bend = asPublished ? Activation.RELU : null;
        children.put("below", new ConvolutionUnit(plan.shape(channels, inner, 1), plan.norm(), bend, draw));
        children.put("skip", new ConvolutionUnit(plan.shape(channels, inner, 1), plan.norm(), bend, draw));
        children.put(
                "weight",
                new ConvolutionUnit(
                        plan.shape(asPublished ? 2 * channels : inner, asPublished ? channels : 1, 1),
                        plan.norm(),
                        bend,
                        draw));
    }

    @Override
    public Tensor join(Tensor below, Tensor skip) {
        Tensor b = children.get("below").forward(below);
        Tensor s = children.get("skip").forward(skip);
        Tensor both = asPublished ? Operators.joinChannels(b, s) : b.add(s).relu();
        Tensor weighed = skip.mul(children.get("weight").forward(both).sigmoid());
        return asPublished ? Operators.joinChannels(weighed, skip) : Operators.joinChannels(below, weighed);
    }

    @Override
    public Map<String, Layer> children() {
        return children;
    }
}
