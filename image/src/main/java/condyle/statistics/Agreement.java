package condyle.statistics;

import condyle.metric.Metric;
import condyle.metric.Score;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How well an arm's volumes or thicknesses agree with the reference's, over all readings; intervals by a bootstrap of subjects
 * with all their readings.
 *
 * @param readings pairs that went in: both finite, not both 0
 * @param rmsCv root mean square coefficient of variation, a share
 * @param bias mean of predicted less reference, mm³ or mm
 * @param lower lower limit of agreement, likewise
 * @param upper upper limit of agreement
 * @param agreement ICC(2,1)
 * @param consistency ICC(3,1)
 */
public record Agreement(
        Of of,
        int readings,
        Estimate rmsCv,
        Estimate bias,
        Estimate lower,
        Estimate upper,
        Estimate agreement,
        Estimate consistency) {
    /** What is read twice. */
    public enum Of {
        VOLUME("volume", "mm3", Metric.PREDICTION, Metric.REFERENCE),
        THICKNESS("thickness", "mm", Metric.PREDICTION_THICKNESS, Metric.REFERENCE_THICKNESS);

        private final String key;
        private final String unit;
        private final Metric prediction;
        private final Metric reference;

        Of(String key, String unit, Metric prediction, Metric reference) {
            this.key = key;
            this.unit = unit;
            this.prediction = prediction;
            this.reference = reference;
        }

        public String key() {
            return key;
        }

        /** Unit as names of columns have it. */
        public String unit() {
            return unit;
        }

        /** Predicted and reference value of a case. */
        public double[] pair(Score score) {
            return new double[] {score.value(prediction), score.value(reference)};
        }
    }

    /** Of one tissue in one arm. */
    static Agreement of(Of of, Arm arm, String tissue, Resampling resampling) {
        Map<String, List<double[]>> bySubject = new TreeMap<>();
        for (ScoredRun run : arm.runs()) {
            for (Reading r : run.readings()) {
                double[] pair = of.pair(r.score());
                boolean usable = Double.isFinite(pair[0]) && Double.isFinite(pair[1]) && pair[0] + pair[1] > 0;
                if (usable && r.score().tissue().equals(tissue)) {
                    bySubject
                            .computeIfAbsent(r.subject(), s -> new ArrayList<>())
                            .add(pair);
                }
            }
        }
        List<List<double[]>> subjects = List.copyOf(bySubject.values());
        Estimate[] e = resampling.of(subjects.size()).estimates(drawn -> statistics(subjects, drawn));
        int readings = subjects.stream().mapToInt(List::size).sum();
        return new Agreement(of, readings, e[0], e[1], e[2], e[3], e[4], e[5]);
    }

    private static double[] statistics(List<List<double[]>> subjects, int[] drawn) {
        List<double[]> pairs = new ArrayList<>();
        for (int s : drawn) {
            pairs.addAll(subjects.get(s));
        }
        double[][] all = pairs.toArray(double[][]::new);
        BlandAltman limits = BlandAltman.of(Arrays.stream(drawn)
                .mapToObj(s ->
                        subjects.get(s).stream().mapToDouble(p -> p[0] - p[1]).toArray())
                .toArray(double[][]::new));
        IntraclassCorrelation icc = IntraclassCorrelation.of(all);
        return new double[] {
            Variation.rms(all), limits.bias(), limits.lower(), limits.upper(), icc.agreement(), icc.consistency()
        };
    }
}
