package condyle.data;

import condyle.image.LabelSet;
import condyle.image.Tissue;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Which output class of a network each label of a scheme belongs to.
 *
 * <p>Class 0 is background, class c the c-th name asked for. Labels under no name are background.
 */
public final class ClassMap {
    private final LabelSet outputs;
    private final byte[] classOf;

    private ClassMap(LabelSet outputs, byte[] classOf) {
        this.outputs = outputs;
        this.classOf = classOf;
    }

    /**
     * Maps a scheme onto classes, each a tissue or a group.
     *
     * @throws IllegalArgumentException if a name is unknown to the scheme, or a label falls under two names
     */
    public static ClassMap of(LabelSet scheme, List<String> names) {
        byte[] classOf = new byte[256];
        List<Tissue> outputs = new ArrayList<>();
        for (int c = 1; c <= names.size(); c++) {
            String name = names.get(c - 1);
            BitSet numbers = scheme.numbers(name)
                    .orElseThrow(() -> new IllegalArgumentException("classes: label scheme " + scheme.name()
                            + " has no tissue or group '" + name + "'; known: " + String.join(", ", scheme.names())));
            for (int n : numbers.stream().toArray()) {
                if (classOf[n] != 0) {
                    throw new IllegalArgumentException("classes: label " + n + " falls under both '"
                            + names.get(classOf[n] - 1) + "' and '" + name + "'; name each tissue once");
                }
                classOf[n] = (byte) c;
            }
            // A group takes the number and colour of its first member, so files keep one scheme's numbers.
            int first = numbers.nextSetBit(0);
            outputs.add(new Tissue(
                    first, name, scheme.tissue(first).map(Tissue::color).orElse(0xFFFFFF)));
        }
        boolean whole = outputs.equals(scheme.tissues());
        return new ClassMap(whole ? scheme : new LabelSet(scheme.name() + " classes", outputs), classOf);
    }

    /** The scheme of what a network with these classes gives out. */
    public LabelSet outputs() {
        return outputs;
    }

    /** Number of classes, background included. */
    public int count() {
        return outputs.tissues().size() + 1;
    }

    /** Class of each voxel: labels in, classes out, in place. */
    public byte[] toClasses(byte[] labels) {
        for (int i = 0; i < labels.length; i++) {
            labels[i] = classOf[labels[i] & 0xff];
        }
        return labels;
    }
}
