package condyle.statistics;

import condyle.metric.ConfusionMatrix;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A run that was scored on held-out cases: one seed of one experiment.
 *
 * @param name of the experiment; runs of one name are seeds of one row
 * @param seed empty where it is not known
 * @param path where it was read, for messages
 * @param readings one for each case and tissue
 * @param confusions by case; empty where none were written
 */
public record ScoredRun(
        String name,
        String seed,
        String path,
        List<Reading> readings,
        Map<String, ConfusionMatrix> confusions,
        Costs costs) {
    public ScoredRun {
        readings = List.copyOf(readings);
        confusions = Collections.unmodifiableMap(new LinkedHashMap<>(confusions));
    }

    /** Tissues and groups that were scored, in the order of the file. */
    public Set<String> tissues() {
        Set<String> names = new LinkedHashSet<>();
        readings.forEach(r -> names.add(r.score().tissue()));
        return names;
    }

    /** The cases in the order of the file, each with its subject. */
    public Map<String, String> subjects() {
        Map<String, String> subjects = new LinkedHashMap<>();
        readings.forEach(r -> subjects.put(r.score().caseName(), r.subject()));
        return subjects;
    }

    /** The folds, empty where there are none. */
    public Set<String> folds() {
        Set<String> folds = new LinkedHashSet<>();
        readings.forEach(r -> folds.add(r.fold()));
        folds.remove("");
        return folds;
    }

    /**
     * The run with some of its tissues only.
     *
     * @throws IllegalArgumentException listing the known ones if one was not scored
     */
    public ScoredRun only(List<String> tissues) {
        for (String t : tissues) {
            if (!tissues().contains(t)) {
                throw new IllegalArgumentException(
                        path + ": no scores of '" + t + "'; known: " + String.join(", ", tissues()));
            }
        }
        return new ScoredRun(
                name,
                seed,
                path,
                readings.stream()
                        .filter(r -> tissues.contains(r.score().tissue()))
                        .toList(),
                confusions,
                costs);
    }
}
