package condyle.statistics;

import java.util.ArrayList;
import java.util.List;

/**
 * A number over subjects, folds and seeds.
 *
 * <p>A case's number is the mean over its seeds, a subject's that over its cases; the mean is over subjects, each counting
 * once. What is not finite is left out and counted. Deviations are sample standard deviations (n − 1), NaN of fewer than two.
 *
 * @param mean over subjects, with the interval of a bootstrap of subjects
 * @param overSubjects deviation of the subjects' numbers
 * @param overFolds deviation of the folds' means within a seed, root mean square over seeds
 * @param overSeeds deviation of the seeds' means
 * @param subjects how many have a number
 * @param readings cases times seeds
 * @param leftOut readings without a number
 */
public record Spread(
        Estimate mean,
        double overSubjects,
        double overFolds,
        double overSeeds,
        int subjects,
        int readings,
        int leftOut) {

    static Spread of(List<Value> values, Resampling resampling) {
        double[] subjects = Value.subjectMeans(values);
        List<Double> seeds = new ArrayList<>();
        List<Double> folds = new ArrayList<>();
        Value.group(values, Value::seed).values().forEach(seed -> {
            seeds.add(Moments.mean(Value.subjectMeans(seed)));
            double[] means = Value.group(seed, Value::fold).values().stream()
                    .mapToDouble(fold -> Moments.mean(Value.subjectMeans(fold)))
                    .toArray();
            folds.add(Math.pow(Moments.of(means).deviation(), 2));
        });
        return new Spread(
                resampling.of(subjects.length).mean(subjects),
                Moments.of(subjects).deviation(),
                Math.sqrt(Moments.finiteMean(array(folds))),
                Moments.of(array(seeds)).deviation(),
                subjects.length,
                values.size(),
                (int) values.stream().filter(v -> !Double.isFinite(v.value())).count());
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(v -> v).toArray();
    }
}
