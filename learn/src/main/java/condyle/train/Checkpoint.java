package condyle.train;

import condyle.tensor.Kind;
import condyle.tensor.Optimizer;
import condyle.tensor.SafeTensors;
import condyle.tensor.States;
import condyle.tensor.Tensor;
import condyle.tensor.WeightAverage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything a training needs to go on as if it had never stopped: weights, their mean, the best ones, the optimizer's
 * memory, the step.
 *
 * <p>Random numbers need no place in it: each sample's follow from its number.
 */
final class Checkpoint {
    private static final String STEP = "condyle.step";
    private static final String RUNNING = "condyle.running";
    private static final String BEST = "condyle.best";

    private final SortedMap<String, Tensor> state;
    private final Optimizer optimizer;
    private final WeightAverage average;
    private final Optional<Best> best;
    private Running running = new Running();

    /** @param state weights and buffers by name */
    Checkpoint(SortedMap<String, Tensor> state, Optimizer optimizer, WeightAverage average, Optional<Best> best) {
        this.state = state;
        this.optimizer = optimizer;
        this.average = average;
        this.best = best;
    }

    void write(Path file, long step, Running now) throws IOException {
        SortedMap<String, Tensor> all = new TreeMap<>();
        put(all, "network.", state);
        put(all, "optimizer.", optimizer.state());
        put(all, "average.", average.state());
        Map<String, String> notes = new TreeMap<>(Map.of(STEP, Long.toString(step), RUNNING, now.text()));
        best.ifPresent(b -> {
            put(all, "best.", b.state());
            notes.put(BEST, b.text());
        });
        SafeTensors.write(file, all, notes, Kind.F32);
    }

    /**
     * Takes everything over and returns the number of steps already done.
     *
     * @throws IOException naming the file, if it is not of this training
     */
    long read(Path file) throws IOException {
        SafeTensors saved = SafeTensors.read(file);
        try {
            States.copy("weights", part(saved.tensors(), "network."), state);
            optimizer.load(part(saved.tensors(), "optimizer."));
            average.load(part(saved.tensors(), "average."));
            Map<String, String> notes = saved.metadata();
            if (best.isPresent() && notes.containsKey(BEST)) {
                best.get().load(numbers(notes, BEST, 3), part(saved.tensors(), "best."));
            }
            running = notes.containsKey(RUNNING) ? Running.of(numbers(notes, RUNNING, 3)) : new Running();
            return Long.parseLong(numbers(notes, STEP, 1)[0]);
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    file + ": not a checkpoint of this training: " + e.getMessage() + "; remove it to begin anew", e);
        }
    }

    private static String[] numbers(Map<String, String> notes, String name, int count) {
        String[] numbers = notes.getOrDefault(name, "").split(" ");
        if (numbers.length != count || numbers[0].isEmpty()) {
            throw new IllegalArgumentException("its " + name + " is '" + notes.getOrDefault(name, "") + "', expected "
                    + count + (count == 1 ? " number" : " numbers"));
        }
        return numbers;
    }

    /** Whether the checkpoint that was read broke an epoch off, whose sums are still to be taken. */
    boolean brokeOff() {
        return running.count() > 0;
    }

    /** Sums of the epoch that the checkpoint broke off, or none; handed out once. */
    Running running() {
        Running now = running;
        running = new Running();
        return now;
    }

    private static void put(SortedMap<String, Tensor> all, String prefix, SortedMap<String, Tensor> part) {
        part.forEach((name, tensor) -> all.put(prefix + name, tensor));
    }

    private static SortedMap<String, Tensor> part(SortedMap<String, Tensor> all, String prefix) {
        SortedMap<String, Tensor> part = new TreeMap<>();
        all.tailMap(prefix).forEach((name, tensor) -> {
            if (name.startsWith(prefix)) {
                part.put(name.substring(prefix.length()), tensor);
            }
        });
        return part;
    }
}
