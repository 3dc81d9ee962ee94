package condyle.statistics;

import condyle.metric.Metric;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What runs must share to stand in one table: cases, classes, subjects, and what they were scored against. */
final class Comparability {
    private static final int SHOWN = 3;
    /** Volumes in files have six digits. */
    private static final double SAME = 1e-5;

    private Comparability() {}

    /** Checks all runs against the first. */
    static void require(List<ScoredRun> runs) {
        ScoredRun first = runs.get(0);
        Map<List<String>, Double> references = references(first);
        for (ScoredRun run : runs) {
            requireEach(run);
            same(
                    first,
                    run,
                    "cases",
                    List.of(first.subjects().keySet(), run.subjects().keySet()));
            same(first, run, "classes", List.of(first.tissues(), run.tissues()));
            run.subjects().forEach((c, subject) -> {
                if (!first.subjects().get(c).equals(subject)) {
                    throw new IllegalArgumentException("case " + c + " is of subject "
                            + first.subjects().get(c) + " in " + first.path() + " and of subject " + subject + " in "
                            + run.path() + "; expected one subject; name the table that says which with --cases");
                }
            });
            references(run).forEach((key, volume) -> requireSame(first, run, key, references.get(key), volume));
        }
    }

    /** Every case with every tissue, once. */
    private static void requireEach(ScoredRun run) {
        Set<List<String>> seen = new LinkedHashSet<>();
        for (Reading r : run.readings()) {
            if (!seen.add(List.of(r.score().caseName(), r.score().tissue()))) {
                throw new IllegalArgumentException(run.path() + ": case "
                        + r.score().caseName() + ", " + r.score().tissue() + ": two rows; expected one");
            }
        }
        for (String c : run.subjects().keySet()) {
            for (String t : run.tissues()) {
                if (!seen.contains(List.of(c, t))) {
                    throw new IllegalArgumentException(run.path() + ": case " + c + " has no row for " + t
                            + ", which other cases have; expected the same tissues of all cases");
                }
            }
        }
    }

    private static Map<List<String>, Double> references(ScoredRun run) {
        Map<List<String>, Double> out = new HashMap<>();
        run.readings()
                .forEach(r -> out.put(
                        List.of(r.score().caseName(), r.score().tissue()),
                        r.score().value(Metric.REFERENCE)));
        return out;
    }

    private static void requireSame(ScoredRun a, ScoredRun b, List<String> key, double x, double y) {
        if (Math.abs(x - y) > SAME * Math.max(x, y)) {
            throw new IllegalArgumentException("case " + key.get(0) + ", " + key.get(1) + ": the reference holds " + x
                    + " mm³ in " + a.path() + " and " + y + " mm³ in " + b.path()
                    + "; expected one reference for all runs; evaluate them against the same");
        }
    }

    private static void same(ScoredRun a, ScoredRun b, String what, List<Set<String>> sets) {
        List<String> parts = new ArrayList<>();
        Set<String> onlyA = without(sets.get(0), sets.get(1));
        Set<String> onlyB = without(sets.get(1), sets.get(0));
        if (!onlyA.isEmpty()) {
            parts.add("only the first has " + some(onlyA));
        }
        if (!onlyB.isEmpty()) {
            parts.add("only the second has " + some(onlyB));
        }
        if (!parts.isEmpty()) {
            throw new IllegalArgumentException(a.path() + " and " + b.path() + " were scored on other " + what + ": "
                    + String.join(", ", parts) + "; expected the same"
                    + (what.equals("classes") ? "; --tissue NAME compares those that both have" : ""));
        }
    }

    private static Set<String> without(Collection<String> all, Collection<String> some) {
        Set<String> rest = new LinkedHashSet<>(all);
        rest.removeAll(some);
        return rest;
    }

    private static String some(Collection<String> names) {
        String shown = String.join(", ", names.stream().limit(SHOWN).toList());
        return names.size() > SHOWN ? shown + ", … (" + names.size() + ")" : shown;
    }
}
