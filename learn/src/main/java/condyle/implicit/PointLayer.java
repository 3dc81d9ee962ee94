package condyle.implicit;

import condyle.nn.Layer;
import condyle.tensor.Tensor;

/** A linear map and a bend of each point's numbers; coordinates and features come apart, as in {@link Linear}. */
interface PointLayer extends Layer {
    /** Numbers of each point, (P, width), from coordinates and features, either of which may be null. */
    Tensor of(Tensor coordinates, Tensor features);

    @Override
    default Tensor forward(Tensor x) {
        return of(null, x);
    }
}
