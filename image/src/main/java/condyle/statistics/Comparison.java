package condyle.statistics;

import condyle.metric.ConfusionMatrix;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Runs beside each other, one row for each experiment: numbers by tissue and group, agreement, differences from the baseline.
 *
 * @param baseline the arm that the others are tested against
 * @param resamples of the bootstrap, drawn from {@code seed}
 */
public record Comparison(
        List<Arm> arms,
        String baseline,
        int resamples,
        long seed,
        Map<Contrast.Place, Spread> spreads,
        Map<Contrast.Place, Contrast> contrasts,
        Map<AgreementPlace, Agreement> agreements,
        Map<String, MeanIou> meanIous) {

    /** Which agreement of a comparison. */
    public record AgreementPlace(String arm, String tissue, Agreement.Of of) {}

    /** Mean IoU over the classes, without and with the background as one of them. */
    public record MeanIou(Spread without, Spread with) {}

    public Comparison {
        arms = List.copyOf(arms);
        spreads = Collections.unmodifiableMap(spreads);
        contrasts = Collections.unmodifiableMap(contrasts);
        agreements = Collections.unmodifiableMap(agreements);
        meanIous = Collections.unmodifiableMap(meanIous);
    }

    /** How runs are compared: the baseline's name, and the resamples and seed of the bootstrap. */
    public record Settings(String baseline, int resamples, long seed) {}

    /**
     * Compares arms.
     *
     * @throws IllegalArgumentException if there is no such baseline, or the runs are of other cases, classes or references
     */
    public static Comparison of(List<Arm> arms, Settings settings) {
        List<ScoredRun> runs = arms.stream().flatMap(a -> a.runs().stream()).toList();
        Comparability.require(runs);
        Arm baseline = arms.stream()
                .filter(a -> a.name().equals(settings.baseline()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no run '" + settings.baseline()
                        + "' to be the baseline; known: "
                        + arms.stream().map(Arm::name).collect(Collectors.joining(", "))));
        Resampling resampling = new Resampling(settings.resamples(), settings.seed());
        Map<Contrast.Place, Spread> spreads = new LinkedHashMap<>();
        List<Contrast> contrasts = new ArrayList<>();
        Map<AgreementPlace, Agreement> agreements = new LinkedHashMap<>();
        Map<String, MeanIou> meanIous = new LinkedHashMap<>();
        for (Arm arm : arms) {
            for (String tissue : arm.tissues()) {
                for (Quantity q : Quantity.values()) {
                    Contrast.Place place = new Contrast.Place(arm.name(), tissue, q);
                    List<Value> values = arm.values(tissue, r -> q.of(r.score()));
                    spreads.put(place, Spread.of(values, resampling));
                    if (arm != baseline && q.better() != Quantity.Better.NEITHER) {
                        List<Value> base = baseline.values(tissue, r -> q.of(r.score()));
                        contrasts.add(Contrast.of(place, List.of(values, base), resampling));
                    }
                }
                for (Agreement.Of of : Agreement.Of.values()) {
                    agreements.put(
                            new AgreementPlace(arm.name(), tissue, of), Agreement.of(of, arm, tissue, resampling));
                }
            }
            meanIou(arm, resampling).ifPresent(m -> meanIous.put(arm.name(), m));
        }
        return new Comparison(
                arms,
                baseline.name(),
                settings.resamples(),
                settings.seed(),
                spreads,
                corrected(contrasts),
                agreements,
                meanIous);
    }

    private static Optional<MeanIou> meanIou(Arm arm, Resampling resampling) {
        List<Value> without = arm.confusions(ConfusionMatrix::meanIou);
        return without.isEmpty()
                ? Optional.empty()
                : Optional.of(new MeanIou(
                        Spread.of(without, resampling),
                        Spread.of(arm.confusions(ConfusionMatrix::meanIouWithBackground), resampling)));
    }

    /** Holm's correction within each quantity; a test without pairs is none. */
    private static Map<Contrast.Place, Contrast> corrected(List<Contrast> contrasts) {
        Map<Contrast.Place, Contrast> out = new LinkedHashMap<>();
        contrasts.forEach(c -> out.put(c.place(), c));
        for (Quantity q : Quantity.values()) {
            List<Contrast> family =
                    contrasts.stream().filter(c -> c.place().quantity() == q).toList();
            double[] p = Holm.adjust(family.stream()
                    .mapToDouble(
                            c -> c.test().pairs() == 0 ? Double.NaN : c.test().p())
                    .toArray());
            for (int i = 0; i < p.length; i++) {
                out.put(family.get(i).place(), family.get(i).corrected(p[i]));
            }
        }
        return out;
    }

    /** Tissues and groups in the order of the first run. */
    public List<String> tissues() {
        return List.copyOf(arms.get(0).tissues());
    }

    /** A quantity's number of each subject that has one, in the order of their names. */
    public double[] bySubject(Arm arm, String tissue, Quantity quantity) {
        return Value.subjectMeans(arm.values(tissue, r -> quantity.of(r.score())));
    }

    public Spread spread(Arm arm, String tissue, Quantity quantity) {
        return spreads.get(new Contrast.Place(arm.name(), tissue, quantity));
    }

    /** The difference from the baseline; nothing for the baseline itself and for signed errors. */
    public Optional<Contrast> contrast(Arm arm, String tissue, Quantity quantity) {
        return Optional.ofNullable(contrasts.get(new Contrast.Place(arm.name(), tissue, quantity)));
    }

    public Agreement agreement(Arm arm, String tissue, Agreement.Of of) {
        return agreements.get(new AgreementPlace(arm.name(), tissue, of));
    }

    /** The readings of a tissue that are empty on one side or both. */
    public Empties empties(Arm arm, String tissue) {
        return Empties.of(arm, tissue);
    }

    /** Number of subjects. */
    public int subjects() {
        return (int) arms.get(0).subjects().values().stream().distinct().count();
    }

    /** Number of cases. */
    public int cases() {
        return arms.get(0).subjects().size();
    }
}
