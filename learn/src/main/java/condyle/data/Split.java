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
 * Cases to train on, cases to validate on, and cases kept from both, to be tested; no subject is in two of them.
 *
 * @throws IllegalArgumentException naming a subject that is in two of them
 */
public record Split(List<Case> training, List<Case> validation, List<Case> test) {
    public Split {
        training = List.copyOf(training);
        validation = List.copyOf(validation);
        test = List.copyOf(test);
        requireDisjoint(training, "training", validation, "validation");
        requireDisjoint(training, "training", test, "test");
        requireDisjoint(validation, "validation", test, "test");
    }

    /** Nothing kept for a test. */
    public Split(List<Case> training, List<Case> validation) {
        this(training, validation, List.of());
    }

    private static void requireDisjoint(List<Case> some, String here, List<Case> others, String there) {
        Map<String, Case> seen = new HashMap<>();
        some.forEach(c -> seen.putIfAbsent(c.subject(), c));
        for (Case c : others) {
            Case other = seen.get(c.subject());
            if (other != null) {
                throw new IllegalArgumentException("subject '" + c.subject() + "' is in " + here + " (line "
                        + other.line() + ") and in " + there + " (line " + c.line()
                        + "); all knees of a subject belong to one of them");
            }
        }
    }

    /**
     * Keeps a fold's subjects for the test and divides the others; which of them validate depends on the fold's seed and
     * number.
     *
     * @throws IllegalArgumentException if a subject to validate on is to be tested, or none is left to train on
     */
    public static Split of(List<Case> cases, Held held, Fold fold) {
        List<Case> test = fold.tested(cases);
        for (Case c : test) {
            if (held.subjects().contains(c.subject())) {
                throw new IllegalArgumentException("validation: subject '" + c.subject() + "' is in fold "
                        + fold.number() + " of " + fold.of() + ", which is kept for the test; name others, or a share");
            }
        }
        Set<Case> kept = new HashSet<>(test);
        List<Case> rest = cases.stream().filter(c -> !kept.contains(c)).toList();
        Split divided = of(rest, held, Seeds.mix(fold.seed(), fold.number()));
        return new Split(divided.training, divided.validation, test);
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
                    "validation: " + (all.size() == 1 ? "the only subject is" : "all " + all.size() + " subjects are")
                            + " held out; expected at least one to train on");
        }
        return new Split(
                cases.stream().filter(c -> !out.contains(c.subject())).toList(),
                cases.stream().filter(c -> out.contains(c.subject())).toList());
    }
}
