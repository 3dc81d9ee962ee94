package condyle.experiment;

import condyle.data.Anatomy;
import condyle.data.ClassMap;
import condyle.data.Context;
import condyle.data.PatchSampler;
import condyle.data.Sample;
import condyle.data.Seeds;
import condyle.image.LabelSet;
import condyle.image.Size;
import condyle.infer.SlidingWindow;
import condyle.net.Network;
import condyle.net.Networks;
import condyle.net.Task;
import condyle.tensor.Kind;
import condyle.tensor.SafeTensors;
import condyle.tensor.Tensor;
import condyle.train.Compute;
import condyle.train.Phase;
import condyle.train.StoppedException;
import condyle.train.TrainObserver;
import condyle.train.Trainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * Carries out an experiment: makes its knees, trains its stages from coarse to fine, writes the model.
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
    private final ClassMap classes;
    private final Compute compute;

    /** Prepares; {@code stop} is asked between steps. */
    public Training(Experiment experiment, Run run, TrainObserver observer, BooleanSupplier stop) {
        this.experiment = experiment;
        this.run = run;
        this.observer = observer;
        this.stop = stop;
        this.classes = ClassMap.of(LabelSet.CONDYLE, experiment.classes());
        this.compute = Compute.of(experiment.device(), experiment.precision(), experiment.threads());
    }

    /**
     * Trains all stages; weights start from {@code from}, a model with the same networks, or at random where it is
     * null.
     *
     * @throws StoppedException if asked to stop; what was done is kept
     */
    public void run(Existing existing, Path from) throws IOException {
        begin(existing);
        Anatomies knees = Anatomies.of(experiment.phantoms(), observer, stop);
        if (knees == null) {
            throw new StoppedException("the first step", run.folder());
        }
        Log log = new Log(run.log());
        List<List<Context>> training = List.of();
        List<List<Context>> validation = List.of();
        SortedMap<String, Tensor> weights = new TreeMap<>();
        for (int i = 0; i < experiment.stages().size(); i++) {
            Stage stage = experiment.stages().get(i);
            Network network = network(stage, i, from);
            train(stage, network, knees, training, validation, log);
            network.state().forEach((name, tensor) -> weights.put(stage.name() + "." + name, tensor));
            if (i + 1 < experiment.stages().size()) {
                List<List<Context>> seenTraining = training;
                List<List<Context>> seenValidation = validation;
                training = contexts(stage, network, knees.training(), seenTraining);
                validation = contexts(stage, network, knees.validation(), seenValidation);
            }
        }
        finish(weights);
    }

    private void begin(Existing existing) throws IOException {
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
        Files.createDirectories(run.folder());
        run.write(run.experiment(), experiment);
        run.write(
                run.provenance(),
                Provenance.of(
                        Map.of(
                                "device", compute.device().name().toLowerCase(java.util.Locale.ROOT),
                                "precision", compute.precision().name().toLowerCase(java.util.Locale.ROOT),
                                "seed", Long.toString(experiment.seed())),
                        Map.of("experiment.yaml", Provenance.sha256(run.experiment()))));
    }

    private Network network(Stage stage, int position, Path from) throws IOException {
        Task task =
                new Task(Cascade.channels(position, classes), classes.count(), Seeds.mix(experiment.seed(), position));
        Network network = Networks.ALL.make(stage.network(), task);
        for (Phase phase : stage.train().phases()) {
            network.requirePatch(phase.patch());
        }
        if (from != null) {
            network.load(ModelFiles.weights(from, stage.name()));
        }
        return network;
    }

    private void train(
            Stage stage,
            Network network,
            Anatomies knees,
            List<List<Context>> training,
            List<List<Context>> validation,
            Log log)
            throws IOException {
        long seed = Seeds.mix(experiment.seed(), stage.name().hashCode());
        TrainObserver logging = new TrainObserver() {
            @Override
            public void preparing(String what, int done, int total) {
                observer.preparing(what, done, total);
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
        Trainer.Job job = new Trainer.Job(
                stage.name(),
                network,
                stage.train(),
                phase -> sampler(stage, phase, knees.training(), training, Seeds.mix(seed, index(stage, phase))),
                phase -> sampler(stage, phase, knees.validation(), validation, Seeds.mix(seed, -1)),
                run.checkpoint(stage.name()),
                seed);
        new Trainer(job, compute, logging, stop).run();
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

    private PatchSampler sampler(
            Stage stage, Phase phase, List<Anatomy> knees, List<List<Context>> contexts, long seed) {
        return new PatchSampler(
                knees,
                contexts,
                classes,
                new PatchSampler.Settings(phase.patch(), stage.spacing(), phase.foreground(), stage.augmentation()),
                seed);
    }

    /** What a finished stage finds in each knee, on images of new contrasts, for the next stage to start from. */
    private List<List<Context>> contexts(
            Stage stage, Network network, List<Anatomy> knees, List<List<Context>> before) {
        Size window = stage.infer().window();
        PatchSampler sampler = new PatchSampler(
                knees,
                before,
                classes,
                new PatchSampler.Settings(window, stage.spacing(), 0, stage.augmentation()),
                experiment.seed());
        SlidingWindow pass = new SlidingWindow(network, stage.infer(), compute.precision(), compute.device());
        List<List<Context>> all = new ArrayList<>();
        int kept = experiment.phantoms().contexts();
        for (int k = 0; k < knees.size(); k++) {
            List<Context> mine = new ArrayList<>();
            for (int c = 0; c < kept; c++) {
                long number = Seeds.mix(knees.get(k).seed(), c);
                Sample sample = sampler.of(k, Seeds.random(experiment.seed(), number));
                mine.add(pass.context(sample, classes.outputs()));
            }
            all.add(mine);
            observer.preparing(stage.name() + " passes", k + 1, knees.size());
            if (stop.getAsBoolean()) {
                throw new StoppedException("stage " + stage.name(), run.folder());
            }
        }
        return all;
    }

    private void finish(SortedMap<String, Tensor> weights) throws IOException {
        SafeTensors.write(run.weights(), weights, Map.of("condyle.model", experiment.name()), Kind.F16);
        Phantoms p = experiment.phantoms();
        run.write(
                run.model(),
                new Model(
                        experiment.name(),
                        experiment.classes(),
                        experiment.stages().stream().map(Model.Pass::of).toList(),
                        Provenance.sha256(run.weights()),
                        List.of(
                                p.count() + " synthetic knees, seeds " + p.seed() + " to " + (p.seed() + p.count() - 1)
                                        + "; no patient's data",
                                "validated on " + p.validation() + " more"),
                        List.of()));
    }
}
