package condyle.experiment;

import condyle.data.ClassMap;
import condyle.data.MapCache;
import condyle.data.PatchSampler;
import condyle.data.Seeds;
import condyle.data.SoftMaps;
import condyle.distance.SoftLabels;
import condyle.image.LabelSet;
import condyle.infer.SlidingWindow;
import condyle.loss.Grouping;
import condyle.loss.Losses;
import condyle.net.Network;
import condyle.net.Task;
import condyle.tensor.Kind;
import condyle.tensor.SafeTensors;
import condyle.tensor.Tensor;
import condyle.train.Compute;
import condyle.train.Frozen;
import condyle.train.Phase;
import condyle.train.StoppedException;
import condyle.train.TrainObserver;
import condyle.train.Trainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/**
 * Carries out an experiment: makes or reads its knees, trains its stages from coarse to fine, writes the model.
 *
 * <p>Run again on the same folder it goes on where it stopped and ends with the same bytes.
 */
public final class Training {
    /** What to do when the run's folder holds a training already. */
    public enum Existing {
        REFUSE,
        RESUME
    }

    private static final String EXPERIMENT = "experiment.yaml";
    /** Provenance's name for the weights that a fine-tuning starts from. */
    private static final String FROM = "from weights.safetensors";

    private final Experiment experiment;
    private final Run run;
    private final TrainObserver observer;
    private final BooleanSupplier stop;
    private final Watch watch;
    private final ClassMap classes;
    private final Compute compute;
    private final MapCache maps;
    /** Which weights each stage ended with, where it may stop early. */
    private final List<String> kept = new ArrayList<>();

    /** Prepares; {@code stop} is asked between steps. */
    public Training(Experiment experiment, Run run, TrainObserver observer, BooleanSupplier stop) {
        this.experiment = experiment;
        this.run = run;
        this.observer = observer;
        this.stop = stop;
        this.watch = new Watch(observer, stop, run.folder());
        this.classes = ClassMap.of(LabelSet.CONDYLE, experiment.classes());
        this.compute = Compute.of(experiment.device(), experiment.precision(), experiment.threads());
        this.maps = new MapCache(Runtime.getRuntime().maxMemory() / 4, observer::note);
    }

    /**
     * Trains all stages; weights start from {@code from}, a model with the same networks, or at random where it is
     * null.
     *
     * @throws StoppedException if asked to stop; what was done is kept
     */
    public void run(Existing existing, Path from) throws IOException {
        requireSame(existing);
        CaseKnees annotated = experiment.cases().isEmpty()
                ? null
                : CaseKnees.of(experiment.cases().get(), classes, experiment.seed());
        if (experiment.phantoms().isEmpty() && !annotated.validates()) {
            throw new IllegalArgumentException("cases: validation is empty and there are no phantoms; nothing to "
                    + "validate on; name subjects or a share");
        }
        List<Network> networks = networks(from);
        begin(annotated, from);
        if (annotated != null && experiment.implicit().isEmpty()) {
            annotated.load(watch);
        }
        Log log = new Log(run.log());
        if (experiment.implicit().isPresent()) {
            FunctionTraining.Trained trained =
                    new FunctionTraining(experiment, classes, run, watch).run(annotated, logging(log));
            finish(trained.weights(), Optional.of(trained.use()), annotated, from);
            return;
        }
        Knees knees = Knees.of(experiment, classes, annotated, watch);
        SortedMap<String, Tensor> weights = new TreeMap<>();
        for (int i = 0; i < experiment.stages().size(); i++) {
            Stage stage = experiment.stages().get(i);
            Network network = networks.get(i);
            train(stage, network, knees, log);
            network.state().forEach((name, tensor) -> weights.put(stage.name() + "." + name, tensor));
            if (i + 1 < experiment.stages().size()) {
                SlidingWindow pass = new SlidingWindow(network, stage.infer(), compute.precision(), compute.device());
                knees = knees.seen(new Pool.Finished(stage, pass, classes, experiment.seed()), watch);
            }
        }
        finish(weights, Optional.empty(), annotated, from);
    }

