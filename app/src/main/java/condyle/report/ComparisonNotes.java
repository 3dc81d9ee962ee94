package condyle.report;

import condyle.statistics.Arm;
import condyle.statistics.Comparison;
import condyle.statistics.Contrast;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Words around the tables of a comparison: what to know before the numbers, and how to read them. */
record ComparisonNotes(Comparison comparison) {
    /** What a reader should know before the numbers, a sentence each. */
    List<String> cautions() {
        List<String> out = new ArrayList<>();
        int n = comparison.subjects();
        if (n < 10) {
            out.add(String.format(
                    Locale.ROOT,
                    "Only %d %s: intervals are too narrow with so few%s.",
                    n,
                    n == 1 ? "subject" : "subjects",
                    comparison.arms().size() > 1 && n > 0
                            ? ", and no signed-rank test of them can give p below " + Digits.p(Math.pow(2, 1 - n))
                            : ""));
        }
        long tests = (comparison.arms().size() - 1L) * comparison.tissues().size();
        double least = Math.min(1, tests * Math.pow(2, 1 - n));
        if (tests > 1 && n > 0 && least >= Contrast.SIGNIFICANT) {
            out.add(String.format(
                    Locale.ROOT,
                    "Corrected for the %d tests of a quantity no p can be below %s, whatever the difference: look at the "
                            + "intervals, or compare fewer runs, or one tissue (--tissue).",
                    tests,
                    Digits.p(least)));
        }
        List<String> single = comparison.arms().stream()
                .filter(a -> a.runs().size() == 1)
                .map(Arm::name)
                .toList();
        if (!single.isEmpty()) {
            out.add((single.size() == comparison.arms().size()
                            ? "One seed each"
                            : "One seed: " + String.join(", ", single))
                    + ": what another seed would change is not known.");
        }
        if (comparison.arms().stream().anyMatch(a -> ComparisonTables.folds(a) == 0)) {
            out.add(
                    "Not all runs are cross-validations: nothing here says that what they were scored on was kept from their "
                            + "training.");
        }
        if (comparison.arms().stream().anyMatch(a -> ComparisonTables.folds(a) == 1)) {
            out.add("One fold of a cross-validation only: the subjects of the others are missing.");
        }
        if (comparison.arms().get(0).subjects().entrySet().stream()
                .allMatch(c -> c.getKey().equals(c.getValue()))) {
            out.add("Each case counts as a subject of its own: no table says whom the cases show (--cases).");
        }
        if (comparison.tissues().stream()
                .anyMatch(t -> comparison.arms().stream()
                        .anyMatch(a -> comparison.empties(a, t).any()))) {
            out.add("Some cases are empty on one side or both; they are counted in a table below.");
        }
        return out;
    }

    /** How the tables of the tissues are read, a sentence each. */
    List<String> reading() {
        List<String> out = new ArrayList<>(List.of(
                "Scores: mean ± standard deviation over subjects, each counting once; below it the mean's 95 % interval. The last "
                        + "columns of overlap: deviation of the folds' and of the seeds' means.",
                "Agreement: over cases and seeds; below each number its 95 % interval. Limits are bias ± 1.96 standard deviations of a difference, between "
                        + "subjects and within."));
        if (comparison.arms().size() > 1) {
            out.add(
                    "Differences: paired by subject, arrows say which way is better; below each its 95 % interval, and p by "
                            + "Wilcoxon's signed ranks, in brackets corrected after Holm for all runs, tissues and groups; * where that "
                            + "is below " + Contrast.SIGNIFICANT + ".");
        }
        out.add("Intervals are by a bootstrap of whole subjects.");
        return out;
    }
}
