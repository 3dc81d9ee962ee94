package condyle.experiment;

import condyle.config.Choice;
import condyle.data.Anatomy;
import condyle.data.ClassMap;
import condyle.data.Seeds;
import condyle.data.Specimen;
import condyle.data.Targets;
import condyle.image.Geometry;
import condyle.image.Volume;
import condyle.implicit.Functions;
import condyle.implicit.KneeFunction;
import condyle.implicit.KneeFunction.Purpose;
import condyle.implicit.ScannedKnee;
import condyle.tensor.Tensor;
import condyle.train.Descent;
import condyle.train.StoppedException;
import condyle.train.TrainObserver;
import condyle.train.Worth;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** Trains an experiment's function of place: knee by knee becomes points, of which the function learns. */
final class FunctionTraining {
    private final Experiment experiment;
    private final Implicit settings;
    private final ClassMap classes;
    private final Run run;
    private final Watch watch;
    private final KneeFunction function;

    FunctionTraining(Experiment experiment, ClassMap classes, Run run, Watch watch) throws IOException {
        this.experiment = experiment;
        this.settings = experiment.implicit().orElseThrow();
        this.classes = classes;
        this.run = run;
        this.watch = watch;
        this.function = Functions.ALL.make(
                settings.function(), new Functions.Given(classes.outputs(), experiment.seed(), new FitLog(run.fits())));
    }

    /** What came out: all that is saved, and the model's settings. */
    record Trained(SortedMap<String, Tensor> weights, Implicit.Use use) {}

    /**
     * Makes or reads the knees.
     *
     * @param annotated annotated knees whose files were looked at, or null
     * @throws StoppedException if asked to stop
     */
    void takeIn(CaseKnees annotated) throws IOException {
        experiment.phantoms().ifPresent(this::takeSynthetic);
        if (annotated != null) {
            annotated.each(watch, Set.of(), this::take);
        }
    }

    /**
     * Trains on the knees taken in.
     *
     * @throws StoppedException if asked to stop; what was done is kept
     */
    Trained run(TrainObserver observer) throws IOException {
        new Descent(task(), settings.train(), observer, watch.stop())
                .run(run.checkpoint(Implicit.NAME), Seeds.mix(experiment.seed(), 0xF0));
        long steps = settings.train().steps();
        Choice settled = function.settled(steps, watch.stop())
                .orElseThrow(() -> new StoppedException(steps, run.checkpoint(Implicit.NAME)));
        SortedMap<String, Tensor> weights = new TreeMap<>();
        function.state().forEach((name, tensor) -> weights.put(Implicit.NAME + "." + name, tensor));
        return new Trained(weights, settings.use(settled));
    }

    private void takeSynthetic(Phantoms phantoms) {
        int total = phantoms.knees();
        for (int i = 0; i < total; i++) {
            watch.ask("the first step");
            long seed = phantoms.seed() + i;
            Specimen knee = Anatomy.of(seed, Knees.materials(seed, phantoms));
            take(knee, "phantom " + seed, i < phantoms.count() ? Purpose.TRAINING : Purpose.VALIDATION);
            watch.observer().preparing("synthetic knees", i + 1, total);
        }
    }

    /** One image of a knee, the same in every run, and what it shows. */
    private void take(Specimen knee, String owner, Purpose purpose) {
        Implicit.Use use = settings.use(settings.function());
        Geometry grid = use.grid(knee.geometry());
        Specimen.Piece piece = knee.plain(grid, Seeds.random(knee.seed(), 0x1A6E));
        Targets targets = Targets.of(classes, knee.scheme());
        Volume image = use.unit(Volume.of(grid, piece.image()));
        function.take(
                new ScannedKnee(image, targets.toGroups(piece.labels()), targets.grouping(), owner, knee.seed()),
                purpose);
    }

    private Descent.Task task() {
        return new Descent.Task() {
            @Override
            public String name() {
                return Implicit.NAME;
            }

            @Override
            public SortedMap<String, Tensor> parameters() {
                return function.parameters();
            }

            @Override
            public Tensor loss(long step) {
                return function.loss(step);
            }

            @Override
            public Optional<Worth> validate(long step, BooleanSupplier stop) {
                return function.validate(step, stop).map(w -> new Worth(w.dice(), w.loss()));
            }
        };
    }
}
