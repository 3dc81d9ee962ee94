package condyle.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An arm against the baseline in one quantity of one tissue, paired by subject.
 *
 * <p>A subject's difference is the mean over the cases that have a number in both arms, each the mean over its seeds.
 *
 * @param difference arm less baseline, mean over subjects, with the interval of a bootstrap of subjects
 * @param test signed-rank test of the subjects' differences
 * @param holm its p-value, corrected for all tests of the same quantity: every other arm in every tissue and group
 */
public record Contrast(Place place, Estimate difference, SignedRank test, double holm) {
    /** Corrected p-values below this are marked. */
    public static final double SIGNIFICANT = 0.05;

    /** Which number of a comparison. */
    public record Place(String arm, String tissue, Quantity quantity) {}

    static Contrast of(Place place, List<List<Value>> armAndBaseline, Resampling resampling) {
        Map<String, Map<String, Double>> arm = Value.bySubject(armAndBaseline.get(0));
        Map<String, Map<String, Double>> baseline = Value.bySubject(armAndBaseline.get(1));
        List<Double> differences = new ArrayList<>();
        arm.forEach((subject, cases) -> differences.add(Moments.finiteMean(cases.entrySet().stream()
                .mapToDouble(c -> c.getValue() - baseline.get(subject).get(c.getKey()))
                .toArray())));
        double[] finite = differences.stream()
                .mapToDouble(v -> v)
                .filter(Double::isFinite)
                .toArray();
        return new Contrast(place, resampling.of(finite.length).mean(finite), SignedRank.of(finite), Double.NaN);
    }

    Contrast corrected(double p) {
        return new Contrast(place, difference, test, p);
    }

    /** Whether the corrected p-value is below {@value #SIGNIFICANT}. */
    public boolean significant() {
        return holm < SIGNIFICANT;
    }
}
