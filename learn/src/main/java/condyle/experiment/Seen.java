package condyle.experiment;

import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.Probabilities;
import java.util.Optional;
import java.util.function.DoubleConsumer;

/** What a model saw in a volume. */
public interface Seen {
    /** Class probabilities on the model's own grid; beyond it lies background. */
    Probabilities probabilities();

    /**
     * Tissues on any grid. Networks of voxels interpolate their probabilities; functions of place are asked anew.
     *
     * @param progress is told the share done, 0–1
     */
    LabelMap on(Geometry grid, DoubleConsumer progress);

    /** What the model says of how well it did, in one line. */
    default Optional<String> report() {
        return Optional.empty();
    }
}
