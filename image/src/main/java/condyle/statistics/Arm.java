package condyle.statistics;

import condyle.metric.ConfusionMatrix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * A row of a comparison: the runs of one experiment, one for each seed.
 *
 * @param runs at least one; all of the same cases and tissues
 */
public record Arm(String name, List<ScoredRun> runs) {
    public Arm {
        runs = List.copyOf(runs);
    }

    /**
     * Pools runs of one name as seeds of one row, rows in the order of their first run.
     *
     * @throws IllegalArgumentException if two runs of one name have one seed, or an unknown one
     */
    public static List<Arm> pool(List<ScoredRun> runs) {
        Map<String, Map<String, ScoredRun>> byName = new LinkedHashMap<>();
        for (ScoredRun run : runs) {
            ScoredRun before = byName.computeIfAbsent(run.name(), n -> new LinkedHashMap<>())
                    .put(run.seed(), run);
            if (before != null) {
                String seed = run.seed().isEmpty() ? "neither says its seed" : "the same seed " + run.seed();
                throw new IllegalArgumentException(before.path() + " and " + run.path() + " are both runs of '"
                        + run.name() + "', and " + seed
                        + "; expected another seed each, or another name for one of them, NAME=RUN");
            }
        }
        List<Arm> arms = new ArrayList<>();
        byName.forEach((name, seeds) -> arms.add(new Arm(name, List.copyOf(seeds.values()))));
        return arms;
    }

    /** Tissues and groups that were scored. */
    public Set<String> tissues() {
        return runs.get(0).tissues();
    }

    /** The cases, each with its subject. */
    public Map<String, String> subjects() {
        return runs.get(0).subjects();
    }

    /** The readings of a tissue by run; a seed that is not known counts as one. */
    List<Value> values(String tissue, ToDoubleFunction<Reading> of) {
        List<Value> out = new ArrayList<>();
        for (ScoredRun run : runs) {
            for (Reading r : run.readings()) {
                if (r.score().tissue().equals(tissue)) {
                    out.add(new Value(r.subject(), r.score().caseName(), r.fold(), run.seed(), of.applyAsDouble(r)));
                }
            }
        }
        return out;
    }

    /** A number of each case's confusion matrix; empty unless every run has all of them. */
    List<Value> confusions(ToDoubleFunction<ConfusionMatrix> of) {
        List<Value> out = new ArrayList<>();
        for (ScoredRun run : runs) {
            Map<String, Reading> cases = new LinkedHashMap<>();
            run.readings().forEach(r -> cases.putIfAbsent(r.score().caseName(), r));
            for (Map.Entry<String, Reading> c : cases.entrySet()) {
                ConfusionMatrix m = run.confusions().get(c.getKey());
                if (m == null) {
                    return List.of();
                }
                Reading r = c.getValue();
                out.add(new Value(r.subject(), c.getKey(), r.fold(), run.seed(), of.applyAsDouble(m)));
            }
        }
        return out;
    }

    /** The confusion matrices of all runs and cases added up, or nothing where there are none. */
    public Optional<ConfusionMatrix> confusion() {
        return runs.stream().flatMap(r -> r.confusions().values().stream()).reduce(ConfusionMatrix::plus);
    }

    /** Mean of what the runs took; the memory is the largest. */
    public Costs costs() {
        return new Costs(
                mean(Costs::trainingSeconds),
                mean(Costs::secondsPerCase),
                runs.stream()
                        .mapToDouble(r -> r.costs().memoryMb())
                        .filter(Double::isFinite)
                        .max()
                        .orElse(Double.NaN));
    }

    private double mean(ToDoubleFunction<Costs> of) {
        return Moments.finiteMean(
                runs.stream().mapToDouble(r -> of.applyAsDouble(r.costs())).toArray());
    }
}
