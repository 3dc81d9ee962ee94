package condyle.experiment;

import condyle.train.StoppedException;
import condyle.train.TrainObserver;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/** Who looks on while an experiment runs, and who may stop it; {@code folder} is the run's. */
public record Watch(TrainObserver observer, BooleanSupplier stop, Path folder) {
    /**
     * Goes on unless asked to stop.
     *
     * @param before what has not begun yet
     * @throws StoppedException if asked to stop
     */
    public void ask(String before) {
        if (stop.getAsBoolean()) {
            throw new StoppedException(before, folder);
        }
    }
}
