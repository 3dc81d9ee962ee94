package condyle.nn;

import condyle.tensor.Tensor;
import java.util.Map;

/** A layer around one other, whose names, parameters and mode are its own. */
public interface Shell extends Layer {
    /** The layer inside. */
    Layer body();

    @Override
    default Map<String, Layer> children() {
        return body().children();
    }

    @Override
    default Map<String, Tensor> ownParameters() {
        return body().ownParameters();
    }

    @Override
    default Map<String, Tensor> ownBuffers() {
        return body().ownBuffers();
    }

    @Override
    default void mode(Mode mode) {
        body().mode(mode);
    }
}
