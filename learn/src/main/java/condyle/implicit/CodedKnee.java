package condyle.implicit;

import condyle.image.Geometry;
import condyle.image.Probabilities;
import condyle.image.Volume;
import condyle.tensor.Tensor;
import java.util.Optional;

/** The knee that a code stands for, as a function of place. */
public final class CodedKnee implements KneeFunction.Fitted {
    private final PointEvaluation evaluation;
    private final Frame frame;
    private final Tensor code;
    private final Optional<String> said;

    /**
     * @param code (1, latent)
     * @param said what a fit says of itself; nothing where nothing was fitted
     */
    CodedKnee(PointEvaluation evaluation, Frame frame, Tensor code, Optional<String> said) {
        this.evaluation = evaluation;
        this.frame = frame;
        this.code = code;
        this.said = said;
    }

    @Override
    public Probabilities at(Geometry grid) {
        return evaluation.at(grid, frame, code);
    }

    /** Brightness on any grid, from 0 to 1. */
    public Volume brightness(Geometry grid) {
        return evaluation.brightness(grid, frame, code);
    }

    @Override
    public Optional<String> report() {
        return said;
    }
}
