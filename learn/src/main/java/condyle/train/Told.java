package condyle.train;

import condyle.distance.SoftLabels;
import condyle.loss.Grouping;
import condyle.loss.Truth;
import condyle.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known of the samples of a batch.
 *
 * @param labels groups (N, …), each sample's of its own grouping
 * @param groupings of the samples
 * @param maps of the samples by recipe, (1, maps, …); the same recipes for all
 */
record Told(Tensor labels, List<Grouping> groupings, List<Map<SoftLabels, Tensor>> maps) {
    /** Labels alone. */
    Told(Tensor labels, List<Grouping> groupings) {
        this(
                labels,
                groupings,
                groupings.stream().map(g -> Map.<SoftLabels, Tensor>of()).toList());
    }

    /** What is known of some samples, which have one grouping. */
    Truth truth(List<Integer> samples) {
        Map<SoftLabels, Tensor> chosen = new LinkedHashMap<>();
        for (SoftLabels recipe : maps.get(samples.get(0)).keySet()) {
            chosen.put(
                    recipe,
                    Tensor.cat(
                            0,
                            samples.stream().map(n -> maps.get(n).get(recipe)).toArray(Tensor[]::new)));
        }
        return new Truth(rows(labels, samples), chosen);
    }

    /** Some samples of a batch; the tensor itself where they are all. */
    static Tensor rows(Tensor of, List<Integer> samples) {
        return samples.size() == of.size(0)
                ? of
                : Tensor.cat(0, samples.stream().map(n -> of.narrow(0, n, 1)).toArray(Tensor[]::new));
    }
}
