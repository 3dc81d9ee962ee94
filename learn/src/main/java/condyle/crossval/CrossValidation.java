package condyle.crossval;

import condyle.data.Fold;
import condyle.data.Held;
import condyle.experiment.Cases;
import condyle.experiment.Certificate;
import condyle.experiment.Experiment;
import condyle.experiment.Formats;
import condyle.experiment.Origin;
import condyle.experiment.PeakMemory;
import condyle.experiment.Provenance;
import condyle.experiment.Roster;
import condyle.experiment.Run;
import condyle.experiment.Segmenter;
import condyle.experiment.Training;
import condyle.experiment.Watch;
import condyle.tensor.Device;
import condyle.tensor.NativeMemory;
import condyle.tensor.Precision;
import condyle.train.StoppedException;
import condyle.train.TrainObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Carries out an experiment fold by fold: trains on the other folds' subjects, tests on this one's.
 *
 * <p>Run again on the same folder it goes on where it stopped, whatever stopped it, and ends with the same weights, labels
 * and scores. A fold that fails is told and the next one begun. Several processes may work in one folder: each fold is
 * done by one of them.
 */
public final class CrossValidation {
    /** Share of the subjects left to a fold that validate where the experiment names none. */
    static final double VALIDATION = 0.2;

    /**
     * What is to be done.
     *
     * @param experiment with {@code cases}, without a fold
     * @param folds how many the subjects are dealt to, by the experiment's own seed
     * @param seeds a training of each fold for each
     * @param from folder of the model whose weights each training starts from, where it is not from random ones
     */
    public record Plan(Experiment experiment, int folds, List<Long> seeds, Optional<Path> from) {
        /** From random weights. */
        public Plan(Experiment experiment, int folds, List<Long> seeds) {
            this(experiment, folds, seeds, Optional.empty());
        }
    }

    /** Looks on. */
    public interface Observer {
        /** A part begins, the {@code position}-th, from 1, of those to be done now; what comes back looks on inside. */
        TrainObserver begin(CrossRun.Part part, int position, int total);

        /** A part is done; {@code failed} of its cases are not. */
        void done(CrossRun.Part part, int failed);

        /** A part could not be done. */
        void failed(CrossRun.Part part, Throwable why);

        /** Another process is at this part. */
        void taken(CrossRun.Part part);
    }

    private final Plan plan;
    private final Experiment experiment;
    private final CrossRun run;
    private final Observer observer;
    private final BooleanSupplier stop;

    /**
     * Prepares.
     *
     * @throws IllegalArgumentException if the experiment cannot be cross-validated
     */
    public CrossValidation(Plan plan, CrossRun run, Observer observer, BooleanSupplier stop) {
        this.plan = plan;
        this.experiment = whole(plan.experiment());
        this.run = run;
        this.observer = observer;
        this.stop = stop;
    }

    /** The experiment with a share of the subjects to validate on. */
    private static Experiment whole(Experiment given) {
        Cases cases = given.cases()
                .orElseThrow(() -> new IllegalArgumentException("cases: missing; a cross-validation needs annotated "
                        + "knees: name a table, such as 'condyle phantom --count 24' writes"));
        if (cases.fold().isPresent()) {
            throw new IllegalArgumentException(
                    "cases: fold: a cross-validation deals the folds itself; take the key out");
        }
        if (!cases.validation().subjects().isEmpty()) {
            throw new IllegalArgumentException("cases: validation names subjects, but in a cross-validation each "
                    + "subject is tested once; give a share, such as {share: " + VALIDATION + "}");
        }
        Held held = cases.validation().share() > 0 ? cases.validation() : new Held(List.of(), VALIDATION);
        return given.with(given.seed(), cases.holding(held, Optional.empty()));
    }

    /**
     * Does the parts asked for that are not done yet.
     *
     * @param folds from 1; all where it is empty
     * @return whether each of them is done and no case failed
     * @throws StoppedException if asked to stop; what was done is kept
     * @throws IOException if the folder holds another cross-validation, or a file has changed since it began
     */
    public boolean run(List<Integer> folds) throws IOException {
        requireFolds(folds);
        Roster roster = Roster.of(experiment.cases().orElseThrow(), experiment.seed());
        Optional<Origin> origin = origin(roster);
        Certificate certificate = begin(roster, origin);
        List<CrossRun.Part> unfinished = new ArrayList<>();
        for (CrossRun.Part part : CrossRun.parts(certificate)) {
            if (plan.seeds().contains(part.seed())
                    && (folds.isEmpty() || folds.contains(part.fold()))
                    && !(run.finished(part, certificate)
                            && run.part(part, experiment.seed()).listed())) {
                unfinished.add(part);
            }
        }
        boolean well = true;
        for (int i = 0; i < unfinished.size(); i++) {
            well &= attempt(unfinished.get(i), roster, observer.begin(unfinished.get(i), i + 1, unfinished.size()));
            run.gather(certificate);
        }
        return well;
    }

    private void requireFolds(List<Integer> folds) {
        for (int fold : folds) {
            if (fold < 1 || fold > plan.folds()) {
                throw new IllegalArgumentException("fold " + fold + ": expected 1 to " + plan.folds());
            }
        }
    }

    /** The weights that all start from, which must not have seen any of the knees: each of them is tested. */
    private Optional<Origin> origin(Roster roster) throws IOException {
        if (plan.from().isEmpty()) {
            return Optional.empty();
        }
        if (experiment.implicit().isPresent()) {
            throw new IllegalArgumentException("implicit: a function of place starts from its own first weights; leave "
                    + "out --from " + plan.from().get());
        }
        Origin origin = Origin.of(plan.from().get());
        origin.requireCertified("test");
        origin.requireUnseen(roster, roster.table().cases());
        return Optional.of(origin);
    }

