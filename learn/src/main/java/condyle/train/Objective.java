package condyle.train;

import condyle.config.Choice;
import condyle.loss.Grouping;
import condyle.loss.Loss;
import condyle.loss.Losses;
import condyle.loss.MapHead;
import condyle.loss.Truth;
import condyle.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a step makes smaller: the loss of a batch whose samples may be labelled by different schemes.
 *
 * <p>With a second head its error is added to the loss of the segmentation. Samples of one grouping form one batch to the loss; several groupings count by their number of samples.
 */
final class Objective {
    private final Choice choice;
    private final Optional<MapHead> head;
    private final Map<Grouping, Loss> losses = new HashMap<>();

    /** A loss, and the task of the second head of a network that has one. */
    Objective(Choice choice, Optional<MapHead> head) {
        this.choice = choice;
        this.head = head;
    }

    /**
     * Loss of logits (N, classes, …), with the channels of the second head after the classes.
     *
     * @param progress share of the phase that is done, 0 to 1
     */
    Tensor of(Tensor outputs, Told told, double progress) {
        List<Grouping> groupings = told.groupings();
        Map<Grouping, List<Integer>> parts = new LinkedHashMap<>();
        for (int n = 0; n < groupings.size(); n++) {
            parts.computeIfAbsent(groupings.get(n), g -> new ArrayList<>()).add(n);
        }
        Tensor sum = null;
        for (Map.Entry<Grouping, List<Integer>> part : parts.entrySet()) {
            List<Integer> samples = part.getValue();
            Tensor mine = of(Told.rows(outputs, samples), told.truth(samples), part.getKey(), progress);
            mine = parts.size() == 1 ? mine : mine.mul((double) samples.size() / groupings.size());
            sum = sum == null ? mine : sum.add(mine);
        }
        return sum;
    }

    private Tensor of(Tensor outputs, Truth truth, Grouping grouping, double progress) {
        Loss loss = loss(grouping).at(progress);
        if (head.isEmpty()) {
            return loss.of(outputs, truth);
        }
        int classes = grouping.classes();
        Tensor maps = outputs.narrow(1, classes, (int) outputs.size(1) - classes);
        return loss.of(outputs.narrow(1, 0, classes), truth).add(head.get().of(maps, truth, grouping));
    }

    private Loss loss(Grouping grouping) {
        return losses.computeIfAbsent(grouping, g -> Losses.ALL.make(choice, g));
    }
}
