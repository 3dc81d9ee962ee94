package condyle.train;

import condyle.data.Prefetch;
import condyle.data.Sample;
import condyle.image.Size;
import condyle.loss.Grouping;
import condyle.tensor.Device;
import condyle.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/** Samples as tensors: inputs (N, C, Z, Y, X), places (N, 3), target groups (N, Z, Y, X) each of its own grouping. */
record Batches(Tensor inputs, Tensor places, Tensor targets, List<Grouping> groupings) {
    static Batches of(Prefetch samples, int count, Device device) {
        return of(IntStream.range(0, count).mapToObj(i -> samples.next()).toList(), device);
    }

    static Batches of(List<Sample> samples, Device device) {
        Size n = samples.get(0).grid().size();
        int channels = samples.get(0).channels();
        float[] inputs = new float[samples.size() * channels * n.length()];
        byte[] targets = new byte[samples.size() * n.length()];
        float[] places = new float[3 * samples.size()];
        for (int i = 0; i < samples.size(); i++) {
            Sample s = samples.get(i);
            System.arraycopy(s.inputs(), 0, inputs, i * s.inputs().length, s.inputs().length);
            System.arraycopy(s.targets(), 0, targets, i * n.length(), n.length());
            for (int k = 0; k < 3; k++) {
                places[3 * i + k] = (float) s.place().along(k);
            }
        }
        return new Batches(
                Tensor.of(inputs, samples.size(), channels, n.z(), n.y(), n.x())
                        .to(device)
                        .channelsLast(),
                Tensor.of(places, samples.size(), 3).to(device),
                Tensor.labels(targets, samples.size(), n.z(), n.y(), n.x()).to(device),
                samples.stream().map(Sample::grouping).toList());
    }
}
