package condyle.train;

import condyle.config.Choice;
import condyle.loss.Grouping;
import condyle.loss.Loss;
import condyle.loss.Losses;
import condyle.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a step makes smaller: the loss of a batch whose samples may be labelled by different schemes.
 *
 * <p>Samples of one grouping form one batch to the loss; several groupings count by their number of samples.
 */
final class Objective {
    private final Choice choice;
    private final Map<Grouping, Loss> losses = new HashMap<>();

    Objective(Choice choice) {
        this.choice = choice;
    }

    /**
     * Loss of logits (N, classes, …) against target groups (N, …), sample n's of {@code groupings.get(n)}.
     *
     * @param progress share of the phase that is done, 0 to 1
     */
    Tensor of(Tensor logits, Tensor targets, List<Grouping> groupings, double progress) {
        Map<Grouping, List<Integer>> parts = new LinkedHashMap<>();
        for (int n = 0; n < groupings.size(); n++) {
            parts.computeIfAbsent(groupings.get(n), g -> new ArrayList<>()).add(n);
        }
        if (parts.size() == 1) {
            return loss(groupings.get(0)).at(progress).of(logits, targets);
        }
        Tensor sum = null;
        for (Map.Entry<Grouping, List<Integer>> part : parts.entrySet()) {
            List<Integer> samples = part.getValue();
            Tensor mine = loss(part.getKey())
                    .at(progress)
                    .of(rows(logits, samples), rows(targets, samples))
                    .mul((double) samples.size() / groupings.size());
            sum = sum == null ? mine : sum.add(mine);
        }
        return sum;
    }

    private Loss loss(Grouping grouping) {
        return losses.computeIfAbsent(grouping, g -> Losses.ALL.make(choice, g));
    }

    private static Tensor rows(Tensor of, List<Integer> samples) {
        return Tensor.cat(0, samples.stream().map(n -> of.narrow(0, n, 1)).toArray(Tensor[]::new));
    }
}
