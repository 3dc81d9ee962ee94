package condyle.experiment;

import condyle.config.Yaml;
import condyle.loss.Losses;
import condyle.net.Networks;
import condyle.train.Optimizers;
import condyle.train.Schedules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Experiment and model files: strict YAML with every registry in its place. */
public final class Formats {
    /** Reads and prints {@link Experiment} and {@link Model}. */
    public static final Yaml YAML = new Yaml()
            .with("network", Networks.ALL)
            .with("loss", Losses.ALL)
            .with("optimizer", Optimizers.ALL)
            .with("schedule", Schedules.ALL);

    private Formats() {}

    /** Reads an experiment, with settings {@code key.path=value} laid over it; its table starts from its own folder. */
    public static Experiment experiment(Path file, List<String> overrides) throws IOException {
        return YAML.read(file, Experiment.class, overrides)
                .at(file.toAbsolutePath().getParent());
    }

    /** Reads a model.yaml. */
    public static Model model(Path file) throws IOException {
        return YAML.read(file, Model.class);
    }
}
