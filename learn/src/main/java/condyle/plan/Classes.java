package condyle.plan;

import condyle.data.ClassMap;
import condyle.data.Targets;
import condyle.image.LabelSet;
import condyle.image.Tissue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The classes that a data set can teach, and why.
 *
 * @param named names of our tissues and groups that occur, in the order of the scheme, with what was seen of each
 * @param left names left out, with the reason
 */
record Classes(Map<String, String> named, Map<String, String> left) {
    /**
     * Chooses classes.
     *
     * @throws IllegalArgumentException if no label is a tissue of a knee, or two overlap
     */
    static Classes of(LabelSet scheme, List<Scan> scans) {
        Map<String, String> named = new LinkedHashMap<>();
        Map<String, String> left = new LinkedHashMap<>();
        for (String name :
                scheme.tissues().stream().map(Tissue::name).distinct().toList()) {
            double[] volumes = scans.stream()
                    .filter(s -> s.volumes().containsKey(name))
                    .mapToDouble(s -> s.volumes().get(name) / 1000)
                    .toArray();
            if (LabelSet.CONDYLE.numbers(name).isEmpty()) {
                left.put(name, "none of the tissues that are known here, so background");
            } else if (volumes.length == 0) {
                left.put(name, "in no case, which cannot teach it");
            } else {
                named.put(
                        name,
                        "in " + volumes.length + " of " + scans.size() + " cases, "
                                + Words.number(Spacings.percentile(volumes, 50)) + " cm³ in the median");
            }
        }
        if (named.isEmpty()) {
            throw new IllegalArgumentException("no label of scheme " + scheme.name() + " ("
                    + String.join(", ", left.keySet()) + ") is a tissue that is known here; expected some of "
                    + String.join(", ", LabelSet.CONDYLE.names()));
        }
        Targets.of(ClassMap.of(LabelSet.CONDYLE, new ArrayList<>(named.keySet())), scheme);
        return new Classes(named, left);
    }

    /** Number of classes, background included. */
    int count() {
        return named.size() + 1;
    }
}
