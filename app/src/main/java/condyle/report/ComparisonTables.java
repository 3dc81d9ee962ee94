package condyle.report;

import condyle.statistics.Agreement;
import condyle.statistics.Arm;
import condyle.statistics.Comparison;
import condyle.statistics.Contrast;
import condyle.statistics.Costs;
import condyle.statistics.Empties;
import condyle.statistics.Estimate;
import condyle.statistics.Quantity;
import condyle.statistics.Quantity.Better;
import condyle.statistics.ScoredRun;
import condyle.statistics.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** The tables of a comparison, a row a run: what was compared, and for each tissue overlap, distances, agreement, differences. */
final class ComparisonTables {
    private static final List<Quantity> OVERLAP = List.of(
            Quantity.DICE,
            Quantity.IOU,
            Quantity.MEAN_IOU,
            Quantity.VOE,
            Quantity.BOUNDARY_DICE,
            Quantity.PRECISION,
            Quantity.RECALL);
    private static final List<Quantity> DISTANCES = List.of(
            Quantity.ASSD,
            Quantity.HD95,
            Quantity.VOLUME_ERROR_PERCENT,
            Quantity.ABSOLUTE_VOLUME_ERROR_PERCENT,
            Quantity.THICKNESS_ERROR,
            Quantity.ABSOLUTE_THICKNESS_ERROR);
    /** Quantities whose differences are shown. */
    static final List<Quantity> TESTED = List.of(
            Quantity.DICE,
            Quantity.BOUNDARY_DICE,
            Quantity.ASSD,
            Quantity.HD95,
            Quantity.ABSOLUTE_VOLUME_ERROR_PERCENT,
            Quantity.ABSOLUTE_THICKNESS_ERROR);

    private static final String RUN = "run";

    private final Comparison comparison;

    ComparisonTables(Comparison comparison) {
        this.comparison = comparison;
    }

    /** A column: its heading, and its cell of each arm. */
    private record Column(String heading, Function<Arm, String> cell) {}

    /** What was compared, with mean IoU over the classes, time and memory. */
    Table runs() {
        List<Column> columns = new ArrayList<>(List.of(
                new Column("seeds", this::seeds),
                new Column("folds", a -> folds(a) == 0 ? "–" : Integer.toString(folds(a))),
                new Column("cases", a -> Integer.toString(a.subjects().size()))));
        if (!comparison.meanIous().isEmpty()) {
            columns.add(new Column("mean IoU", a -> meanIou(a, Comparison.MeanIou::without)));
            columns.add(new Column("mean IoU with background", a -> meanIou(a, Comparison.MeanIou::with)));
        }
        boolean known = comparison.arms().stream().anyMatch(a -> !a.costs().equals(Costs.UNKNOWN));
        if (known) {
            columns.add(new Column("training", a -> duration(a.costs().trainingSeconds())));
            columns.add(new Column("a case", a -> duration(a.costs().secondsPerCase())));
            columns.add(new Column("memory GB", a -> Digits.of(a.costs().memoryMb() / 1000, 2)));
        }
        return table(
                "Runs",
                columns,
                (comparison.meanIous().isEmpty()
                                ? "No confusion.csv lies beside these scores, so there is no IoU over all classes. "
                                : "Mean IoU is over the classes of a case: without the background, and with it as one more; "
                                        + "± standard deviation over subjects. ")
                        + (known
                                ? "Training is all folds, mean over seeds; a dash: not written down."
                                : "Time and memory were not written down."));
    }

    private String seeds(Arm arm) {
        List<String> seeds = arm.runs().stream().map(ScoredRun::seed).toList();
        return seeds.equals(List.of("")) ? "–" : seeds.size() + "\n" + String.join(", ", seeds);
    }

    /** How many folds an arm has; 0 where it is no cross-validation. */
    static int folds(Arm arm) {
        return arm.runs().stream().mapToInt(r -> r.folds().size()).max().orElse(0);
    }

    private String meanIou(Arm arm, Function<Comparison.MeanIou, Spread> of) {
        return Optional.ofNullable(comparison.meanIous().get(arm.name()))
                .map(of)
                .map(s -> spread(s, 3))
                .orElse("–");
    }

