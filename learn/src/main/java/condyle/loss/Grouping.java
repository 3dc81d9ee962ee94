package condyle.loss;

import condyle.tensor.Operators;
import condyle.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which classes of a network a target's labels tell apart: each class lies in exactly one group.
 *
 * <p>Where labels are coarser than the classes, a voxel's target is a group, and the group's probability is the sum of
 * its classes'. How it is shared among them the loss does not see, so nothing is split by guess. Groups are numbered by
 * their smallest class: group 0 holds background. With a group for each class every loss is the ordinary one, bit for
 * bit.
 *
 * @param groups classes of each group, both in rising order
 */
public record Grouping(List<List<Integer>> groups) {
    /**
     * Sorts the groups.
     *
     * @throws IllegalArgumentException unless the classes are 0 to some number, each in one group
     */
    public Grouping {
        groups = groups.stream()
                .map(g -> g.stream().sorted().toList())
                .sorted(Comparator.comparing(g -> g.isEmpty() ? -1 : g.get(0)))
                .toList();
        List<Integer> all = groups.stream().flatMap(List::stream).sorted().toList();
        boolean each = IntStream.range(0, all.size()).allMatch(c -> all.get(c) == c);
        if (!each || groups.isEmpty() || groups.get(0).isEmpty()) {
            throw new IllegalArgumentException("groups: " + groups + "; expected each class from 0 in exactly one");
        }
    }

    /** One group for each class. */
    public static Grouping of(int classes) {
        return new Grouping(IntStream.range(0, classes).mapToObj(List::of).toList());
    }

    /** Number of groups. */
    public int count() {
        return groups.size();
    }

    /** Number of classes. */
    public int classes() {
        return groups.stream().mapToInt(List::size).sum();
    }

    /** Group of each class. */
    public byte[] groupOf() {
        byte[] of = new byte[classes()];
        for (int g = 0; g < groups.size(); g++) {
            for (int c : groups.get(g)) {
                of[c] = (byte) g;
            }
        }
        return of;
    }

    /**
     * Logits of the groups from logits of the classes: (N, classes, …) to (N, groups, …).
     *
     * <p>Their softmax is the sum of the classes' softmax. The tensor itself comes back where no group has two classes.
     */
    public Tensor merge(Tensor logits) {
        if (count() == classes()) {
            return logits;
        }
        Tensor[] merged = new Tensor[count()];
        Arrays.setAll(merged, g -> merge(logits, groups.get(g)));
        return Tensor.cat(1, merged);
    }

    private static Tensor merge(Tensor logits, List<Integer> group) {
        if (group.size() == 1) {
            return logits.narrow(1, group.get(0), 1);
        }
        Tensor[] members = group.stream().map(c -> logits.narrow(1, c, 1)).toArray(Tensor[]::new);
        return Operators.logSumExp(Tensor.cat(1, members), 1);
    }

    /**
     * Weights of the groups from weights of the classes: background's for the group it is in, else the members' mean.
     *
     * <p>Nearly every voxel of background's group is background, so a class that hides in it must not raise its weight.
     */
    public List<Double> weights(List<Double> ofClasses) {
        List<Double> weights = new ArrayList<>();
        for (List<Integer> group : groups) {
            double mean = group.stream().mapToDouble(ofClasses::get).sum() / group.size();
            weights.add(group.get(0) == 0 ? ofClasses.get(0) : mean);
        }
        return weights;
    }
}
