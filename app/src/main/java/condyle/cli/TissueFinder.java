package condyle.cli;

import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.Probabilities;
import condyle.image.Volume;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleConsumer;

/** Finds the tissues of a knee in an image. */
interface TissueFinder {
    /**
     * Tissues on the grid asked for, the probabilities behind them, on a grid of the finder's choice, and what it says of
     * how well it did.
     */
    record Found(LabelMap tissues, Optional<Probabilities> probabilities, List<String> notes) {}

    /** Memory that an image needs, in bytes: Java's own, and all. */
    record Need(long heap, long all) {}

    /**
     * Finds the tissues.
     *
     * @param grid on which the tissues come
     * @param progress is told the share done, 0–1
     */
    Found find(Volume image, Geometry grid, DoubleConsumer progress);

    /** Memory needed for an image of this grid. */
    Need need(Geometry grid);

    /** What decides the result beside the image, by name; goes into provenance.yaml. */
    Map<String, String> settings();

    /** Files it is made of: name to SHA-256. */
    Map<String, String> files();

    /** Whether an image of this SHA-256 went into it, in words; nothing where it did not, or nobody knows. */
    default Optional<String> learnt(String sha) {
        return Optional.empty();
    }
}
