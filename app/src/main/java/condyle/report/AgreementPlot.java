package condyle.report;

import condyle.statistics.Agreement;
import condyle.statistics.Arm;
import condyle.statistics.Comparison;
import condyle.statistics.Estimate;
import condyle.statistics.Reading;
import condyle.statistics.ScoredRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Bland–Altman plots of one run's volumes, a panel for each tissue and group: difference over mean of predicted and reference
 * volume, a dot a reading, with bias and limits of agreement and the bands of their intervals.
 */
public final class AgreementPlot {
    private static final int WIDTH = 980;
    private static final int COLUMNS = 4;
    private static final int LEFT = 46;
    private static final int RIGHT = 12;
    private static final int GAP = 14;
    private static final int TOP = 34;
    private static final int HEAD = 24;
    private static final int HEIGHT = 150;
    private static final int FOOT = 56;
    private static final int MARKS = 4;
    private static final double MM3_PER_CM3 = 1000;

    private AgreementPlot() {}

    /** Draws one run of a comparison. */
    public static Svg of(Comparison comparison, Arm arm) {
        List<String> tissues = comparison.tissues();
        int rows = (tissues.size() + COLUMNS - 1) / COLUMNS;
        int panel = HEAD + HEIGHT + FOOT;
        Svg svg = new Svg(
                WIDTH,
                TOP + rows * panel,
                "Bland–Altman plots of the volumes of " + arm.name() + " against the reference");
        double wide = (double) (WIDTH - RIGHT - COLUMNS * LEFT - (COLUMNS - 1) * GAP) / COLUMNS;
        svg.text("volume, cm³: " + arm.name() + " less reference, over their mean", 0, 15, "strong");
        for (int i = 0; i < tissues.size(); i++) {
            double x = LEFT + i % COLUMNS * (wide + LEFT + GAP);
            double y = TOP + i / COLUMNS * panel + HEAD;
            String tissue = tissues.get(i);
            Frame frame =
                    Frame.of(pairs(arm, tissue), comparison.agreement(arm, tissue, Agreement.Of.VOLUME), new double[] {
                        x, x + wide, y, y + HEIGHT
                    });
            svg.text(tissue, x, y - 8, "strong");
            panel(svg, frame, tissue);
        }
        return svg;
    }

    /** Mean and difference of each reading in cm³, the numbers in cm³, and the axes. */
    private record Frame(List<double[]> points, Estimate[] lines, Scale across, Scale up) {

        static Frame of(List<double[]> points, Agreement a, double[] box) {
            Estimate[] lines = {cm(a.lower()), cm(a.bias()), cm(a.upper())};
            List<Double> ups = new ArrayList<>(List.of(0.0));
            points.forEach(p -> ups.add(p[1]));
            for (Estimate e : lines) {
                ups.addAll(List.of(e.value(), e.low(), e.high()));
            }
            Scale across = Scale.around(points.stream().map(p -> p[0]).toList(), box[0], box[1]);
            return new Frame(points, lines, across, Scale.around(ups, box[3], box[2]));
        }

        private static Estimate cm(Estimate e) {
            return new Estimate(e.value() / MM3_PER_CM3, e.low() / MM3_PER_CM3, e.high() / MM3_PER_CM3);
        }
    }

    private static List<double[]> pairs(Arm arm, String tissue) {
        List<double[]> points = new ArrayList<>();
        for (ScoredRun run : arm.runs()) {
            for (Reading r : run.readings()) {
                double[] p = Agreement.Of.VOLUME.pair(r.score());
                if (r.score().tissue().equals(tissue) && p[0] + p[1] > 0) {
                    points.add(new double[] {(p[0] + p[1]) / 2 / MM3_PER_CM3, (p[0] - p[1]) / MM3_PER_CM3});
                }
            }
        }
        return points;
    }

    private static void panel(Svg svg, Frame f, String tissue) {
        double left = f.across().from();
        double right = f.across().to();
        double bottom = f.up().from();
        for (double mark : f.up().marks(MARKS)) {
            double y = f.up().at(mark);
            svg.add("line", "x1", left, "x2", right, "y1", y, "y2", y, "class", "grid");
            svg.text(f.up().words(mark, MARKS), left - 5, y + 4, "quiet small end");
        }
        if (f.points().isEmpty()) {
            svg.text("nothing on either side", left + 6, bottom - 8, "quiet small");
            return;
        }
        for (double mark : f.across().marks(MARKS)) {
            svg.text(f.across().words(mark, MARKS), f.across().at(mark), bottom + 14, "quiet small middle");
        }
        svg.text(numbers(f.lines()[1]), left, bottom + 31, "small");
        for (int k = 0; k < 3; k++) {
            Estimate e = f.lines()[k];
            if (Double.isFinite(e.low())) {
                double top = f.up().at(e.high());
                svg.add(
                        "rect",
                        "x",
                        left,
                        "y",
                        top,
                        "width",
                        right - left,
                        "height",
                        f.up().at(e.low()) - top,
                        "class",
                        "band");
            }
        }
        for (int k = 0; k < 3; k++) {
            double y = f.up().at(f.lines()[k].value());
            if (Double.isFinite(y)) {
                svg.add("line", "x1", left, "x2", right, "y1", y, "y2", y, "class", k == 1 ? "ink" : "ink dash");
            }
        }
        for (double[] p : f.points()) {
            svg.add(
                    "circle",
                    "cx",
                    f.across().at(p[0]),
                    "cy",
                    f.up().at(p[1]),
                    "r",
                    2.6,
                    "fill",
                    TissueColor.css(tissue),
                    "stroke",
                    "var(--quiet)",
                    "stroke-width",
                    0.5);
        }
    }

    private static String numbers(Estimate bias) {
        int digits = Math.abs(bias.value()) >= 10 ? 1 : Math.abs(bias.value()) >= 0.1 ? 2 : 3;
        String form = "%+." + digits + "f";
        String value = String.format(Locale.ROOT, "bias " + form, bias.value());
        return Double.isFinite(bias.low())
                ? value + String.format(Locale.ROOT, " [" + form + ", " + form + "]", bias.low(), bias.high())
                : value;
    }
}
