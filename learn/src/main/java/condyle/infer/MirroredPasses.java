package condyle.infer;

import condyle.image.Size;
import condyle.image.Vec;
import condyle.net.Network;
import condyle.tensor.Autocast;
import condyle.tensor.Device;
import condyle.tensor.Kind;
import condyle.tensor.NoGradient;
import condyle.tensor.Precision;
import condyle.tensor.Scope;
import condyle.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/** Class probabilities of a window, the mean over it and the mirror images that the settings ask for. */
record MirroredPasses(Network network, SlidingWindow.Settings settings, Precision precision, Device device) {
    /**
     * The probabilities, class by class, x fastest.
     *
     * @param inputs channels of a window of size {@code w}
     * @param place where in the knee it lies
     */
    float[] of(float[] inputs, Size w, Vec place) {
        try (Scope scope = new Scope();
                NoGradient off = new NoGradient();
                Autocast cast = Autocast.of(precision, device)) {
            Tensor x = Tensor.of(inputs, 1, inputs.length / w.length(), w.z(), w.y(), w.x())
                    .to(device)
                    .channelsLast();
            float[] at = {(float) place.x(), (float) place.y(), (float) place.z()};
            Tensor places = Tensor.of(at, 1, 3).to(device);
            Tensor sum = probabilities(x, places);
            int views = 1 << settings.mirror().size();
            for (int view = 1; view < views; view++) {
                int[] dims = mirrored(view);
                Tensor turned =
                        probabilities(x.flip(dims), turned(places, dims)).flip(dims);
                sum = sum.add(turned);
            }
            return views == 1 ? sum.toFloats() : sum.mul(1.0 / views).toFloats();
        }
    }

    private Tensor probabilities(Tensor x, Tensor places) {
        // The last axis fastest, as it is to leave: so the softmax and the copy take half the time.
        Tensor logits = network.forward(x, places).to(Kind.F32).contiguous();
        return unweighted(logits).softmax(1);
    }

    /** Axes of a tensor that a view mirrors: bit k of its number stands for the k-th axis of the settings. */
    private int[] mirrored(int view) {
        return IntStream.range(0, settings.mirror().size())
                .filter(k -> (view >> k & 1) == 1)
                .map(k -> 4 - "xyz".indexOf(settings.mirror().get(k)))
                .toArray();
    }

    /** In a mirrored window the low end of an axis is the one that stands first. */
    private Tensor turned(Tensor places, int[] dims) {
        float[] signs = {1, 1, 1};
        for (int d : dims) {
            signs[4 - d] = -1;
        }
        return places.mul(Tensor.of(signs, 1, 3).to(device));
    }

    /** Takes back what the loss gave classes ahead: see the settings' weights. */
    Tensor unweighted(Tensor logits) {
        List<Double> weights = settings.weights();
        if (weights.isEmpty()) {
            return logits;
        }
        float[] logs = new float[weights.size()];
        for (int c = 0; c < logs.length; c++) {
            logs[c] = (float) Math.log(weights.get(c));
        }
        return logits.sub(Tensor.of(logs, 1, logs.length, 1, 1, 1).to(device));
    }
}