    /** Writes what stands fast before any training, or looks whether it is the same as what lies there. */
    private Certificate begin(Roster roster, Optional<Origin> origin) throws IOException {
        List<Fold> folds = IntStream.rangeClosed(1, plan.folds())
                .mapToObj(n -> new Fold(n, plan.folds(), experiment.seed()))
                .toList();
        if (Files.exists(run.experiment())
                && !Formats.experiment(run.experiment(), List.of()).sameAs(experiment)) {
            throw new IOException(run.experiment() + ": differs from the experiment given; go on with the same "
                    + "settings, or choose another folder with -o");
        }
        // What cannot be divided is told before anything is written.
        Splits table = Splits.of(roster, plan.folds(), experiment.seed());
        folds.forEach(roster::divided);
        Files.createDirectories(run.folder());
        if (!Files.exists(run.experiment())) {
            new Run(run.folder()).write(run.experiment(), experiment);
        }
        Certificate now = Certificate.of(roster, folds, Certificate.union(plan.seeds(), List.of()), run.experiment())
                .from(origin);
        if (Files.exists(run.certificate())) {
            now = agreeing(Certificate.read(run.certificate()), now, table);
        } else {
            table.write(run.splits());
        }
        return run.gather(now.with(Optional.of(Provenance.sha256(run.splits())), List.of()));
    }

    /** The certificate of now, with all seeds, if it speaks of the same cases and folds as the one before. */
    private Certificate agreeing(Certificate before, Certificate now, Splits table) throws IOException {
        if (before.folds().size() != now.folds().size()) {
            throw new IOException(
                    run.folder() + ": began with " + before.folds().size() + " folds, not "
                            + now.folds().size() + "; go on with as many, or choose another folder with -o");
        }
        List<String> changes = before.changes(now.knees());
        if (!changes.isEmpty()) {
            throw new IOException(run.folder() + ": " + changes.get(0) + ", since this cross-validation began; put the "
                    + "data back, or choose another folder with -o");
        }
        if (!before.folds().equals(now.folds()) || !Splits.read(run.splits()).equals(table)) {
            throw new IOException(run.splits() + ": edited since this cross-validation began; put it back, or choose "
                    + "another folder with -o");
        }
        if (!before.origin().equals(now.origin())) {
            throw new IOException(run.folder() + ": began from " + Origin.words(before.origin()) + ", not from "
                    + Origin.words(now.origin()) + "; give the same --from, or choose another folder with -o");
        }
        return now.of(Certificate.union(before.seeds(), now.seeds()));
    }

    private boolean attempt(CrossRun.Part part, Roster roster, TrainObserver inside) throws IOException {
        FoldRun fold = run.part(part, experiment.seed());
        try (FoldLock lock = FoldLock.of(fold.run().folder())) {
            if (!lock.held()) {
                observer.taken(part);
                return true;
            }
            int failed = work(part, roster, new Watch(inside, stop, fold.run().folder()))
                    .size();
            observer.done(part, failed);
            return failed == 0;
        } catch (StoppedException e) {
            throw e;
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            fold.writeFailed(Map.of(Roster.TRAINING, roster.nameless(reason(e))));
            observer.failed(part, e);
            return false;
        }
    }

    /** Why a training or a case failed, in words. */
    static String reason(Throwable e) {
        return e instanceof OutOfMemoryError
                        || NativeMemory.missing(e).isPresent() && !(e instanceof IllegalStateException)
                ? "out of memory"
                : e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** Trains where that is not done, tests; gives the cases that failed. */
    private Map<String, String> work(CrossRun.Part part, Roster roster, Watch watch) throws IOException {
        FoldRun fold = run.part(part, experiment.seed());
        Cases cases = experiment.cases().orElseThrow();
        Fold left = new Fold(part.fold(), plan.folds(), experiment.seed());
        Experiment own = experiment.with(part.seed(), cases.holding(cases.validation(), Optional.of(left)));
        boolean trained = Files.exists(fold.run().model());
        if (!trained) {
            PeakMemory.forget();
            new Training(own, fold.run(), watch.observer(), stop)
                    .run(Training.Existing.RESUME, plan.from().orElse(null));
        }
        fold.writeTrainingCost(trained ? OptionalLong.empty() : PeakMemory.megabytes());
        requireOwn(fold.run(), own, roster);
        fold.unlist();
        Device device = Device.of(own.device());
        Segmenter segmenter = Segmenter.load(fold.run().folder(), device, Precision.of(own.precision(), device));
        Map<String, String> failures = new FoldTrial(roster, fold, watch)
                .run(segmenter, roster.divided(left).test());
        fold.list();
        return failures;
    }

    /** What is tested was trained by this experiment on the files that the certificate speaks of. */
    private void requireOwn(Run fold, Experiment own, Roster roster) throws IOException {
        if (!Formats.experiment(fold.experiment(), List.of()).sameAs(own)) {
            throw new IOException(fold.experiment() + ": differs from the experiment given; take this folder away and "
                    + "run again");
        }
        List<String> changes = Certificate.read(fold.certificate()).changes(Certificate.knees(roster));
        if (!changes.isEmpty()) {
            throw new IOException(fold.folder() + ": " + changes.get(0) + ", since the cross-validation began; put the "
                    + "data back, take this folder away and run again");
        }
    }
}
