package condyle.experiment;

import condyle.config.Yaml;
import condyle.data.Intensities;
import condyle.implicit.Activations;
import condyle.implicit.Encodings;
import condyle.implicit.Functions;
import condyle.infer.FusionRules;
import condyle.infer.SlidingWindow;
import condyle.loss.Losses;
import condyle.loss.MapHead;
import condyle.net.Networks;
import condyle.train.Optimizers;
import condyle.train.Schedules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Experiment and model files: strict YAML with every registry in its place. */
public final class Formats {
    /** Reads and prints {@link Experiment} and {@link Model}. */
    public static final Yaml YAML = new Yaml()
            .with("network", Networks.ALL)
            .with("loss", Losses.ALL)
            .with("map", MapHead.MAPS)
            .with("optimizer", Optimizers.ALL)
            .with("schedule", Schedules.ALL)
            .with("intensity", Intensities.ALL)
            .with("function", Functions.ALL)
            .with("activation", Activations.ALL)
            .with("encoding", Encodings.ALL)
            .with("fusion", FusionRules.ALL);

    private Formats() {}

    /** Reads an experiment, with settings {@code key.path=value} laid over it; its table starts from its own folder. */
    public static Experiment experiment(Path file, List<String> overrides) throws IOException {
        return YAML.read(file, Experiment.class, overrides)
                .at(file.toAbsolutePath().getParent());
    }

    /**
     * Reads an experiment that starts from a model: the classes, and each stage's name, spacing, margin, preprocessing,
     * network, head and infer, may be left out and are then the model's. With other classes the weights that use takes back are no longer
     * the model's.
     *
     * @param model folder of the model
     */
    public static Experiment experiment(Path file, List<String> overrides, Path model) throws IOException {
        Model start = ModelFiles.read(model);
        if (start.fused().isPresent()) {
            throw new IOException(model + ": is fused of several networks; start from one of its members: "
                    + start.fused().get().members().stream()
                            .map(m -> model.resolve(m.model()).toString())
                            .collect(Collectors.joining(", ")));
        }
        Experiment read = YAML.over(new Start(start.classes(), start.passes())).read(file, Experiment.class, overrides);
        if (!read.classes().equals(start.classes())) {
            List<Model.Pass> unweighted =
                    start.passes().stream().map(Formats::unweighted).toList();
            read = YAML.over(new Start(start.classes(), unweighted)).read(file, Experiment.class, overrides);
        }
        return read.at(file.toAbsolutePath().getParent());
    }

    private static Model.Pass unweighted(Model.Pass p) {
        SlidingWindow.Settings i = p.infer();
        SlidingWindow.Settings infer =
                new SlidingWindow.Settings(i.window(), i.overlap(), List.of(), i.blend(), i.more(), i.mirror());
        return new Model.Pass(p.name(), p.spacing(), p.margin(), p.preprocessing(), p.network(), p.head(), infer);
    }

    /** What an experiment takes from the model that it starts from, under the experiment's keys. */
    record Start(List<String> classes, List<Model.Pass> stages) {}

    /** Reads a model.yaml. */
    public static Model model(Path file) throws IOException {
        return YAML.read(file, Model.class);
    }
}
