package condyle.train;

import condyle.data.Sample;
import condyle.data.Samples;
import condyle.loss.Grouping;
import condyle.net.Network;
import condyle.tensor.Autocast;
import condyle.tensor.NoGradient;
import condyle.tensor.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;

/** Hard Dice of a network on a few fixed patches of knees it never trains on. */
final class Validation {
    private static final int PATCHES = 8;

    private final Network network;
    private final Samples samples;
    private final Compute compute;

    Validation(Network network, Samples samples, Compute compute) {
        this.network = network;
        this.samples = samples;
        this.compute = compute;
    }

    /** Voxels of each group: in both, and the sum of those in one and in the other. */
    private record Counts(long[] both, long[] sum) {}

    /**
     * Mean over the groups of classes that occur, voxels pooled over the patches; group 0, background, left out.
     *
     * <p>Patches of different groupings are pooled apart; each group that occurs counts once for each grouping.
     *
     * @param stop asked before each patch
     * @return nothing if asked to stop, NaN if no group occurs
     */
    OptionalDouble dice(BooleanSupplier stop) {
        Map<Grouping, Counts> pooled = new LinkedHashMap<>();
        for (int i = 0; i < PATCHES; i++) {
            if (stop.getAsBoolean()) {
                return OptionalDouble.empty();
            }
            Sample sample = samples.at(i);
            int groups = sample.grouping().count();
            add(sample, pooled.computeIfAbsent(sample.grouping(), g -> new Counts(new long[groups], new long[groups])));
        }
        double total = 0;
        int present = 0;
        for (Counts counts : pooled.values()) {
            for (int g = 1; g < counts.sum.length; g++) {
                if (counts.sum[g] > 0) {
                    total += 2.0 * counts.both[g] / counts.sum[g];
                    present++;
                }
            }
        }
        return OptionalDouble.of(present == 0 ? Double.NaN : total / present);
    }

    private void add(Sample sample, Counts to) {
        byte[] groupOf = sample.grouping().groupOf();
        byte[] predicted;
        byte[] truth;
        try (Scope scope = new Scope()) {
            Batches batch = Batches.of(List.of(sample), compute.device());
            predicted = predict(batch);
            truth = network.covered(batch.told().labels()).toLabels();
        }
        for (int v = 0; v < truth.length; v++) {
            int group = groupOf[predicted[v]];
            to.sum[group]++;
            to.sum[truth[v]]++;
            to.both[truth[v]] += group == truth[v] ? 1 : 0;
        }
    }

    private byte[] predict(Batches batch) {
        try (NoGradient off = new NoGradient();
                Autocast cast = Autocast.of(compute.precision(), compute.device())) {
            return network.forward(batch.inputs(), batch.places()).argmax(1).toLabels();
        }
    }
}
