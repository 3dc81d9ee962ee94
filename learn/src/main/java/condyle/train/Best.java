package condyle.train;

import condyle.net.Network;
import condyle.tensor.States;
import condyle.tensor.Tensor;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** The best epoch of a phase that may stop early: its value, its weights, and how many epochs have passed since. */
final class Best {
    private final EarlyStop settings;
    private final Network network;
    private final SortedMap<String, Tensor> weights = new TreeMap<>();
    private double value = Double.NaN;
    private long step;
    private long since;

    Best(EarlyStop settings, Network network) {
        this.settings = settings;
        this.network = network;
    }

    /** Forgets what was best: a new phase begins. */
    void begin() {
        value = Double.NaN;
        step = 0;
        since = 0;
    }

    /** Compares an epoch, whose weights are in the network now; made outside of any scope that closes before this. */
    void compare(long now, Worth worth) {
        double found = settings.watch().of(worth);
        if (!settings.watch().better(found, value)) {
            since++;
            return;
        }
        value = found;
        step = now;
        since = 0;
        if (weights.isEmpty()) {
            network.state()
                    .forEach((name, tensor) -> weights.put(name, tensor.detach().copy()));
        } else {
            States.copy("best weights", network.state(), weights);
        }
    }

    /** Whether patience is over. */
    boolean over() {
        return since >= settings.epochs();
    }

    /** Whether there is a best epoch: none whose value was a number has been. */
    boolean known() {
        return !Double.isNaN(value);
    }

    /** Gives the network the best weights, where there are any. */
    void restore() {
        if (known()) {
            network.load(weights);
        }
    }

    /** What is kept, in words. */
    String words() {
        String name = settings.watch() == EarlyStop.Value.DICE ? "Dice" : "loss";
        return known()
                ? String.format(
                        Locale.ROOT, "weights of step %,d, where validation %s was best, %.4f", step, name, value)
                : "the last weights, since validation " + name + " was never a number";
    }

    /** How many epochs may pass. */
    int patience() {
        return settings.epochs();
    }

    /** The best weights by name; none before the first epoch. */
    SortedMap<String, Tensor> state() {
        return weights;
    }

    /** Exact text, read back by {@link #load}. */
    String text() {
        return Double.toHexString(value) + " " + step + " " + since;
    }

    /** Takes over what a checkpoint kept: the numbers of the text, and the weights. */
    void load(String[] numbers, SortedMap<String, Tensor> saved) {
        value = Double.parseDouble(numbers[0]);
        step = Long.parseLong(numbers[1]);
        since = Long.parseLong(numbers[2]);
        weights.clear();
        weights.putAll(saved);
    }
}
