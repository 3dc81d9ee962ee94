package condyle.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Cases to train on and cases to validate on; no subject is in both.
 *
 * @throws IllegalArgumentException naming a subject that is in both
 */
public record Split(List<Case> training, List<Case> validation) {
    public Split {
        training = List.copyOf(training);
        validation = List.copyOf(validation);
        Map<String, Case> seen = new HashMap<>();
        training.forEach(c -> seen.putIfAbsent(c.subject(), c));
        for (Case c : validation) {
            Case other = seen.get(c.subject());
            if (other != null) {
                throw new IllegalArgumentException("subject '" + c.subject() + "' is in training (line " + other.line()
                        + ") and in validation (line " + c.line() + "); all knees of a subject belong to one of them");
            }
        }
    }

    /**
     * Divides by subject; a subject's draw depends on the seed and its name alone.
     *
     * @throws IllegalArgumentException if a subject is not known, or none is left to train on
     */
    public static Split of(List<Case> cases, Held held, long seed) {
        Set<String> all = new TreeSet<>();
        cases.forEach(c -> all.add(c.subject()));
        Set<String> out = new HashSet<>(held.subjects());
        for (String subject : held.subjects()) {
            if (!all.contains(subject)) {
                throw new IllegalArgumentException(
                        "validation: no subject '" + subject + "' in the table; known: " + String.join(", ", all));
            }
        }
        if (held.share() > 0) {
            List<String> drawn = new ArrayList<>(all);
            drawn.sort(Comparator.comparingLong((String s) -> Seeds.mix(seed, s.hashCode()))
                    .thenComparing(s -> s));
            out.addAll(drawn.subList(0, (int) Math.max(1, Math.round(held.share() * drawn.size()))));
        }
        if (out.containsAll(all)) {
            throw new IllegalArgumentException(
                    "validation: all " + all.size() + (all.size() == 1 ? " subject is" : " subjects are")
                            + " held out; expected at least one to train on");
        }
        return new Split(
                cases.stream().filter(c -> !out.contains(c.subject())).toList(),
                cases.stream().filter(c -> out.contains(c.subject())).toList());
    }
}
