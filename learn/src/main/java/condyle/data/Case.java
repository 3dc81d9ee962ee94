package condyle.data;

import condyle.image.Side;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One annotated knee of a table.
 *
 * @param subject whose knee it is; all knees of a subject belong together
 * @param visit which of several scans of this knee; may be empty
 * @param image the scan, or nothing where only labels exist
 * @param line of the table, counted from 1 for the header
 */
public record Case(String subject, Side side, String visit, Optional<Path> image, Path labels, int line) {
    /** Subject, visit and side, as far as they are known. */
    public String name() {
        return Stream.of(subject, visit, side == Side.UNKNOWN ? "" : side.toString())
                .filter(s -> !s.isEmpty())
                .collect(Collectors.joining(" "));
    }

    /** A seed of its own, which follows from the name and not from the place in the table. */
    public long seed() {
        return Seeds.mix(name().hashCode(), 0xCA5E);
    }
}
