package condyle.data;

import condyle.config.Check;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One fold of a cross-validation by subject: whose knees are kept from training and validation, to be tested.
 *
 * @param number which fold, from 1
 * @param of how many folds there are
 * @param seed by which the subjects are dealt out
 */
public record Fold(Integer number, Integer of, long seed) {
    public static final Fold DEFAULTS = new Fold(null, null, 1);

    public Fold {
        if (of != null) {
            Check.atLeast("of", of, 2);
        }
        if (number != null && of != null) {
            Check.within("number", number, 1, of);
        }
    }

    /**
     * Deals subjects out to folds, 1 to {@code folds}, so that their numbers of cases differ by no more than one subject has.
     *
     * <p>Subjects with many cases are dealt first, those with equally many in an order drawn by the seed and their names
     * alone; each goes to the fold with the fewest cases, then the fewest subjects, then the lowest number.
     *
     * @return fold of each subject, in the order of their names
     * @throws IllegalArgumentException if there are fewer subjects than folds
     */
    public static Map<String, Integer> deal(Collection<Case> cases, int folds, long seed) {
        Map<String, Long> counts =
                cases.stream().collect(Collectors.groupingBy(Case::subject, TreeMap::new, Collectors.counting()));
        if (counts.size() < folds) {
            throw new IllegalArgumentException("cases: " + folds + " folds of "
                    + counts.size() + (counts.size() == 1 ? " subject" : " subjects")
                    + "; expected at least one subject for each fold");
        }
        List<String> order = new ArrayList<>(counts.keySet());
        order.sort(Comparator.comparingLong((String s) -> -counts.get(s))
                .thenComparingLong(s -> Seeds.mix(seed, s.hashCode()))
                .thenComparing(s -> s));
        long[] held = new long[folds];
        int[] people = new int[folds];
        Map<String, Integer> dealt = new TreeMap<>();
        for (String subject : order) {
            int best = 0;
            for (int f = 1; f < folds; f++) {
                if (held[f] < held[best] || held[f] == held[best] && people[f] < people[best]) {
                    best = f;
                }
            }
            held[best] += counts.get(subject);
            people[best]++;
            dealt.put(subject, best + 1);
        }
        return dealt;
    }

    /** The cases of this fold's subjects, in the order given. */
    List<Case> tested(List<Case> cases) {
        Map<String, Integer> dealt = deal(cases, of, seed);
        return cases.stream().filter(c -> dealt.get(c.subject()).equals(number)).toList();
    }
}