    private void requireSame(Existing existing) throws IOException {
        if (run.begun() && existing == Existing.REFUSE) {
            throw new IOException(run.folder() + ": a training began here; continue it with --resume, or choose "
                    + "another folder with -o");
        }
        if (run.begun()) {
            Experiment before = Formats.experiment(run.experiment(), List.of());
            if (!before.equals(experiment)) {
                throw new IOException(run.experiment() + ": differs from the experiment given; resume with the same "
                        + "settings, or choose another folder with -o");
            }
        }
    }

    private void begin(CaseKnees annotated, Path from) throws IOException {
        Map<String, String> inputs = new LinkedHashMap<>();
        if (annotated != null) {
            inputs.putAll(annotated.inputs());
        }
        if (from != null) {
            inputs.put(FROM, Provenance.sha256(new Run(from).weights()));
        }
        for (Stage stage : experiment.stages()) {
            if (stage.pretrained().isPresent()) {
                inputs.put(
                        "stage " + stage.name() + " pretrained",
                        Provenance.sha256(Path.of(stage.pretrained().get().file())));
            }
        }
        if (Files.exists(run.provenance())) {
            requireSame(Formats.YAML.read(run.provenance(), Provenance.class).inputs(), inputs);
        }
        Files.createDirectories(run.folder());
        run.write(run.experiment(), experiment);
        inputs.put(EXPERIMENT, Provenance.sha256(run.experiment()));
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("device", compute.device().name().toLowerCase(Locale.ROOT));
        settings.put("precision", compute.precision().name().toLowerCase(Locale.ROOT));
        settings.put("seed", Long.toString(experiment.seed()));
        run.write(run.provenance(), Provenance.of(settings, inputs));
    }

    private void requireClasses(Path from) throws IOException {
        List<String> theirs = ModelFiles.read(from).classes();
        if (!theirs.equals(experiment.classes())) {
            throw new IOException(from + ": its classes are " + String.join(", ", theirs) + ", the experiment's "
                    + String.join(", ", experiment.classes())
                    + "; a training that starts from a model has its classes in their order");
        }
    }

    /** A training that goes on must see the data that it began with. */
    private void requireSame(Map<String, String> before, Map<String, String> now) throws IOException {
        SortedSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(now.keySet());
        names.remove(EXPERIMENT);
        for (String name : names) {
            if (!Objects.equals(before.get(name), now.get(name))) {
                throw new IOException(run.folder() + ": " + name + " is not what this training began with: SHA-256 "
                        + brief(before.get(name)) + " then, " + brief(now.get(name))
                        + " now; resume with the same data and --from, or choose another folder with -o");
            }
        }
    }

    private static String brief(String sha) {
        return sha == null ? "none" : sha.substring(0, Math.min(12, sha.length())) + "…";
    }

    /** All stages' networks, made first: what does not fit is told before hours of work on what comes before it. */
    private List<Network> networks(Path from) throws IOException {
        if (from != null && experiment.implicit().isPresent()) {
            throw new IllegalArgumentException(
                    "implicit: a function of place starts from its own first weights; leave out --from " + from);
        }
        if (from != null) {
            requireClasses(from);
        }
        List<Network> networks = new ArrayList<>();
        for (Stage stage : experiment.stages()) {
            networks.add(network(stage, networks.size(), from));
        }
        return networks;
    }

    private Network network(Stage stage, int position, Path from) throws IOException {
        Task task =
                new Task(Cascade.channels(position, classes), classes.count(), Seeds.mix(experiment.seed(), position));
        Network network = stage.network(task);
        for (Phase phase : stage.train().phases()) {
            network.requirePatch(phase.patch());
            Frozen.require(network, phase);
        }
        if (stage.pretrained().isPresent()) {
            observer.note(
                    "stage " + stage.name() + ": " + stage.pretrained().get().load(network));
        }
        if (from != null) {
            try {
                network.load(ModelFiles.weights(from, stage.name()));
            } catch (IllegalArgumentException e) {
                throw new IOException(
                        from + ": stage " + stage.name() + ": " + e.getMessage()
                                + "; a training that starts from a model has its stages and networks: see its model.yaml",
                        e);
            }
        }
        return network.on(compute.device());
    }

