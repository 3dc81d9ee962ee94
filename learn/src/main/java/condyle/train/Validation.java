package condyle.train;

import condyle.data.Sample;
import condyle.data.Samples;
import condyle.net.Network;
import condyle.tensor.Autocast;
import condyle.tensor.NoGradient;
import condyle.tensor.Scope;
import java.util.List;

/** Hard Dice of a network on a few fixed patches of knees it never trains on. */
final class Validation {
    private static final int PATCHES = 8;

    private final Network network;
    private final Samples samples;
    private final int classes;
    private final Compute compute;

    Validation(Network network, Samples samples, int classes, Compute compute) {
        this.network = network;
        this.samples = samples;
        this.classes = classes;
        this.compute = compute;
    }

    /** Mean over the classes that occur, voxels pooled over the patches; background left out. */
    double dice() {
        long[] both = new long[classes];
        long[] sum = new long[classes];
        for (int i = 0; i < PATCHES; i++) {
            Sample sample = samples.at(i);
            byte[] predicted = predict(sample);
            byte[] truth = sample.classes();
            for (int v = 0; v < truth.length; v++) {
                sum[predicted[v]]++;
                sum[truth[v]]++;
                both[truth[v]] += predicted[v] == truth[v] ? 1 : 0;
            }
        }
        double total = 0;
        int present = 0;
        for (int c = 1; c < classes; c++) {
            if (sum[c] > 0) {
                total += 2.0 * both[c] / sum[c];
                present++;
            }
        }
        return present == 0 ? Double.NaN : total / present;
    }

    private byte[] predict(Sample sample) {
        try (Scope scope = new Scope();
                NoGradient off = new NoGradient();
                Autocast cast = Autocast.of(compute.precision(), compute.device())) {
            Batches batch = Batches.of(List.of(sample), compute.device());
            return network.forward(batch.inputs()).argmax(1).toLabels();
        }
    }
}
