package condyle.nn;

import condyle.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Layers one after the other, named 0, 1, 2 … */
public final class Sequential implements Layer {
    private final Map<String, Layer> layers = new LinkedHashMap<>();

    public Sequential(List<? extends Layer> layers) {
        for (Layer layer : layers) {
            this.layers.put(Integer.toString(this.layers.size()), layer);
        }
    }

    @Override
    public Tensor forward(Tensor x) {
        Tensor result = x;
        for (Layer layer : layers.values()) {
            result = layer.forward(result);
        }
        return result;
    }

    @Override
    public Map<String, Layer> children() {
        return layers;
    }
}
