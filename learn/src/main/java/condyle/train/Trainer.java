package condyle.train;

import condyle.data.Prefetch;
import condyle.data.Samples;
import condyle.data.Seeds;
import condyle.image.LabelMap;
import condyle.loss.MapHead;
import condyle.net.Network;
import condyle.nn.Mode;
import condyle.tensor.Autocast;
import condyle.tensor.Engine;
import condyle.tensor.Gradients;
import condyle.tensor.Kind;
import condyle.tensor.Optimizer;
import condyle.tensor.SafeTensors;
import condyle.tensor.Scope;
import condyle.tensor.Tensor;
import condyle.tensor.WeightAverage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Trains one network by its plan.
 *
 * <p>Continues from the checkpoint where one lies, and then ends with the same bytes as if it had never stopped. The
 * network ends with the mean of its weights, which is what validation measured.
 */
public final class Trainer {
    /**
     * What is trained, on what.
     *
     * @param head task of the network's second head, where it has one
     * @param samples patches for a phase
     * @param validation patches of knees never trained on, for a phase
     * @param checkpoint file to write at each epoch and to continue from
     * @param shown what to look at after epochs, if anything
     */
    public record Job(
            String stage,
            Network network,
            Optional<MapHead> head,
            Plan plan,
            Function<Phase, Samples> samples,
            Function<Phase, Samples> validation,
            Path checkpoint,
            Optional<Shown> shown,
            long seed) {
        /** Nothing is looked at for pictures. */
        public Job(
                String stage,
                Network network,
                Optional<MapHead> head,
                Plan plan,
                Function<Phase, Samples> samples,
                Function<Phase, Samples> validation,
                Path checkpoint,
                long seed) {
            this(stage, network, head, plan, samples, validation, checkpoint, Optional.empty(), seed);
        }
    }

    private final Job job;
    private final Compute compute;
    private final TrainObserver observer;
    private final BooleanSupplier stop;
    private final Optimizer optimizer;
    private final WeightAverage average;
    private final Schedule schedule;
    private final Optional<Best> best;
    private final Checkpoint checkpoint;
    private final Optional<Glimpse> glimpse;
    private long step;
    private double lastLoss = Double.NaN;

    /** Prepares; {@code stop} is asked after every step and between a validation's patches. */
    public Trainer(Job job, Compute compute, TrainObserver observer, BooleanSupplier stop) {
        this.job = job;
        this.compute = compute;
        this.observer = observer;
        this.stop = stop;
        this.optimizer =
                Optimizers.ALL.make(job.plan().optimizer(), job.network().parameters());
        this.average = new WeightAverage(job.network().parameters(), job.plan().average());
        this.schedule = Schedules.ALL.make(job.plan().schedule(), null);
        this.best = job.plan().earlyStop().map(e -> new Best(e, job.network()));
        this.checkpoint = new Checkpoint(job.network().state(), optimizer, average, best);
        this.glimpse = job.shown().map(s -> new Glimpse(s, job.network(), compute));
    }

    /**
     * Trains to the plan's end.
     *
     * @return which weights the network ends with, in words, where the plan may stop early
     * @throws StoppedException after writing a checkpoint, if asked to stop
     * @throws IllegalStateException if the loss stops being a number; the batch is saved beside the checkpoint
     */
    public Optional<String> run() throws IOException {
        if (Files.exists(job.checkpoint())) {
            step = checkpoint.read(job.checkpoint());
        }
        long start = 0;
        for (Phase phase : job.plan().phases()) {
            long end = start + phase.steps();
            if (step < end || step == end && checkpoint.brokeOff()) {
                run(part(phase, start));
            }
            start = end;
        }
        average.swap();
        best.ifPresent(Best::restore);
        job.network().mode(Mode.USE);
        return best.map(Best::words);
    }

    /** A phase that is to be trained from its step {@code start} to before {@code end}. */
    private record Part(Phase phase, long start, long end, Frozen frozen, Objective objective, Validation validation) {
        /** Share that is done when a step begins, 1 at the last one. */
        double progress(long step) {
            return end - start < 2 ? 0 : (step - start) / (end - start - 1.0);
        }
    }

    private Part part(Phase phase, long start) {
        return new Part(
                phase,
                start,
                start + phase.steps(),
                new Frozen(job.network(), phase),
                new Objective(phase.loss(), job.head()),
                new Validation(job.network(), job.validation().apply(phase), compute));
    }

