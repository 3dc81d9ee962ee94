package condyle.train;

import condyle.data.Prefetch;
import condyle.data.Sample;
import condyle.distance.SoftLabels;
import condyle.image.Size;
import condyle.net.Network;
import condyle.tensor.Device;
import condyle.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Samples as tensors: inputs (N, C, Z, Y, X), places (N, 3), what is told of them, and the names of their knees. */
record Batches(Tensor inputs, Tensor places, Told told, List<String> knees) {
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
                new Told(
                        Tensor.labels(targets, samples.size(), n.z(), n.y(), n.x())
                                .to(device),
                        samples.stream().map(Sample::grouping).toList(),
                        samples.stream().map(s -> maps(s, device)).toList()),
                samples.stream().map(Sample::knee).distinct().toList());
    }

    private static Map<SoftLabels, Tensor> maps(Sample sample, Device device) {
        Size n = sample.grid().size();
        Map<SoftLabels, Tensor> maps = new LinkedHashMap<>();
        sample.maps()
                .forEach((recipe, values) -> maps.put(
                        recipe,
                        Tensor.of(values, 1, values.length / n.length(), n.z(), n.y(), n.x())
                                .to(device)));
        return maps;
    }

    /** What is told of the part of the patches that a network's logits cover. */
    Told covered(Network network) {
        return new Told(
                network.covered(told.labels()),
                told.groupings(),
                told.maps().stream().map(maps -> covered(network, maps)).toList());
    }

    private static Map<SoftLabels, Tensor> covered(Network network, Map<SoftLabels, Tensor> maps) {
        Map<SoftLabels, Tensor> parts = new LinkedHashMap<>();
        maps.forEach((recipe, map) -> parts.put(recipe, network.covered(map)));
        return parts;
    }
}
