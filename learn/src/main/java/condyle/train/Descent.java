package condyle.train;

import condyle.config.Check;
import condyle.config.Choice;
import condyle.data.Seeds;
import condyle.tensor.Engine;
import condyle.tensor.Gradients;
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
 * Moves parameters down a loss, step by numbered step; what {@link Trainer} does for networks that take patches.
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
                new Choice("adam", condyle.tensor.Adam.Config.DEFAULTS),
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

        /** Loss of a numbered step. */
        Tensor loss(long step);

        /**
         * Mean Dice and loss on what is never trained on; nothing if asked to stop.
         *
         * @param step steps done
         */
        Optional<double[]> validate(long step, BooleanSupplier stop);
    }

    private final Task task;
    private final Plan plan;
    private final TrainObserver observer;
    private final BooleanSupplier stop;
    private final SortedMap<String, Tensor> parameters;
    private final Optimizer optimizer;
    private final WeightAverage average;
    private final Schedule schedule;
    private final Checkpoint checkpoint;
    private long step;

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
        checkpoint = new Checkpoint(parameters, optimizer, average, Optional.empty());
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
        if (Files.exists(file)) {
            step = checkpoint.read(file);
        }
        Running running = checkpoint.running().begin();
        if (running.count() > 0 && endsEpoch()) {
            endEpoch(file, running);
            running = new Running();
        }
        while (step < plan.steps) {
            Engine.seed(Seeds.mix(seed, step));
            running.add(step());
            step++;
            observer.step(
                    task.name(), new TrainObserver.Progress(step, plan.steps, running.lastLoss(), rate(step - 1)));
            if (stop.getAsBoolean()) {
                throw stopped(file, running);
            }
            if (endsEpoch()) {
                endEpoch(file, running);
                running = new Running();
            }
        }
        average.swap();
    }

    private boolean endsEpoch() {
        return step % plan.epoch == 0 || step == plan.steps;
    }

    private double rate(long at) {
        return plan.rate * schedule.at(at, plan.steps);
    }

    private double[] step() {
        try (Scope scope = new Scope()) {
            Tensor value = task.loss(step);
            value.backward();
            double norm = Gradients.clip(parameters.values(), plan.clip);
            double number = value.item();
            if (!Double.isFinite(number) || !Double.isFinite(norm)) {
                throw new IllegalStateException(String.format(
                        Locale.ROOT,
                        "loss is %s at step %d (%s), gradient norm %.1e, rate %.1e; lower train.rate",
                        number,
                        step,
                        task.name(),
                        norm,
                        rate(step)));
            }
            optimizer.step(rate(step));
            optimizer.zeroGradients();
            average.update();
            return new double[] {number, norm};
        }
    }

    private StoppedException stopped(Path file, Running running) throws IOException {
        checkpoint.write(file, step, running);
        return new StoppedException(step, file);
    }

    private void endEpoch(Path file, Running running) throws IOException {
        average.swap();
        Optional<double[]> worth = task.validate(step, stop);
        average.swap();
        if (worth.isEmpty()) {
            throw stopped(file, running);
        }
        observer.epoch(
                task.name(),
                new TrainObserver.Epoch(
                        step,
                        plan.steps,
                        running.meanLoss(),
                        worth.get()[1],
                        running.meanNorm(),
                        rate(step - 1),
                        worth.get()[0],
                        running.seconds()));
        checkpoint.write(file, step, new Running());
    }
}
