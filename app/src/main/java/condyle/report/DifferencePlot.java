package condyle.report;

import condyle.statistics.Arm;
import condyle.statistics.Comparison;
import condyle.statistics.Contrast;
import condyle.statistics.Estimate;
import condyle.statistics.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Differences from the baseline with their intervals: a row for each tissue and other run, a column for each of some quantities.
 * A full mark is one whose corrected p-value is below 0.05.
 */
public final class DifferencePlot {
    private static final int WIDTH = 980;
    private static final int LABEL = 190;
    private static final int GAP = 18;
    private static final int ROW = 17;
    private static final int BLOCK = 8;
    private static final int HEAD = 44;
    private static final int FOOT = 30;
    private static final int MARKS = 4;
    private static final int NAME = 34;

    private final Comparison comparison;
    private final List<Arm> others;
    private final List<Quantity> shown;
    private final List<Row> rows = new ArrayList<>();
    private int bottom = HEAD;

    /** A line of the plot: a tissue, an arm, its words and where it stands; a heading has no arm. */
    private record Row(String tissue, Optional<Arm> arm, String words, double y) {}

    private DifferencePlot(Comparison comparison) {
        this.comparison = comparison;
        this.others = comparison.arms().stream()
                .filter(a -> !a.name().equals(comparison.baseline()))
                .toList();
        this.shown = ComparisonTables.TESTED.stream().filter(this::any).toList();
    }

    /** Draws a comparison of at least two runs. */
    public static Svg of(Comparison comparison) {
        return new DifferencePlot(comparison).draw();
    }

    private boolean any(Quantity q) {
        return comparison.contrasts().values().stream()
                .anyMatch(c -> c.place().quantity() == q
                        && Double.isFinite(c.difference().value()));
    }

    private Svg draw() {
        for (String tissue : comparison.tissues()) {
            place(tissue);
        }
        Svg svg = new Svg(
                WIDTH,
                bottom + FOOT,
                "Differences from " + comparison.baseline() + " by tissue and run with 95 % intervals");
        svg.text("difference from", 0, 16, "quiet");
        svg.text(Svg.fit(comparison.baseline(), NAME - 8), 0, 32, "strong");
        for (Row row : rows) {
            svg.text(
                    row.words(),
                    row.arm().isPresent() && others.size() > 1 ? 14 : 0,
                    row.y() + 4,
                    row.arm().isEmpty() ? "strong" : others.size() > 1 ? "quiet" : "");
        }
        double wide = (WIDTH - LABEL - (shown.size() - 1.0) * GAP - 10) / Math.max(1, shown.size());
        for (int k = 0; k < shown.size(); k++) {
            double x = LABEL + k * (wide + GAP);
            column(svg, shown.get(k), new double[] {x, x + wide});
        }
        return svg;
    }

    private void place(String tissue) {
        if (others.size() > 1) {
            rows.add(new Row(tissue, Optional.empty(), tissue, bottom + ROW / 2.0));
            bottom += ROW;
        }
        for (Arm arm : others) {
            String words = Svg.fit(others.size() > 1 ? arm.name() : tissue, NAME);
            rows.add(new Row(tissue, Optional.of(arm), words, bottom + ROW / 2.0));
            bottom += ROW;
        }
        bottom += others.size() > 1 ? BLOCK : 0;
    }

    private Optional<Contrast> contrast(Row row, Quantity q) {
        return row.arm().flatMap(a -> comparison.contrast(a, row.tissue(), q));
    }

    private void column(Svg svg, Quantity q, double[] span) {
        List<Double> values = new ArrayList<>(List.of(0.0));
        for (Row row : rows) {
            contrast(row, q).map(Contrast::difference).ifPresent(e -> {
                values.add(e.value());
                values.add(e.low());
                values.add(e.high());
            });
        }
        Scale scale = Scale.around(values, span[0], span[1]);
        String[] heading = q.heading().split(" (?=mm$|%$)");
        String unit = heading.length > 1 ? heading[1] + " · " : "";
        svg.text(heading[0], (span[0] + span[1]) / 2, 16, "strong middle");
        svg.text(
                unit + (q.better() == Quantity.Better.HIGHER ? "better →" : "← better"),
                (span[0] + span[1]) / 2,
                32,
                "quiet small middle");
        for (double mark : scale.marks(MARKS)) {
            double x = scale.at(mark);
            svg.add("line", "x1", x, "x2", x, "y1", HEAD - 4.0, "y2", (double) bottom, "class", "grid");
            svg.text(scale.words(mark, MARKS), x, bottom + 15, "quiet small middle");
        }
        double zero = scale.at(0);
        svg.add("line", "x1", zero, "x2", zero, "y1", HEAD - 4.0, "y2", (double) bottom, "class", "axis");
        rows.forEach(row -> contrast(row, q).ifPresent(c -> mark(svg, c, scale, row)));
    }

    private static void mark(Svg svg, Contrast c, Scale scale, Row row) {
        Estimate e = c.difference();
        if (!Double.isFinite(e.value())) {
            return;
        }
        if (Double.isFinite(e.low())) {
            double low = scale.at(e.low());
            svg.add("line", "x1", low, "x2", scale.at(e.high()), "y1", row.y(), "y2", row.y(), "class", "ink");
        }
        String fill = c.significant() ? TissueColor.css(row.tissue()) : "var(--ground)";
        svg.add("circle", "cx", scale.at(e.value()), "cy", row.y(), "r", 3.6, "class", "ink", "style", "fill:" + fill);
    }
}