    private static String duration(double seconds) {
        return !Double.isFinite(seconds)
                ? "–"
                : seconds < 100
                        ? Digits.of(seconds, 1) + " s"
                        : seconds < 6000 ? Digits.of(seconds / 60, 1) + " min" : Digits.of(seconds / 3600, 1) + " h";
    }

    /** The tables of a tissue or group. */
    List<Table> of(String tissue) {
        List<Table> tables = new ArrayList<>(List.of(overlap(tissue), distances(tissue)));
        for (Agreement.Of of : Agreement.Of.values()) {
            agreement(tissue, of).ifPresent(tables::add);
        }
        if (comparison.arms().size() > 1) {
            tables.add(differences(tissue));
        }
        return tables;
    }

    private Table overlap(String tissue) {
        List<Column> columns = new ArrayList<>(quantities(tissue, OVERLAP));
        columns.addAll(deviations(tissue, Quantity.DICE));
        columns.addAll(deviations(tissue, Quantity.IOU));
        return table("Overlap", columns, leftOut(tissue, OVERLAP));
    }

    /** Standard deviations of a quantity over folds and over seeds, where some run has several. */
    private List<Column> deviations(String tissue, Quantity q) {
        List<Column> columns = new ArrayList<>();
        columns.add(deviation(tissue, q, "folds", Spread::overFolds));
        columns.add(deviation(tissue, q, "seeds", Spread::overSeeds));
        columns.removeIf(
                c -> comparison.arms().stream().allMatch(a -> c.cell().apply(a).equals("–")));
        return columns;
    }

    private Column deviation(String tissue, Quantity q, String over, Function<Spread, Double> of) {
        return new Column(q.heading() + ", " + over, a -> {
            double sd = of.apply(comparison.spread(a, tissue, q));
            return Double.isFinite(sd) ? "± " + Digits.of(sd, q.decimals()) : "–";
        });
    }

    private Table distances(String tissue) {
        List<Column> columns = new ArrayList<>(quantities(tissue, DISTANCES));
        columns.addAll(deviations(tissue, Quantity.ASSD));
        return table("Distances and errors", columns, leftOut(tissue, DISTANCES));
    }

    private List<Column> quantities(String tissue, List<Quantity> quantities) {
        List<Column> columns = new ArrayList<>();
        for (Quantity q : quantities) {
            if (comparison.arms().stream()
                    .anyMatch(a -> comparison.spread(a, tissue, q).subjects() > 0)) {
                columns.add(new Column(q.heading(), a -> spread(comparison.spread(a, tissue, q), q.decimals())));
            }
        }
        return columns;
    }

    private static String spread(Spread s, int decimals) {
        return s.subjects() == 0
                ? "–"
                : Digits.of(s.mean().value(), decimals)
                        + (s.subjects() > 1 ? " ± " + Digits.of(s.overSubjects(), decimals) : "")
                        + interval(s.mean(), decimals);
    }

    private static String interval(Estimate e, int decimals) {
        return Double.isFinite(e.low()) && Double.isFinite(e.high())
                ? "\n" + Digits.of(e.low(), decimals) + " to " + Digits.of(e.high(), decimals)
                : "";
    }

    /** Readings without a number, of quantities that others have. */
    private String leftOut(String tissue, List<Quantity> quantities) {
        List<String> parts = new ArrayList<>();
        for (Arm arm : comparison.arms()) {
            List<String> own = new ArrayList<>();
            int readings = 0;
            for (Quantity q : quantities) {
                Spread s = comparison.spread(arm, tissue, q);
                readings = s.readings();
                if (s.leftOut() > 0 && s.leftOut() < readings) {
                    own.add(q.heading() + " " + s.leftOut());
                }
            }
            if (!own.isEmpty()) {
                parts.add(arm.name() + ": " + String.join(", ", own) + " of " + readings);
            }
        }
        return parts.isEmpty() ? "" : "Left out, having no such number: " + String.join("; ", parts) + ".";
    }

