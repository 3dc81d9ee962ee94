package condyle.train;

import condyle.config.Check;
import condyle.config.Choice;
import condyle.data.Seeds;
import condyle.tensor.Adam;
import condyle.tensor.Engine;
import condyle.tensor.Gradients;
import condyle.tensor.NativeMemory;
import condyle.tensor.Optimizer;
import condyle.tensor.Scope;
import condyle.tensor.Tensor;
import condyle.tensor.WeightAverage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.BooleanSupplier;

/**
 * Moves parameters down a loss, step by numbered step: the loop of every training.
 *
 * <p>Continues from the checkpoint where one lies, and then ends with the same bytes as if it had never stopped. The
 * parameters end as the mean over steps.
 */
public final class Descent {
    /**
     * How.
     *
     * @param rate highest learning rate
     * @param clip largest gradient norm, longer gradients are shortened to it
     * @param average decay of the running mean of the parameters, which is what validates and ships; 0 turns it off
     * @param epoch steps between two checkpoints
     */
    public record Plan(
            Choice optimizer, Choice schedule, double rate, double clip, double average, int epoch, Long steps) {
        public static final Plan DEFAULTS = new Plan(
                new Choice("adam", Adam.Config.DEFAULTS),
                new Choice("constant", Schedules.Constant.DEFAULTS),
                1e-4,
                1e6,
                0,
                1000,
                null);

        public Plan {
            Check.above("rate", rate, 0);
            Check.above("clip", clip, 0);
            Check.belowOne("average", average);
            Check.atLeast("epoch", epoch, 1);
            if (steps != null) {
                Check.atLeast("steps", steps, 1);
            }
        }
    }

    /** What is made smaller. */
    public interface Task {
        /** Names its rows in log.csv. */
        String name();

        SortedMap<String, Tensor> parameters();

        /** All that a checkpoint keeps of it, by name: the parameters, and what is remembered beside them. */
        default SortedMap<String, Tensor> state() {
            return parameters();
        }

        /** Loss of a numbered step. */
        Tensor loss(long step);

        /**
         * Worth on what is never trained on, of the mean parameters; nothing if asked to stop.
         *
         * @param step steps done
         */
        Optional<Worth> validate(long step, BooleanSupplier stop);

        /** Learns that an epoch was told; gives the step to go on from, a later one where a part of the task ends early. */
        default long told(TrainObserver.Epoch epoch) {
            return epoch.step();
        }

        /** What made a loss that is no number, asked within its step. */
        default Suspect suspect() throws IOException {
            return new Suspect(name(), "lower train.rate");
        }
    }

    /**
     * What a message says of a loss that is no number.
     *
     * @param source whose loss it was
     * @param advice what was kept, and what to do
     */
    public record Suspect(String source, String advice) {}

    private final Task task;
    private final Plan plan;
    private final TrainObserver observer;
    private final BooleanSupplier stop;
    private final SortedMap<String, Tensor> parameters;
    private final Optimizer optimizer;
    private final WeightAverage average;
    private final Schedule schedule;
    private Path file;
    private Checkpoint checkpoint;
    private long seed;
    private long step;
    private double lastLoss = Double.NaN;

    /** Prepares; {@code stop} is asked after every step and now and then in a validation. */
    public Descent(Task task, Plan plan, TrainObserver observer, BooleanSupplier stop) {
        this.task = task;
        this.plan = plan;
        this.observer = observer;
        this.stop = stop;
        parameters = task.parameters();
        optimizer = Optimizers.ALL.make(plan.optimizer(), parameters);
        average = new WeightAverage(parameters, plan.average());
        schedule = Schedules.ALL.make(plan.schedule(), null);
    }

    /**
     * Goes to the plan's end.
     *
     * @param file checkpoint to write at each epoch and to continue from
     * @param seed of what the engine draws itself
     * @throws StoppedException after writing a checkpoint, if asked to stop
     * @throws IllegalStateException if the loss stops being a number
     */
    public void run(Path file, long seed) throws IOException {
        begin(file, seed, Optional.empty());
        until(plan.steps);
        end();
    }

