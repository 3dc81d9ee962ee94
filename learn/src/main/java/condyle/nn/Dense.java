package condyle.nn;

import condyle.tensor.Tensor;
import java.util.Map;

/** A matrix times each row of numbers (N, from), plus a bias: (N, to). */
public final class Dense implements Layer {
    private final Tensor weight;
    private final Tensor bias;

    public Dense(int from, int to, Draw draw) {
        weight = draw.kaiming(from, to, from);
        bias = Tensor.zeros(to).withGradient();
    }

    @Override
    public Tensor forward(Tensor x) {
        return x.matmul(weight.transpose(0, 1)).add(bias);
    }

    @Override
    public Map<String, Tensor> ownParameters() {
        return Map.of("weight", weight, "bias", bias);
    }
}
