package condyle.net;

import condyle.nn.Activation;
import condyle.nn.Convolution;
import condyle.nn.ConvolutionUnit;
import condyle.nn.Draw;
import condyle.nn.Layer;
import condyle.tensor.Scope;
import condyle.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Two recurrent convolutions around which a residual goes.
 *
 * <p>Alom et al., 2018, arXiv:1802.06955: a convolution of kernel 1 to the channels of the block; then each recurrent
 * convolution f is applied to x, and {@value #STEPS} times more to x plus its last result, always with the same weights.
 */
final class RecurrentBlock implements Layer {
    static final int STEPS = 2;

    private final Map<String, Layer> children = new LinkedHashMap<>();

    RecurrentBlock(LadderPlan plan, int from, int to, Draw draw) {
        children.put("match", Convolution.of(plan.shape(from, to, 1).biased(Convolution.Bias.ADDED), draw));
        for (int i = 0; i < 2; i++) {
            children.put(
                    "recurrent." + i, new ConvolutionUnit(plan.shape(to, to, 3), plan.norm(), Activation.RELU, draw));
        }
    }

    @Override
    public Tensor forward(Tensor x) {
        return Scope.only(() -> {
            Tensor matched = children.get("match").forward(x);
            Tensor y = recur(children.get("recurrent.0"), matched);
            return matched.add(recur(children.get("recurrent.1"), y));
        });
    }

    private static Tensor recur(Layer unit, Tensor x) {
        Tensor y = unit.forward(x);
        for (int step = 0; step < STEPS; step++) {
            y = unit.forward(x.add(y));
        }
        return y;
    }

    @Override
    public Map<String, Layer> children() {
        return children;
    }
}
