package condyle.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One number of a case, with what it hangs together with; NaN or infinite where it was left out. */
record Value(String subject, String caseName, String fold, String seed, double value) {

    /** By subject, then case: the mean over seeds of what is finite, NaN of none. */
    static Map<String, Map<String, Double>> bySubject(List<Value> values) {
        Map<String, Map<String, Double>> out = new TreeMap<>();
        group(values, Value::subject).forEach((subject, own) -> {
            Map<String, Double> cases = new TreeMap<>();
            group(own, Value::caseName).forEach((c, seeds) -> cases.put(c, finiteMean(seeds)));
            out.put(subject, cases);
        });
        return out;
    }

    /** Of each subject the mean over its cases, subjects in order; those without a finite number are left out. */
    static double[] subjectMeans(List<Value> values) {
        List<Double> means = new ArrayList<>();
        bySubject(values)
                .values()
                .forEach(cases -> means.add(Moments.finiteMean(
                        cases.values().stream().mapToDouble(v -> v).toArray())));
        return means.stream().mapToDouble(v -> v).filter(Double::isFinite).toArray();
    }

    static Map<String, List<Value>> group(List<Value> values, Function<Value, String> by) {
        return values.stream().collect(Collectors.groupingBy(by, TreeMap::new, Collectors.toList()));
    }

    private static double finiteMean(List<Value> values) {
        return Moments.finiteMean(values.stream().mapToDouble(Value::value).toArray());
    }
}
