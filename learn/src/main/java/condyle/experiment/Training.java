package condyle.experiment;

import condyle.config.Choice;
import condyle.config.ConfigException;
import condyle.data.Augmentation;
import condyle.data.ClassMap;
import condyle.data.MapCache;
import condyle.data.PatchSampler;
import condyle.data.Preprocessing;
import condyle.data.Samples;
import condyle.data.Sampling;
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
import condyle.train.Points;
import condyle.train.Shown;
import condyle.train.StoppedException;
import condyle.train.TrainObserver;
import condyle.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

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

    private final Experiment experiment;
    private final Run run;
    private final TrainObserver observer;
    private final BooleanSupplier stop;
    private final Watch watch;
    private final ClassMap classes;
    private final Compute compute;
    private final MapCache maps;
    /** What each stage took of the model that it starts from. */
    private final List<String> taken = new ArrayList<>();
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
     * Trains all stages; weights start from {@code from}, a model with the same networks and perhaps other classes ({@link
     * StartWeights}), or at random where it is null.
     *
     * @throws StoppedException if asked to stop; what was done is kept
     */
    public void run(Existing existing, Path from) throws IOException {
        Inputs inputs = new Inputs(experiment, run);
        inputs.requireFree(existing);
        CaseKnees annotated = experiment.cases().isEmpty()
                ? null
                : CaseKnees.of(experiment.cases().get(), classes, experiment.seed());
        if (experiment.phantoms().isEmpty() && !annotated.validates()) {
            throw new IllegalArgumentException("cases: validation is empty and there are no phantoms; nothing to "
                    + "validate on; name subjects or a share");
        }
        if (from != null && annotated != null) {
            Roster roster = annotated.roster();
            Origin.of(from).requireUnseen(roster, roster.split().test());
        }
        List<Network> networks = networks(from);
        Map<String, String> looked = inputs.look(annotated, from);
        sayWhatHasNoScan(annotated);
        if (annotated != null && experiment.phantoms().map(Phantoms::count).orElse(0) == 0) {
            annotated.sayWhatIsNotTaught(observer);
        }
        if (annotated != null && experiment.implicit().isEmpty()) {
            annotated.load(watch, scales());
        }
        if (experiment.implicit().isPresent()) {
            FunctionTraining function = new FunctionTraining(experiment, classes, run, watch);
            function.takeIn(annotated);
            inputs.takeDown(looked, compute);
            FunctionTraining.Trained trained = function.run(new Logged(observer, new Log(run.log())));
            finish(trained.weights(), Optional.of(trained.use()), annotated, from);
            return;
        }
        // Only now: a knee that cannot be read may be mended, and the training begun again.
        inputs.takeDown(looked, compute);
        Log log = new Log(run.log());
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

    /** All stages' networks, made first: what does not fit is told before hours of work on what comes before it. */
    private List<Network> networks(Path from) throws IOException {
        if (from != null && experiment.implicit().isPresent()) {
            throw new IllegalArgumentException(
                    "implicit: a function of place starts from its own first weights; leave out --from " + from);
        }
        StartWeights start = from == null ? null : StartWeights.of(from, experiment.classes());
        List<Network> networks = new ArrayList<>();
        for (Stage stage : experiment.stages()) {
            try {
                networks.add(network(stage, networks.size(), start));
            } catch (IllegalArgumentException e) {
                throw new ConfigException("stage " + stage.name() + ": " + e.getMessage(), e);
            }
        }
        return networks;
    }

    private Network network(Stage stage, int position, StartWeights start) throws IOException {
        Task task =
                new Task(Cascade.channels(position, classes), classes.count(), Seeds.mix(experiment.seed(), position));
        stage.requireWeights(classes.count());
        Network network = stage.network(task);
        for (Phase phase : stage.train().phases()) {
            network.requirePatch(phase.patch());
            phase.requireClasses(classes.count());
            Frozen.require(network, phase);
            Points.require(network, phase);
        }
        if (stage.pretrained().isPresent()) {
            observer.note(
                    "stage " + stage.name() + ": " + stage.pretrained().get().load(network));
        }
        if (start != null) {
            String said = start.into(stage, position, network);
            observer.note(said);
            taken.add(said);
        }
        stage.train().phases().forEach(phase -> Norms.require(stage, task, phase));
        return network.on(compute.device());
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
                shown(stage, network, knees),
                seed);
        new Trainer(job, compute, new Logged(observer, log), stop)
                .run()
                .ifPresent(words -> kept.add("stage " + stage.name() + ": " + words));
    }

    private void sayWhatHasNoScan(CaseKnees annotated) {
        if (!scales().isEmpty() && (experiment.phantoms().isPresent() || annotated.rendered())) {
            observer.note(
                    "statistics: scan: knees that are imaged anew for each patch have no scan; the patch's are taken "
                            + "of them, in use the scan's, so brightness may differ; statistics: window is the same for both");
        }
    }

    /** The scales of brightness that stages take from whole scans. */
    private Set<Choice> scales() {
        return experiment.stages().stream()
                .map(Stage::preprocessing)
                .filter(p -> p.statistics() == Preprocessing.Statistics.SCAN)
                .map(Preprocessing::intensity)
                .collect(Collectors.toSet());
    }

    /** A patch about the middle of a knee never trained on, as large as use looks at one, and not varied. */
    private Optional<Shown> shown(Stage stage, Network network, Knees knees) {
        if (stage.train().pictures() == 0) {
            return Optional.empty();
        }
        PatchSampler.Settings settings = new PatchSampler.Settings(
                network.fit(stage.infer().window()),
                stage.spacing(),
                new Sampling(0, Sampling.Draw.NORMAL, 10),
                stage.preprocessing(),
                new Augmentation(0, 0, 0, 0, 0),
                SoftMaps.NONE);
        Samples samples = knees.validation(
                settings, Seeds.mix(experiment.seed(), stage.name().hashCode()));
        return Optional.of(new Shown(stage.train().pictures(), samples, classes.outputs()));
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
            story.add(
                    "started from the weights of model " + ModelFiles.read(from).name() + ", SHA-256 "
                            + Fingerprint.brief(Provenance.sha256(new Run(from).weights())));
        }
        story.addAll(taken);
        for (Stage stage : experiment.stages()) {
            if (stage.pretrained().isPresent()) {
                Path file = Path.of(stage.pretrained().get().file());
                story.add("stage " + stage.name() + " started from " + file.getFileName() + ", SHA-256 "
                        + Fingerprint.brief(Provenance.sha256(file)));
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
        Model model = new Model(
                experiment.name(),
                experiment.classes(),
                experiment.stages().stream().map(Model.Pass::of).toList(),
                use,
                Provenance.sha256(run.weights()),
                story,
                List.of());
        if (annotated != null) {
            Certificate.of(annotated.roster(), experiment.seed(), run, from)
                    .listing(FileSums.of(run, model))
                    .write(run.certificate());
        }
        run.write(run.model(), model);
    }
}
