package condyle.config;

import condyle.config.Node.Mapping;
import condyle.config.Node.Scalar;
import condyle.config.Node.Sequence;
import java.util.LinkedHashMap;
import java.util.List;

/** Settings that lie under a file's: what the file leaves out is taken from them. */
final class Underlay {
    private Underlay() {}

    /**
     * Fills in the keys that are missing, also in the objects of a list, by their place in it.
     *
     * <p>A value that the file gives stays whole, unless only overrides gave it: then its other keys are filled in too.
     */
    static void fill(Mapping file, Mapping under) {
        under.entries().forEach((key, value) -> {
            Node there = file.entries().get(key);
            if (there == null || there instanceof Scalar s && s.empty()) {
                file.entries().put(key, value);
            } else if (there instanceof Mapping m && m.partial() && value instanceof Mapping u) {
                fill(m, u);
            } else if (there instanceof Sequence s && value instanceof Sequence u) {
                fill(s, u);
            }
        });
    }

    private static void fill(Sequence file, Sequence under) {
        List<Node> items = file.items();
        for (int i = 0; i < Math.min(items.size(), under.items().size()); i++) {
            if (items.get(i) instanceof Scalar s && s.empty()) {
                items.set(i, new Mapping(new LinkedHashMap<>(), true));
            }
            if (items.get(i) instanceof Mapping m && under.items().get(i) instanceof Mapping u) {
                fill(m, u);
            }
        }
    }
}
