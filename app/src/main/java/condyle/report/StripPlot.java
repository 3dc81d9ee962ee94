package condyle.report;

import condyle.statistics.Arm;
import condyle.statistics.Comparison;
import condyle.statistics.Estimate;
import condyle.statistics.Quantile;
import condyle.statistics.Quantity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A quantity of every subject, a panel for each tissue and group, a row for each run: a dot a subject, a box from the first to
 * the third quartile with the median, and the mean with its interval.
 */
public final class StripPlot {
    private static final int WIDTH = 980;
    private static final int COLUMNS = 3;
    private static final int GAP = 36;
    private static final int ROW = 24;
    private static final int TOP = 30;
    private static final int HEAD = 30;
    private static final int FOOT = 34;
    private static final int MARKS = 5;
    private static final int NAME = 30;
    /** Golden ratio: spreads the dots of a row without a pattern, and always alike. */
    private static final double GOLDEN = 0.6180339887498949;

    private final Comparison comparison;
    private final Quantity quantity;
    /** Width of the runs' names. */
    private final int label;

    private StripPlot(Comparison comparison, Quantity quantity) {
        this.comparison = comparison;
        this.quantity = quantity;
        this.label = 20
                + 7
                        * comparison.arms().stream()
                                .mapToInt(a -> Math.min(NAME, a.name().length()))
                                .max()
                                .orElse(0);
    }

    /** Draws one quantity of a comparison. */
    public static Svg of(Comparison comparison, Quantity quantity) {
        return new StripPlot(comparison, quantity).draw();
    }

    private Svg draw() {
        List<String> tissues = comparison.tissues();
        int rows = (tissues.size() + COLUMNS - 1) / COLUMNS;
        int panel = HEAD + comparison.arms().size() * ROW + FOOT;
        Svg svg = new Svg(
                WIDTH,
                TOP + rows * panel,
                quantity.heading() + " of each subject by tissue and run, with quartiles, mean and interval");
        double wide = (WIDTH - label - (COLUMNS - 1.0) * GAP - 12) / COLUMNS;
        svg.text(quantity.heading() + " of each subject", 0, 15, "strong");
        for (int i = 0; i < tissues.size(); i++) {
            double x = label + i % COLUMNS * (wide + GAP);
            int y = TOP + i / COLUMNS * panel;
            if (i % COLUMNS == 0) {
                names(svg, y + HEAD);
            }
            panel(svg, tissues.get(i), new double[] {x, x + wide}, y);
        }
        return svg;
    }

    private void names(Svg svg, int top) {
        for (int a = 0; a < comparison.arms().size(); a++) {
            String name = comparison.arms().get(a).name();
            svg.text(Svg.fit(name, NAME), label - 12, top + a * ROW + ROW / 2.0 + 4, "end");
        }
    }

    private void panel(Svg svg, String tissue, double[] span, int top) {
        List<double[]> values = comparison.arms().stream()
                .map(a -> comparison.bySubject(a, tissue, quantity))
                .toList();
        List<Double> all = new ArrayList<>();
        values.forEach(v -> Arrays.stream(v).forEach(all::add));
        Scale scale = Scale.around(all, span[0], span[1]);
        svg.text(tissue, span[0], top + 17, "strong");
        double bottom = top + HEAD + values.size() * ROW;
        for (double mark : scale.marks(MARKS)) {
            double x = scale.at(mark);
            svg.add("line", "x1", x, "x2", x, "y1", top + HEAD - 4.0, "y2", bottom, "class", "grid");
            svg.text(scale.words(mark, MARKS), x, bottom + 14, "quiet small middle");
        }
        if (all.isEmpty()) {
            svg.text("no subject has a number", span[0], top + HEAD + 15, "quiet small");
        }
        for (int a = 0; a < values.size(); a++) {
            row(
                    svg,
                    new Place(tissue, comparison.arms().get(a), scale, top + HEAD + a * ROW + ROW / 2.0),
                    values.get(a));
        }
    }

    private record Place(String tissue, Arm arm, Scale scale, double y) {}

    private void row(Svg svg, Place at, double[] values) {
        if (values.length == 0) {
            return;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double first = at.scale().at(Quantile.of(sorted, 0.25));
        double third = at.scale().at(Quantile.of(sorted, 0.75));
        double median = at.scale().at(Quantile.of(sorted, 0.5));
        double y = at.y();
        svg.add("rect", "x", first, "y", y - 7, "width", third - first, "height", 14.0, "class", "box");
        svg.add("line", "x1", median, "x2", median, "y1", y - 7, "y2", y + 7, "class", "axis");
        for (int i = 0; i < values.length; i++) {
            double shift = ((i + 1) * GOLDEN % 1 - 0.5) * 12;
            svg.add(
                    "circle",
                    "cx",
                    at.scale().at(values[i]),
                    "cy",
                    y + shift,
                    "r",
                    2.4,
                    "fill",
                    TissueColor.css(at.tissue()),
                    "stroke",
                    "var(--quiet)",
                    "stroke-width",
                    0.5);
        }
        Estimate mean = comparison.spread(at.arm(), at.tissue(), quantity).mean();
        double x = at.scale().at(mean.value());
        if (Double.isFinite(mean.low())) {
            double low = at.scale().at(mean.low());
            svg.add("line", "x1", low, "x2", at.scale().at(mean.high()), "y1", y, "y2", y, "class", "ink");
        }
        svg.add("circle", "cx", x, "cy", y, "r", 3.2, "class", "ink", "style", "fill:var(--ground)");
    }
}
