package condyle.train;

import condyle.data.Sample;
import condyle.image.Box;
import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Volume;
import condyle.net.Network;
import condyle.tensor.Autocast;
import condyle.tensor.NoGradient;
import condyle.tensor.Scope;
import java.util.Arrays;
import java.util.List;

/** What a network finds in one patch, the same after each epoch. */
final class Glimpse {
    private final Shown shown;
    private final Network network;
    private final Compute compute;
    private Sample sample;

    Glimpse(Shown shown, Network network, Compute compute) {
        this.shown = shown;
        this.network = network;
        this.compute = compute;
    }

    /** Whether the epoch of a number, counted from 1, is looked at. */
    boolean due(long epoch) {
        return epoch % shown.every() == 0;
    }

    /** Looks with the weights of this moment; the network is in use. */
    LabelMap found() {
        if (sample == null) {
            sample = shown.samples().at(0);
        }
        try (Scope scope = new Scope();
                NoGradient off = new NoGradient();
                Autocast cast = Autocast.of(compute.precision(), compute.device())) {
            Batches batch = Batches.of(List.of(sample), compute.device());
            byte[] classes =
                    network.forward(batch.inputs(), batch.places()).argmax(1).toLabels();
            byte[] labels = new byte[classes.length];
            for (int i = 0; i < labels.length; i++) {
                labels[i] = label(classes[i]);
            }
            return LabelMap.of(grid(), labels, shown.outputs());
        }
    }

    /** The image and the truth beside what was found; a label that stands for several classes is shown as the first. */
    TrainObserver.Picture picture(TrainObserver.Epoch epoch, LabelMap found) {
        Box part = network.covers(sample.grid().size());
        float[] seen = Arrays.copyOf(sample.inputs(), sample.grid().size().length());
        Volume image = Volume.of(sample.grid(), seen).crop(part);
        byte[] truth = new byte[sample.targets().length];
        for (int i = 0; i < truth.length; i++) {
            truth[i] = label(sample.grouping().groups().get(sample.targets()[i]).get(0));
        }
        LabelSet outputs = shown.outputs();
        return new TrainObserver.Picture(
                epoch, image, LabelMap.of(sample.grid(), truth, outputs).crop(part), found);
    }

    private Geometry grid() {
        return sample.grid().crop(network.covers(sample.grid().size()));
    }

    private byte label(int ofClass) {
        return ofClass == 0
                ? 0
                : (byte) shown.outputs().tissues().get(ofClass - 1).number();
    }
}
