package condyle.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which axes of a network's tensors count its inputs or outputs: those that grow by one if it gets one more.
 *
 * @param outputs channels that come out
 * @param inputs channels that go in
 * @param shapes of the tensors by name
 * @param wider the same with one input more; empty if there is no such network
 * @param longer the same with one output more
 */
record ChannelAxes(
        Names outputs,
        Names inputs,
        Map<String, long[]> shapes,
        Map<String, long[]> wider,
        Map<String, long[]> longer) {
    /** Channels by name: where each of ours is among theirs, −1 for nowhere, and how many they are. */
    record Names(int[] sources, int theirs) {
        static Names of(List<String> ours, List<String> theirs) {
            return new Names(ours.stream().mapToInt(theirs::indexOf).toArray(), theirs.size());
        }
    }

    /** The channels that an axis counts, or null. */
    private Names of(String name, int axis) {
        return grows(longer, name, axis) ? outputs : grows(wider, name, axis) ? inputs : null;
    }

    private boolean grows(Map<String, long[]> other, String name, int axis) {
        long[] there = other.get(name);
        return there != null && there.length > axis && there[axis] == shapes.get(name)[axis] + 1;
    }

    boolean named(String name) {
        for (int axis = 0; axis < shapes.get(name).length; axis++) {
            if (of(name, axis) != null) {
                return true;
            }
        }
        return false;
    }

    /** For each index of each axis the one in the model's tensor, −1 for none; nothing if the shapes do not allow it. */
    Optional<int[][]> sources(String name, long[] saved) {
        long[] own = shapes.get(name);
        if (own.length != saved.length) {
            return Optional.empty();
        }
        int[][] sources = new int[own.length][];
        for (int axis = 0; axis < own.length; axis++) {
            Names channels = of(name, axis);
            boolean byName = channels != null && channels.sources.length == own[axis] && channels.theirs == saved[axis];
            if (!byName && own[axis] != saved[axis]) {
                return Optional.empty();
            }
            sources[axis] = byName ? channels.sources : identity((int) own[axis]);
            if (Arrays.stream(sources[axis]).allMatch(i -> i < 0)) {
                return Optional.empty();
            }
        }
        return Optional.of(sources);
    }

    private static int[] identity(int count) {
        int[] all = new int[count];
        Arrays.setAll(all, i -> i);
        return all;
    }
}
