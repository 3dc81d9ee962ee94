package condyle.data;

import condyle.image.LabelSet;
import condyle.image.Tissue;
import condyle.loss.Grouping;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the labels of a scheme say about a network's classes: each label is a group of classes, one of which is true.
 *
 * <p>A label stands for the tissues of {@link LabelSet#CONDYLE} that its name covers: {@code tibial cartilage} for the
 * medial and the lateral one. A voxel without a label is background, or any tissue that no label of the scheme covers:
 * in {@code zib} it may be a meniscus. A label whose name covers none of our tissues, such as {@code fibula}, is
 * background.
 */
public final class Targets {
    private static final String BACKGROUND = "background";

    private final Grouping grouping;
    private final byte[] groupOf;
    private final List<String> strangers;

    private Targets(Grouping grouping, byte[] groupOf, List<String> strangers) {
        this.grouping = grouping;
        this.groupOf = groupOf;
        this.strangers = strangers;
    }

    /**
     * Maps a scheme onto classes that were made of {@link LabelSet#CONDYLE}.
     *
     * @throws IllegalArgumentException if two labels may be the same class without being the same classes altogether
     */
    public static Targets of(ClassMap classes, LabelSet scheme) {
        byte[] classOf = classes.toClasses(numbers());
        Map<Integer, BitSet> told = new LinkedHashMap<>();
        // First, so that messages name background before a label that counts as background.
        told.put(0, new BitSet());
        List<String> strangers = new ArrayList<>();
        BitSet rest = new BitSet();
        rest.set(0, classOf.length);
        for (Tissue tissue : scheme.tissues()) {
            BitSet ours = LabelSet.CONDYLE.numbers(tissue.name()).orElseGet(() -> {
                strangers.add(tissue.name());
                return BitSet.valueOf(new long[] {1});
            });
            told.put(tissue.number(), classes(ours, classOf));
            rest.andNot(ours);
        }
        rest.set(0);
        told.put(0, classes(rest, classOf));
        requireApart(told, classes, scheme);
        Grouping grouping = new Grouping(told.values().stream()
                .distinct()
                .map(g -> g.stream().boxed().toList())
                .toList());
        byte[] groups = grouping.groupOf();
        byte[] groupOf = new byte[256];
        told.forEach((label, group) -> groupOf[label] = groups[group.nextSetBit(0)]);
        return new Targets(grouping, groupOf, List.copyOf(strangers));
    }

    private static byte[] numbers() {
        byte[] all = new byte[LabelSet.CONDYLE.last() + 1];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        return all;
    }

    private static BitSet classes(BitSet tissues, byte[] classOf) {
        BitSet of = new BitSet();
        tissues.stream().forEach(t -> of.set(classOf[t]));
        return of;
    }

    private static void requireApart(Map<Integer, BitSet> told, ClassMap classes, LabelSet scheme) {
        for (Map.Entry<Integer, BitSet> a : told.entrySet()) {
            for (Map.Entry<Integer, BitSet> b : told.entrySet()) {
                if (!a.getValue().equals(b.getValue()) && a.getValue().intersects(b.getValue())) {
                    throw new IllegalArgumentException("classes: in label scheme " + scheme.name() + " '"
                            + name(scheme, a.getKey()) + "' may be " + names(classes, a.getValue()) + ", and '"
                            + name(scheme, b.getKey()) + "' " + names(classes, b.getValue())
                            + "; a class must lie under one label; name finer or coarser classes");
                }
            }
        }
    }

    private static String name(LabelSet scheme, int label) {
        return scheme.tissue(label).map(Tissue::name).orElse(BACKGROUND);
    }

    private static String names(ClassMap classes, BitSet group) {
        return group.stream()
                .mapToObj(c -> c == 0
                        ? BACKGROUND
                        : classes.outputs().tissues().get(c - 1).name())
                .collect(Collectors.joining(" or "));
    }

    /** The groups that this scheme tells apart. */
    public Grouping grouping() {
        return grouping;
    }

    /** Group of a label, 0–255; 0 for one that the scheme does not know. */
    public int groupOf(int label) {
        return groupOf[label];
    }

    /** Group of each voxel: labels in, groups out, in place. */
    public byte[] toGroups(byte[] labels) {
        for (int i = 0; i < labels.length; i++) {
            labels[i] = groupOf[labels[i] & 0xff];
        }
        return labels;
    }

    /** Names of the scheme that cover none of our tissues, and so count as background. */
    public List<String> strangers() {
        return strangers;
    }
}
