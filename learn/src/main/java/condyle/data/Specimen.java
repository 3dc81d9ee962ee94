package condyle.data;

import condyle.config.Choice;
import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import java.util.Optional;
import java.util.SplittableRandom;

/** A knee in memory that training patches are cut from: synthetic, rendered from real labels, or a scan with labels. */
public interface Specimen {
    /** How messages call it. */
    String name();

    /** What is drawn for this knee alone follows from this seed. */
    long seed();

    /** The grid that the knee fills; beyond it lies air. */
    Geometry geometry();

    /** Its labels on {@link #geometry()}; not to be changed. */
    LabelMap labels();

    /** The scheme of its labels. */
    LabelSet scheme();

    /** {@code places()[group]} holds indices into {@link #geometry()} on which patches may be centred, or none. */
    int[][] places();

    /** Brightness of a piece on the scan's own scale; as it is where there is no scan. */
    default float[] measured(float[] piece) {
        return piece;
    }

    /**
     * What a scale of {@link Intensities} asks of the whole scan as it was read, for measured brightness; nothing where
     * there is no scan.
     */
    default Optional<Rescaling> rescaling(Choice scale) {
        return Optional.empty();
    }

    /** Images and labels on a grid anywhere in the knee; called from several threads at once. */
    Piece at(Geometry grid, SplittableRandom random);

    /** As {@link #at}, without what is varied of a scan's brightness from patch to patch. */
    default Piece plain(Geometry grid, SplittableRandom random) {
        return at(grid, random);
    }

    /**
     * What a specimen gives for a grid; both arrays are the caller's.
     *
     * @param image brightness, on any scale
     * @param labels numbers of the specimen's scheme
     */
    record Piece(float[] image, byte[] labels) {}
}
