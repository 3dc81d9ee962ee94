package condyle.report;

import condyle.image.LabelMap;
import condyle.image.LabelSet;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Slices worth looking at, found from the labels: through the medial and the lateral compartment, the patella, the
 * tibial plateau. Where a tissue is missing another one stands in, at last the middle of the grid.
 */
final class Slices {
    /** Least distance between the sagittal slices shown, in mm. */
    private static final double APART = 6;

    private final LabelMap labels;

    Slices(LabelMap labels) {
        this.labels = labels;
    }

    /** A slice and what it goes through; the words are empty where that is not known. */
    record Pick(Stack stack, int slice, String through) {}

    /** Medial compartment, knee's middle, lateral compartment, in the grid's order or its reverse: medial first. */
    List<Pick> sagittal() {
        Stack stack = Stack.of(labels.geometry(), View.SAGITTAL);
        int middle =
                middle(stack, LabelSet.PATELLAR_CARTILAGE, LabelSet.PATELLA).orElse(stack.count() / 2);
        Optional<Integer> medial = middle(stack, LabelSet.MEDIAL_TIBIAL_CARTILAGE, LabelSet.MEDIAL_MENISCUS);
        Optional<Integer> lateral = middle(stack, LabelSet.LATERAL_TIBIAL_CARTILAGE, LabelSet.LATERAL_MENISCUS);
        if (medial.isPresent() && lateral.isPresent()) {
            int near = Math.min(Math.abs(middle - medial.get()), Math.abs(middle - lateral.get()));
            // A patella that lies far to one side would show the same slice twice.
            boolean apart = near * stack.throughStep() >= APART;
            return List.of(
                    new Pick(stack, medial.get(), "medial"),
                    apart
                            ? new Pick(stack, middle, "patella")
                            : new Pick(stack, (medial.get() + lateral.get()) / 2, "middle"),
                    new Pick(stack, lateral.get(), "lateral"));
        }
        long[] plateau = profile(stack, LabelSet.TIBIAL_CARTILAGE, LabelSet.FEMORAL_CARTILAGE, LabelSet.FEMUR);
        int right = quantile(plateau, 0.25).orElse(stack.count() / 4);
        int left = quantile(plateau, 0.75).orElse(3 * stack.count() / 4);
        return List.of(
                new Pick(stack, stack.ascending() ? left : right, ""),
                new Pick(stack, middle, ""),
                new Pick(stack, stack.ascending() ? right : left, ""));
    }

    /** Through the tibial plateau. */
    Pick coronal() {
        Stack stack = Stack.of(labels.geometry(), View.CORONAL);
        Optional<Integer> at = middle(stack, LabelSet.TIBIAL_CARTILAGE, LabelSet.MENISCI, LabelSet.FEMORAL_CARTILAGE);
        return new Pick(stack, at.orElse(stack.count() / 2), at.isPresent() ? "tibial plateau" : "");
    }

    /** Through the patellofemoral joint. */
    Pick axial() {
        Stack stack = Stack.of(labels.geometry(), View.AXIAL);
        Optional<Integer> at = middle(stack, LabelSet.PATELLAR_CARTILAGE, LabelSet.PATELLA);
        int slice = at.or(() -> middle(stack, LabelSet.FEMORAL_CARTILAGE, LabelSet.FEMUR))
                .orElse(stack.count() / 2);
        return new Pick(stack, slice, at.isPresent() ? "patella" : "");
    }

    private Optional<Integer> middle(Stack stack, String... names) {
        return quantile(profile(stack, names), 0.5);
    }

    /** Voxels in each slice of the first of the tissues that is there at all. */
    private long[] profile(Stack stack, String... names) {
        long[] counts = labels.counts();
        for (String name : names) {
            BitSet numbers = labels.labels().numbers(name).orElse(new BitSet());
            if (numbers.stream().anyMatch(n -> counts[n] > 0)) {
                boolean[] chosen = new boolean[256];
                numbers.stream().forEach(n -> chosen[n] = true);
                return stack.profile(labels, chosen);
            }
        }
        return new long[stack.count()];
    }

    /** The slice up to which the given share of the voxels lies. */
    private static Optional<Integer> quantile(long[] profile, double share) {
        long all = Arrays.stream(profile).sum();
        long sum = 0;
        for (int i = 0; i < profile.length; i++) {
            sum += profile[i];
            if (all > 0 && sum >= share * all) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }
}
