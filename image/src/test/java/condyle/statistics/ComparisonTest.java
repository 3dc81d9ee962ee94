package condyle.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import condyle.metric.ConfusionMatrix;
import condyle.metric.Metric;
import condyle.metric.Score;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final String FEMUR = "femur";
    private static final Comparison.Settings SETTINGS = new Comparison.Settings("a", 200, 1);

    /** Subjects s0, s1, … with a case each, s0 with a second visit; two folds in turn; a Dice for each case. */
    private static ScoredRun run(String name, String seed, double... dice) {
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < dice.length; i++) {
            String subject = "s" + Math.max(0, i - 1);
            readings.add(new Reading(subject, Integer.toString(i / 2 % 2 + 1), score("c" + i, FEMUR, dice[i])));
        }
        return new ScoredRun(name, seed, "runs/" + name + seed, readings, Map.of(), Costs.UNKNOWN);
    }

    /** A reference of 100 mm³, a prediction of 100 × Dice; infinitely far where it is empty. */
    private static Score score(String caseName, String tissue, double dice) {
        Map<Metric, Double> v = new EnumMap<>(Metric.class);
        v.put(Metric.DICE, dice);
        v.put(Metric.REFERENCE, 100.0);
        v.put(Metric.PREDICTION, 100 * dice);
        v.put(Metric.VOLUME_ERROR_PERCENT, 100 * dice - 100);
        v.put(Metric.ASSD, dice == 0 ? Double.POSITIVE_INFINITY : 1 - dice);
        return new Score(caseName, tissue, v);
    }

    private static Comparison compare(ScoredRun... runs) {
        return Comparison.of(Arm.pool(List.of(runs)), SETTINGS);
    }

    private static Spread spread(Comparison c, String arm, Quantity q) {
        return c.spreads().get(new Contrast.Place(arm, FEMUR, q));
    }

    @Test
    void subjectCountsOnceHoweverManyCasesItHas() {
        Spread dice = spread(compare(run("a", "1", 0.2, 0.4, 0.9, 0.6)), "a", Quantity.DICE);
        // Subjects 0.3 (two visits), 0.9, 0.6.
        assertThat(dice.mean().value()).isCloseTo(0.6, within(1e-12));
        assertThat(dice.overSubjects()).isCloseTo(0.3, within(1e-12));
        assertThat(dice.subjects()).isEqualTo(3);
        assertThat(dice.readings()).isEqualTo(4);
        // Fold 1 holds the first two cases, fold 2 the others: means 0.3 and 0.75.
        assertThat(dice.overFolds()).isCloseTo(0.45 / Math.sqrt(2), within(1e-12));
        assertThat(dice.overSeeds()).isNaN();
    }

    @Test
    void runsOfOneNameAreSeedsOfOneRow() {
        Comparison c = compare(run("a", "1", 0.2, 0.4, 0.9), run("b", "1", 0, 0, 0), run("a", "2", 0.4, 0.6, 0.5));
        assertThat(c.arms().stream().map(Arm::name)).containsExactly("a", "b");
        Spread dice = spread(c, "a", Quantity.DICE);
        // Seed means 0.6 and 0.5, subject means 0.4 and 0.7.
        assertThat(dice.mean().value()).isCloseTo(0.55, within(1e-12));
        assertThat(dice.overSeeds()).isCloseTo(0.1 / Math.sqrt(2), within(1e-12));
        assertThat(dice.overSubjects()).isCloseTo(0.3 / Math.sqrt(2), within(1e-12));
        assertThat(dice.readings()).isEqualTo(6);
    }

    @Test
    void whatIsEmptyIsCountedAndLeftOut() {
        Comparison c = compare(run("a", "1", 0.5, 0.7, 0.9), run("b", "1", 0, 0.8, 0.8));
        Spread assd = spread(c, "b", Quantity.ASSD);
        assertThat(assd.leftOut()).isEqualTo(1);
        assertThat(assd.subjects()).isEqualTo(2);
        assertThat(assd.mean().value()).isCloseTo(0.2, within(1e-12));
        assertThat(c.empties(c.arms().get(1), FEMUR)).isEqualTo(new Empties(3, 0, 1, 0));
        assertThat(spread(c, "b", Quantity.HD95).mean()).isEqualTo(Estimate.NONE);
        // The pair without a distance is left out of the difference too: s0 has its other visit.
        Contrast difference = c.contrast(c.arms().get(1), FEMUR, Quantity.ASSD).orElseThrow();
        assertThat(difference.test().pairs()).isEqualTo(2);
        assertThat(difference.difference().value()).isCloseTo((0.2 - 0.3 + 0.2 - 0.1) / 2, within(1e-12));
    }

    @Test
    void differencesArePairedBySubjectAndCorrectedWithinAQuantity() {
        ScoredRun a = run("a", "1", 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5);
        ScoredRun b = run("b", "1", 0.58, 0.58, 0.61, 0.62, 0.63, 0.64, 0.65);
        ScoredRun d = run("d", "1", 0.49, 0.49, 0.51, 0.52, 0.47, 0.54, 0.45);
        Comparison c = compare(a, b, d);
        Contrast better = c.contrast(c.arms().get(1), FEMUR, Quantity.DICE).orElseThrow();
        assertThat(better.test().p()).isCloseTo(2 / 64.0, within(1e-15));
        assertThat(better.holm()).isCloseTo(4 / 64.0, within(1e-15));
        assertThat(better.significant()).isFalse();
        assertThat(better.difference().low()).isPositive();
        assertThat(c.contrast(c.arms().get(0), FEMUR, Quantity.DICE)).isEmpty();
        assertThat(c.contrast(c.arms().get(1), FEMUR, Quantity.VOLUME_ERROR)).isEmpty();
        assertThat(c.contrast(c.arms().get(1), FEMUR, Quantity.ABSOLUTE_VOLUME_ERROR_PERCENT)
                        .orElseThrow()
                        .difference()
                        .value())
                .isCloseTo(-12.166666, within(1e-5));
    }

    @Test
    void agreementIsOverReadings() {
        Comparison c = compare(run("a", "1", 0.8, 1.2, 1.1, 0.9));
        Agreement volume = c.agreement(c.arms().get(0), FEMUR, Agreement.Of.VOLUME);
        assertThat(volume.readings()).isEqualTo(4);
        assertThat(volume.bias().value()).isCloseTo(0, within(1e-9));
        // Deviation of −20, 20, 10, −10.
        assertThat(volume.upper().value()).isCloseTo(1.959963984540054 * Math.sqrt(1000 / 3.0), within(1e-9));
        assertThat(volume.rmsCv().value())
                .isCloseTo(
                        Math.sqrt((400 / 8100.0 + 400 / 12100.0 + 100 / 11025.0 + 100 / 9025.0) / 2 / 4),
                        within(1e-12));
        assertThat(c.agreement(c.arms().get(0), FEMUR, Agreement.Of.THICKNESS).readings())
                .isZero();
        assertThat(c.agreement(c.arms().get(0), FEMUR, Agreement.Of.THICKNESS).bias())
                .isEqualTo(Estimate.NONE);
    }

    @Test
    void meanIouOverClassesComesFromTheConfusionMatrices() {
        ConfusionMatrix m = ConfusionMatrix.of(List.of("background", FEMUR), new long[][] {{6, 1}, {1, 2}});
        ScoredRun plain = run("a", "1", 0.5, 0.5, 0.5);
        ScoredRun run =
                new ScoredRun("a", "1", "runs/a", plain.readings(), Map.of("c0", m, "c1", m, "c2", m), Costs.UNKNOWN);
        Comparison c = compare(run);
        assertThat(c.meanIous().get("a").without().mean().value()).isEqualTo(0.5);
        assertThat(c.meanIous().get("a").with().mean().value()).isEqualTo(0.625);
        assertThat(c.arms().get(0).confusion().orElseThrow().voxels(0, 0)).isEqualTo(18);
        assertThat(compare(plain).meanIous()).isEmpty();
    }

    @Test
    void oneSeedGivesTheSameNumbersInAnyOrderOfRows() {
        ScoredRun a = run("a", "1", 0.2, 0.4, 0.9, 0.6);
        List<Reading> turned = new ArrayList<>(a.readings());
        Collections.reverse(turned);
        ScoredRun b = new ScoredRun("a", "1", "b", turned, Map.of(), Costs.UNKNOWN);
        assertThat(compare(b).spreads()).isEqualTo(compare(a).spreads());
        assertThat(compare(b).agreements().keySet())
                .isEqualTo(compare(a).agreements().keySet());
    }

    @Test
    void twoRunsOfOneSeedAreRefused() {
        assertThatThrownBy(() -> compare(run("a", "1", 0.5), run("a", "1", 0.5)))
                .hasMessage(
                        "runs/a1 and runs/a1 are both runs of 'a', and the same seed 1; expected another seed each, or "
                                + "another name for one of them, NAME=RUN");
        assertThatThrownBy(() -> compare(run("a", "", 0.5), run("a", "", 0.5)))
                .hasMessageContaining("neither says its seed");
    }

    @Test
    void otherCasesClassesSubjectsOrReferencesAreRefused() {
        ScoredRun a = run("a", "1", 0.5, 0.6, 0.7);
        assertThatThrownBy(() -> compare(a, run("b", "1", 0.5, 0.5)))
                .hasMessage("runs/a1 and runs/b1 were scored on other cases: only the first has c2; expected the same");
        ScoredRun tibia = new ScoredRun(
                "b",
                "1",
                "runs/b",
                a.readings().stream()
                        .map(r -> new Reading(
                                r.subject(),
                                r.fold(),
                                new Score(
                                        r.score().caseName(), "tibia", r.score().values())))
                        .toList(),
                Map.of(),
                Costs.UNKNOWN);
        assertThatThrownBy(() -> compare(a, tibia))
                .hasMessage(
                        "runs/a1 and runs/b were scored on other classes: only the first has femur, only the second "
                                + "has tibia; expected the same; --tissue NAME compares those that both have");
        assertThatThrownBy(() -> compare(a, changed(a, "other", 100)))
                .hasMessage("case c0 is of subject s0 in runs/a1 and of subject other in runs/b; expected one subject; "
                        + "name the table that says which with --cases");
        assertThatThrownBy(() -> compare(a, changed(a, "s0", 90)))
                .hasMessage(
                        "case c0, femur: the reference holds 100.0 mm³ in runs/a1 and 90.0 mm³ in runs/b; expected one "
                                + "reference for all runs; evaluate them against the same");
    }

    private static ScoredRun changed(ScoredRun a, String subject, double reference) {
        List<Reading> readings = new ArrayList<>(a.readings());
        Score s = readings.get(0).score();
        Map<Metric, Double> v = new EnumMap<>(s.values());
        v.put(Metric.REFERENCE, reference);
        readings.set(0, new Reading(subject, readings.get(0).fold(), new Score(s.caseName(), s.tissue(), v)));
        return new ScoredRun("b", "1", "runs/b", readings, Map.of(), Costs.UNKNOWN);
    }

    @Test
    void rowsThatStandTwiceOrAreMissingAreRefused() {
        ScoredRun a = run("a", "1", 0.5, 0.6);
        List<Reading> twice = new ArrayList<>(a.readings());
        twice.add(twice.get(0));
        assertThatThrownBy(() -> compare(new ScoredRun("a", "1", "r", twice, Map.of(), Costs.UNKNOWN)))
                .hasMessage("r: case c0, femur: two rows; expected one");
        List<Reading> more = new ArrayList<>(a.readings());
        more.add(new Reading("s0", "1", score("c0", "tibia", 0.5)));
        assertThatThrownBy(() -> compare(new ScoredRun("a", "1", "r", more, Map.of(), Costs.UNKNOWN)))
                .hasMessage("r: case c1 has no row for tibia, which other cases have; expected the same tissues of all "
                        + "cases");
        assertThat(new ScoredRun("a", "1", "r", more, Map.of(), Costs.UNKNOWN)
                        .only(List.of(FEMUR))
                        .tissues())
                .containsExactly(FEMUR);
        assertThatThrownBy(() -> a.only(List.of("femor"))).hasMessage("runs/a1: no scores of 'femor'; known: femur");
    }

    @Test
    void baselineThatIsNoRunNamesTheRuns() {
        assertThatThrownBy(() ->
                        Comparison.of(Arm.pool(List.of(run("a", "1", 0.5))), new Comparison.Settings("unet", 10, 1)))
                .hasMessage("no run 'unet' to be the baseline; known: a");
    }

    @Test
    void absoluteErrorsHaveBarsInTheirHeading() {
        assertThat(Quantity.ABSOLUTE_VOLUME_ERROR_PERCENT.heading()).isEqualTo("|volume error| %");
        assertThat(Quantity.ABSOLUTE_THICKNESS_ERROR.key()).isEqualTo("absolute_thickness_error_mm");
    }
}