    private Optional<Table> agreement(String tissue, Agreement.Of of) {
        if (comparison.arms().stream()
                .noneMatch(a -> comparison.agreement(a, tissue, of).readings() > 0)) {
            return Optional.empty();
        }
        boolean volume = of == Agreement.Of.VOLUME;
        double unit = volume ? 1e-3 : 1;
        List<Column> columns = List.of(
                column(volume ? "bias cm³" : "bias mm", tissue, of, a -> number(scaled(a.bias(), unit), 3)),
                column("limits", tissue, of, a -> limits(scaled(a.lower(), unit), scaled(a.upper(), unit))),
                column("RMS-CV %", tissue, of, a -> number(scaled(a.rmsCv(), 100), 1)),
                column("ICC(2,1)", tissue, of, a -> number(a.agreement(), 3)),
                column("ICC(3,1)", tissue, of, a -> number(a.consistency(), 3)));
        return Optional.of(table("Agreement of " + of.key() + " with the reference", columns, ""));
    }

    private static String limits(Estimate lower, Estimate upper) {
        return Digits.of(lower.value(), 2) + " to " + Digits.of(upper.value(), 2)
                + interval(lower, 2).replaceFirst("(.+)", "lower $1")
                + interval(upper, 2).replaceFirst("(.+)", "upper $1");
    }

    private Column column(String heading, String tissue, Agreement.Of of, Function<Agreement, String> cell) {
        return new Column(heading, a -> {
            Agreement agreement = comparison.agreement(a, tissue, of);
            return agreement.readings() == 0 ? "–" : cell.apply(agreement);
        });
    }

    private static Estimate scaled(Estimate e, double by) {
        return new Estimate(e.value() * by, e.low() * by, e.high() * by);
    }

    private static String number(Estimate e, int decimals) {
        return Digits.of(e.value(), decimals) + interval(e, decimals);
    }

    private Table differences(String tissue) {
        List<Column> columns = new ArrayList<>();
        for (Quantity q : TESTED) {
            if (comparison.contrasts().values().stream()
                    .anyMatch(c -> c.place().tissue().equals(tissue)
                            && c.place().quantity() == q
                            && c.test().pairs() > 0)) {
                String way = q.better() == Better.HIGHER ? " ↑" : " ↓";
                columns.add(new Column(
                        q.heading() + way,
                        a -> comparison
                                .contrast(a, tissue, q)
                                .map(c -> contrast(c, q.decimals()))
                                .orElse("baseline")));
            }
        }
        Table all = table("Difference from " + comparison.baseline(), columns, "");
        List<Table.Row> others = all.rows().stream()
                .filter(r -> !r.cells().get(0).equals(comparison.baseline()))
                .toList();
        return new Table(all.title(), all.header(), others, all.note());
    }

    private static String contrast(Contrast c, int decimals) {
        if (c.test().pairs() == 0) {
            return "–";
        }
        return Digits.signed(c.difference().value(), decimals)
                + (c.significant() ? " *" : "")
                + interval(c.difference(), decimals) + "\np "
                + Digits.p(c.test().p()) + " (" + Digits.p(c.holm()) + ")";
    }

    /** Readings that are empty on one side or both; nothing where none is. */
    Optional<Table> empties() {
        List<Table.Row> rows = new ArrayList<>();
        for (String tissue : comparison.tissues()) {
            for (Arm arm : comparison.arms()) {
                Empties e = comparison.empties(arm, tissue);
                if (e.any()) {
                    rows.add(new Table.Row(
                            Table.Kind.PLAIN,
                            OptionalInt.of(TissueColor.of(tissue)),
                            List.of(
                                    tissue,
                                    arm.name(),
                                    Integer.toString(e.readings()),
                                    Integer.toString(e.predictionOnly()),
                                    Integer.toString(e.referenceOnly()),
                                    Integer.toString(e.both()))));
                }
            }
        }
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Table(
                        "Empty cases",
                        List.of(
                                "tissue",
                                RUN,
                                "cases × seeds",
                                "nothing predicted",
                                "nothing in the reference",
                                "neither"),
                        rows,
                        "Of these, overlap is 0 where one side is empty and left out where both are; distances and thickness are "
                                + "left out."));
    }

    private Table table(String title, List<Column> columns, String note) {
        List<String> header = new ArrayList<>(List.of(RUN));
        columns.forEach(c -> header.add(c.heading()));
        List<Table.Row> rows = new ArrayList<>();
        for (Arm arm : comparison.arms()) {
            List<String> cells = new ArrayList<>(List.of(arm.name()));
            columns.forEach(c -> cells.add(c.cell().apply(arm)));
            rows.add(new Table.Row(Table.Kind.PLAIN, OptionalInt.empty(), cells));
        }
        return new Table(title, header, rows, note);
    }
}