    /** Takes up the checkpoint where one lies, the best epoch with it where one is kept. */
    void begin(Path file, long seed, Optional<Best> best) throws IOException {
        this.file = file;
        this.seed = seed;
        checkpoint = new Checkpoint(task.state(), optimizer, average, best);
        if (Files.exists(file)) {
            step = checkpoint.read(file);
        }
    }

    /** Steps done. */
    long step() {
        return step;
    }

    /** Whether there is work before a step: steps, or the validation of an epoch that ends there. */
    boolean remains(long end) {
        return step < end || step == end && checkpoint.brokeOff();
    }

    /** Goes to a step, with which an epoch ends. */
    void until(long end) throws IOException {
        Running running = checkpoint.running().begin();
        if (running.count() > 0 && endsEpoch(end)) {
            // A stop came in the middle of this epoch's validation.
            endEpoch(running);
            running = new Running();
        }
        while (step < end) {
            Engine.seed(Seeds.mix(seed, step));
            running.add(descend());
            step++;
            observer.step(
                    task.name(), new TrainObserver.Progress(step, plan.steps, running.lastLoss(), rate(step - 1)));
            if (stop.getAsBoolean()) {
                throw stopped(running);
            }
            if (endsEpoch(end)) {
                endEpoch(running);
                running = new Running();
            }
        }
    }

    /** Leaves the parameters as their mean. */
    void end() {
        average.swap();
    }

    private boolean endsEpoch(long end) {
        return step % plan.epoch == 0 || step == end;
    }

    private double rate(long at) {
        return plan.rate * schedule.at(at, plan.steps);
    }

    private double[] descend() throws IOException {
        try {
            return oneStep();
        } catch (RuntimeException e) {
            String missing = NativeMemory.missing(e).orElseThrow(() -> e);
            throw new IllegalStateException(
                    task.name() + ": step " + step + " needs more memory than there is: " + missing
                            + " more could not be had; take a smaller patch, batch or network",
                    e);
        }
    }

    private double[] oneStep() throws IOException {
        try (Scope scope = new Scope()) {
            Tensor value = task.loss(step);
            value.backward();
            double norm = Gradients.clip(parameters.values(), plan.clip);
            double number = value.item();
            if (!Double.isFinite(number) || !Double.isFinite(norm)) {
                throw diverged(number, norm);
            }
            optimizer.step(rate(step));
            optimizer.zeroGradients();
            average.update();
            lastLoss = number;
            return new double[] {number, norm};
        }
    }

    private IllegalStateException diverged(double loss, double norm) throws IOException {
        Suspect suspect = task.suspect();
        return new IllegalStateException(String.format(
                Locale.ROOT,
                "loss is %s at step %d (%s); last finite loss %s, gradient norm %.1e, rate %.1e; %s",
                loss,
                step,
                suspect.source,
                Double.isNaN(lastLoss) ? "none" : String.format(Locale.ROOT, "%.4f", lastLoss),
                norm,
                rate(step),
                suspect.advice));
    }

    /** Writes the checkpoint of a stop, from which the epoch goes on; there is no time for a validation. */
    private StoppedException stopped(Running running) throws IOException {
        checkpoint.write(file, step, running);
        return new StoppedException(step, file);
    }

    /** The observer first, the checkpoint last: killed in between, the epoch comes again and nothing is missing. */
    private void endEpoch(Running running) throws IOException {
        average.swap();
        Optional<Worth> worth = task.validate(step, stop);
        average.swap();
        if (worth.isEmpty()) {
            throw stopped(running);
        }
        TrainObserver.Epoch row = new TrainObserver.Epoch(
                step,
                plan.steps,
                running.meanLoss(),
                worth.get().loss(),
                running.meanNorm(),
                rate(step - 1),
                worth.get().dice(),
                running.seconds());
        observer.epoch(task.name(), row);
        step = task.told(row);
        checkpoint.write(file, step, new Running());
    }
}
