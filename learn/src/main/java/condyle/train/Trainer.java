package condyle.train;

import condyle.data.Prefetch;
import condyle.data.Samples;
import condyle.data.Seeds;
import condyle.image.LabelMap;
import condyle.loss.MapHead;
import condyle.net.Network;
import condyle.nn.Mode;
import condyle.tensor.Autocast;
import condyle.tensor.Kind;
import condyle.tensor.SafeTensors;
import condyle.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
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
    private final Optional<Best> best;
    private final Optional<Glimpse> glimpse;
    private final Descent descent;
    private Part part;

    /** Prepares; {@code stop} is asked after every step and between a validation's patches. */
    public Trainer(Job job, Compute compute, TrainObserver observer, BooleanSupplier stop) {
        this.job = job;
        this.compute = compute;
        this.observer = observer;
        this.best = job.plan().earlyStop().map(e -> new Best(e, job.network()));
        this.glimpse = job.shown().map(s -> new Glimpse(s, job.network(), compute));
        this.descent = new Descent(new Patched(), job.plan().descent(), observer, stop);
    }

    /**
     * Trains to the plan's end.
     *
     * @return which weights the network ends with, in words, where the plan may stop early
     * @throws StoppedException after writing a checkpoint, if asked to stop
     * @throws IllegalStateException if the loss stops being a number; the batch is saved beside the checkpoint
     */
    public Optional<String> run() throws IOException {
        descent.begin(job.checkpoint(), job.seed(), best);
        long start = 0;
        for (Phase phase : job.plan().phases()) {
            long end = start + phase.steps();
            if (descent.remains(end)) {
                run(phase, start);
            }
            start = end;
        }
        descent.end();
        best.ifPresent(Best::restore);
        job.network().mode(Mode.USE);
        return best.map(Best::words);
    }

    private void run(Phase phase, long start) throws IOException {
        if (descent.step() == start) {
            best.ifPresent(Best::begin);
        }
        Objective objective = new Objective(phase.loss(), job.head());
        Validation validation = new Validation(job.network(), job.validation().apply(phase), compute);
        long first = (descent.step() - start) * phase.batch();
        try (Frozen frozen = new Frozen(job.network(), phase).begin();
                Prefetch samples = new Prefetch(job.samples().apply(phase), first, compute.threads())) {
            part = new Part(phase, start, frozen, samples, objective, validation);
            descent.until(part.end());
        }
    }

    /** The phase that is trained, from its step {@code start} on. */
    private record Part(
            Phase phase, long start, Frozen frozen, Prefetch samples, Objective objective, Validation validation) {
        long end() {
            return start + phase.steps();
        }

        /** Share that is done when a step begins, 1 at the last one. */
        double progress(long step) {
            return phase.steps() < 2 ? 0 : (step - start) / (phase.steps() - 1.0);
        }
    }

    /** The network and its patches, as the loop sees them. */
    private final class Patched implements Descent.Task {
        private Batches batch;
        private Optional<LabelMap> seen = Optional.empty();

        @Override
        public String name() {
            return job.stage();
        }

        @Override
        public SortedMap<String, Tensor> parameters() {
            return job.network().parameters();
        }

        @Override
        public SortedMap<String, Tensor> state() {
            return job.network().state();
        }

        @Override
        public Tensor loss(long step) {
            batch = Batches.of(part.samples, part.phase.batch(), compute.device());
            Points.Answer answer;
            try (Autocast cast = Autocast.of(compute.precision(), compute.device())) {
                answer = Points.Answer.of(job.network(), batch, part.phase.points(), Seeds.mix(job.seed(), step));
            }
            return part.objective.of(answer.outputs().to(Kind.F32), answer.told(), part.progress(step));
        }

        @Override
        public Optional<Worth> validate(long step, BooleanSupplier stop) {
            job.network().mode(Mode.USE);
            Optional<Worth> worth = part.validation.of(part.objective, part.progress(step - 1), stop);
            worth.ifPresent(w -> best.ifPresent(b -> b.compare(step, w)));
            long epoch = (step + job.plan().epoch() - 1) / job.plan().epoch();
            seen = worth.isEmpty()
                    ? Optional.empty()
                    : glimpse.filter(g -> g.due(epoch)).map(Glimpse::found);
            part.frozen.train();
            return worth;
        }

        @Override
        public long told(TrainObserver.Epoch epoch) {
            seen.ifPresent(
                    s -> observer.picture(job.stage(), glimpse.orElseThrow().picture(epoch, s)));
            if (best.isEmpty() || !best.get().over() || epoch.step() == part.end()) {
                return epoch.step();
            }
            observer.note(String.format(
                    Locale.ROOT,
                    "stage %s: no better for %d %s, so the phase ends at step %,d instead of %,d; %s",
                    job.stage(),
                    best.get().patience(),
                    best.get().patience() == 1 ? "epoch" : "epochs",
                    epoch.step(),
                    part.end(),
                    best.get().words()));
            return part.end();
        }

        @Override
        public Descent.Suspect suspect() throws IOException {
            Path file = job.checkpoint().resolveSibling("diverged.safetensors");
            SafeTensors.write(
                    file,
                    new TreeMap<>(Map.of(
                            "inputs", batch.inputs(), "targets", batch.told().labels())),
                    Map.of("condyle.step", Long.toString(descent.step())),
                    Kind.F32);
            return new Descent.Suspect(
                    "stage " + job.stage() + ", of " + String.join(", ", batch.knees()),
                    "batch saved to " + file + "; lower train.rate or try --set precision=fp32");
        }
    }
}
