package condyle.experiment;

import condyle.train.TrainObserver;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Passes on what a training tells, after it wrote each epoch into the log. */
record Logged(TrainObserver observer, Log log) implements TrainObserver {
    @Override
    public void preparing(String what, int done, int total) {
        observer.preparing(what, done, total);
    }

    @Override
    public void note(String line) {
        observer.note(line);
    }

    @Override
    public void step(String stage, Progress progress) {
        observer.step(stage, progress);
    }

    @Override
    public void epoch(String stage, Epoch epoch) {
        try {
            log.add(stage, epoch);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        observer.epoch(stage, epoch);
    }

    @Override
    public void picture(String stage, Picture picture) {
        observer.picture(stage, picture);
    }
}
