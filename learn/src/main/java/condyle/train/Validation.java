package condyle.train;

import condyle.data.Sample;
import condyle.data.Samples;
import condyle.loss.Grouping;
import condyle.net.Network;
import condyle.tensor.Autocast;
import condyle.tensor.Kind;
import condyle.tensor.NoGradient;
import condyle.tensor.Scope;
import condyle.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Hard Dice and loss of a network on a few fixed patches of knees it never trains on. */
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
     * Looks at all patches, in use and with the loss of this moment.
     *
     * <p>Dice is the mean over the groups of classes that occur, voxels pooled over the patches; the loss is the mean over
     * patches, each a batch of its own. Patches of different groupings are pooled apart; each group that occurs counts once
     * for each grouping.
     *
     * @param progress share of the phase that is done, 0 to 1
     * @param stop asked before each patch
     * @return nothing if asked to stop
     */
    Optional<Worth> of(Objective objective, double progress, BooleanSupplier stop) {
        Map<Grouping, Counts> pooled = new LinkedHashMap<>();
        double loss = 0;
        for (int i = 0; i < PATCHES; i++) {
            if (stop.getAsBoolean()) {
                return Optional.empty();
            }
            Sample sample = samples.at(i);
            int groups = sample.grouping().count();
            Counts counts =
                    pooled.computeIfAbsent(sample.grouping(), g -> new Counts(new long[groups], new long[groups]));
            try (Scope scope = new Scope();
                    NoGradient off = new NoGradient()) {
                Batches batch = Batches.of(List.of(sample), compute.device());
                Told told = batch.covered(network);
                Tensor outputs = outputs(batch);
                loss += objective.of(outputs, told, progress).item() / PATCHES;
                Tensor classes = outputs.narrow(1, 0, sample.grouping().classes());
                add(
                        sample.grouping(),
                        classes.argmax(1).toLabels(),
                        told.labels().toLabels(),
                        counts);
            }
        }
        return Optional.of(new Worth(dice(pooled), loss));
    }

    private static double dice(Map<Grouping, Counts> pooled) {
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
        return present == 0 ? Double.NaN : total / present;
    }

    private static void add(Grouping grouping, byte[] predicted, byte[] truth, Counts to) {
        byte[] groupOf = grouping.groupOf();
        for (int v = 0; v < truth.length; v++) {
            int group = groupOf[predicted[v]];
            to.sum[group]++;
            to.sum[truth[v]]++;
            to.both[truth[v]] += group == truth[v] ? 1 : 0;
        }
    }

    private Tensor outputs(Batches batch) {
        try (Autocast cast = Autocast.of(compute.precision(), compute.device())) {
            return network.heads(batch.inputs(), batch.places()).to(Kind.F32);
        }
    }
}