    private void run(Part part) throws IOException {
        if (step == part.start) {
            best.ifPresent(Best::begin);
        }
        Running running = checkpoint.running().begin();
        long first = (step - part.start) * part.phase.batch();
        try (Frozen frozen = part.frozen.begin();
                Prefetch samples = new Prefetch(job.samples().apply(part.phase), first, compute.threads())) {
            if (running.count() > 0 && endsEpoch(part)) {
                // A stop came in the middle of this epoch's validation.
                endEpoch(part, running);
                running = new Running();
            }
            while (step < part.end) {
                running.add(step(samples, part));
                step++;
                observer.step(
                        job.stage(),
                        new TrainObserver.Progress(step, job.plan().steps(), running.lastLoss(), rate(step - 1)));
                if (stop.getAsBoolean()) {
                    throw stopped(running);
                }
                if (endsEpoch(part)) {
                    endEpoch(part, running);
                    running = new Running();
                }
            }
        }
    }

    private boolean endsEpoch(Part part) {
        return step % job.plan().epoch() == 0 || step == part.end;
    }

    /** Writes the checkpoint of a stop, from which the epoch goes on; there is no time for a validation. */
    private StoppedException stopped(Running running) throws IOException {
        checkpoint.write(job.checkpoint(), step, running);
        return new StoppedException(step, job.checkpoint());
    }

    private double rate(long at) {
        return job.plan().rate() * schedule.at(at, job.plan().steps());
    }

    private double[] step(Prefetch samples, Part part) throws IOException {
        Engine.seed(Seeds.mix(job.seed(), step));
        try (Scope scope = new Scope()) {
            Batches batch = Batches.of(samples, part.phase.batch(), compute.device());
            Points.Answer answer;
            try (Autocast cast = Autocast.of(compute.precision(), compute.device())) {
                answer = Points.Answer.of(job.network(), batch, part.phase.points(), Seeds.mix(job.seed(), step));
            }
            Tensor value = part.objective.of(answer.outputs().to(Kind.F32), answer.told(), part.progress(step));
            value.backward();
            double norm = Gradients.clip(
                    job.network().parameters().values(), job.plan().clip());
            double number = value.item();
            if (!Double.isFinite(number) || !Double.isFinite(norm)) {
                throw diverged(batch, number, norm);
            }
            optimizer.step(rate(step));
            optimizer.zeroGradients();
            average.update();
            lastLoss = number;
            return new double[] {number, norm};
        }
    }

    private IllegalStateException diverged(Batches batch, double loss, double norm) throws IOException {
        Path file = job.checkpoint().resolveSibling("diverged.safetensors");
        SafeTensors.write(
                file,
                new TreeMap<>(
                        Map.of("inputs", batch.inputs(), "targets", batch.told().labels())),
                Map.of("condyle.step", Long.toString(step)),
                Kind.F32);
        return new IllegalStateException(String.format(
                Locale.ROOT,
                "loss is %s at step %d (stage %s); last finite loss %s, gradient norm %.1e, rate %.1e; batch saved to %s; "
                        + "lower train.rate or try --set precision=fp32",
                loss,
                step,
                job.stage(),
                Double.isNaN(lastLoss) ? "none" : String.format(Locale.ROOT, "%.4f", lastLoss),
                norm,
                rate(step),
                file));
    }

    /** The observer first, the checkpoint last: killed in between, the epoch comes again and nothing is missing. */
    private void endEpoch(Part part, Running running) throws IOException {
        average.swap();
        job.network().mode(Mode.USE);
        Optional<Validation.Worth> worth = part.validation.of(part.objective, part.progress(step - 1), stop);
        worth.ifPresent(w -> best.ifPresent(b -> b.compare(step, w)));
        long epoch = (step + job.plan().epoch() - 1) / job.plan().epoch();
        Optional<LabelMap> seen = worth.isEmpty()
                ? Optional.empty()
                : glimpse.filter(g -> g.due(epoch)).map(Glimpse::found);
        average.swap();
        part.frozen.train();
        if (worth.isEmpty()) {
            throw stopped(running);
        }
        TrainObserver.Epoch row = row(running, worth.get());
        observer.epoch(job.stage(), row);
        seen.ifPresent(s -> observer.picture(job.stage(), glimpse.orElseThrow().picture(row, s)));
        endEarly(part);
        checkpoint.write(job.checkpoint(), step, new Running());
    }

    private TrainObserver.Epoch row(Running running, Validation.Worth worth) {
        return new TrainObserver.Epoch(
                step,
                job.plan().steps(),
                running.meanLoss(),
                worth.loss(),
                running.meanNorm(),
                rate(step - 1),
                worth.dice(),
                running.seconds());
    }

    /** Goes to the end of the phase where patience is over. */
    private void endEarly(Part part) {
        if (best.isPresent() && best.get().over() && step < part.end) {
            observer.note(String.format(
                    Locale.ROOT,
                    "stage %s: no better for %d %s, so the phase ends at step %,d instead of %,d; %s",
                    job.stage(),
                    best.get().patience(),
                    best.get().patience() == 1 ? "epoch" : "epochs",
                    step,
                    part.end,
                    best.get().words()));
            step = part.end;
        }
    }
}