    /** The observer, with a log before it. */
    private TrainObserver logging(Log log) {
        return new TrainObserver() {
            @Override
            public void preparing(String what, int done, int total) {
                observer.preparing(what, done, total);
            }

            @Override
            public void note(String line) {
                observer.note(line);
            }

            @Override
            public void step(String name, Progress progress) {
                observer.step(name, progress);
            }

            @Override
            public void epoch(String name, Epoch epoch) {
                try {
                    log.add(name, epoch);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                observer.epoch(name, epoch);
            }
        };
    }

    private void train(Stage stage, Network network, Knees knees, Log log) throws IOException {
        long seed = Seeds.mix(experiment.seed(), stage.name().hashCode());
        Trainer.Job job = new Trainer.Job(
                stage.name(),
                network,
                stage.head(),
                stage.train(),
                phase -> knees.training(settings(stage, phase), Seeds.mix(seed, index(stage, phase))),
                phase -> knees.validation(settings(stage, phase), Seeds.mix(seed, -1)),
                run.checkpoint(stage.name()),
                seed);
        new Trainer(job, compute, logging(log), stop)
                .run()
                .ifPresent(words -> kept.add("stage " + stage.name() + ": " + words));
    }

    /** Position by identity: two phases with equal settings still draw different patches. */
    private static int index(Stage stage, Phase phase) {
        List<Phase> phases = stage.train().phases();
        for (int i = 0; i < phases.size(); i++) {
            if (phases.get(i) == phase) {
                return i;
            }
        }
        throw new IllegalArgumentException("phase is not of stage " + stage.name());
    }

    private PatchSampler.Settings settings(Stage stage, Phase phase) {
        return new PatchSampler.Settings(
                phase.patch(),
                stage.spacing(),
                phase.sampling(),
                stage.preprocessing(),
                stage.augmentation(),
                new SoftMaps(recipes(stage, phase), maps));
    }

    /** The maps that a phase's loss and the second head ask for. */
    private Set<SoftLabels> recipes(Stage stage, Phase phase) {
        Set<SoftLabels> all = new HashSet<>(
                Losses.ALL.make(phase.loss(), Grouping.of(classes.count())).maps());
        stage.head().ifPresent(h -> all.add(h.recipe()));
        return all;
    }

    /** @param use the function of place, where that is what was trained */
    private void finish(SortedMap<String, Tensor> weights, Optional<Implicit.Use> use, CaseKnees annotated, Path from)
            throws IOException {
        // Waves of waves: rounding a function's weights would shift them.
        Kind kind = use.isPresent() ? Kind.F32 : Kind.F16;
        SafeTensors.write(run.weights(), weights, Map.of("condyle.model", experiment.name()), kind);
        List<String> story = new ArrayList<>();
        if (from != null) {
            story.add("started from the weights of model "
                    + ModelFiles.read(from).name() + ", SHA-256 " + brief(Provenance.sha256(new Run(from).weights())));
        }
        for (Stage stage : experiment.stages()) {
            if (stage.pretrained().isPresent()) {
                Path file = Path.of(stage.pretrained().get().file());
                story.add("stage " + stage.name() + " started from " + file.getFileName() + ", SHA-256 "
                        + brief(Provenance.sha256(file)));
            }
        }
        experiment.phantoms().ifPresent(p -> {
            if (p.count() > 0) {
                story.add(p.count() + " synthetic knees, seeds " + p.seed() + " to " + (p.seed() + p.count() - 1)
                        + (annotated == null && from == null ? "; no patient's data" : ""));
            }
        });
        if (annotated != null) {
            story.addAll(annotated.story());
        }
        experiment.phantoms().ifPresent(p -> story.add("validated on " + p.validation() + " more synthetic knees"));
        story.addAll(kept);
        run.write(
                run.model(),
                new Model(
                        experiment.name(),
                        experiment.classes(),
                        experiment.stages().stream().map(Model.Pass::of).toList(),
                        use,
                        Provenance.sha256(run.weights()),
                        story,
                        List.of()));
    }
}
