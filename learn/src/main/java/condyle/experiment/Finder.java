package condyle.experiment;

import condyle.image.Volume;
import java.util.function.DoubleConsumer;

/** How a kind of model looks at a volume. */
interface Finder {
    /** @param progress is told the share done, 0–1 */
    Seen look(Volume volume, DoubleConsumer progress);
}
