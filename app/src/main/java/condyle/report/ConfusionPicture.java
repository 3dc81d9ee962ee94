package condyle.report;

import condyle.io.Csv;
import condyle.metric.ConfusionMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A confusion matrix as shares of each reference class, in per cent: reference classes down, predicted classes across. */
public final class ConfusionPicture {
    private static final int LEFT = 176;
    private static final int TOP = 128;
    private static final int CELL = 62;
    private static final int ROW = 30;
    private static final int EDGE = 90;
    private static final String COLOR = "#3b8fe8";

    private ConfusionPicture() {}

    /** Draws a matrix; {@code name} says whose. */
    public static Svg of(ConfusionMatrix matrix, String name) {
        int n = matrix.classes().size();
        Svg svg = new Svg(
                LEFT + n * CELL + EDGE,
                TOP + n * ROW + 14,
                "Confusion matrix of " + name + ": shares of each reference class");
        svg.text(name, 0, 15, "strong");
        svg.text("reference ↓", 0, TOP - 26, "quiet small");
        svg.text("predicted as →", 0, TOP - 10, "quiet small");
        for (int k = 0; k < n; k++) {
            String c = matrix.classes().get(k);
            svg.rising(c, LEFT + k * CELL + CELL / 2.0 - 4, TOP - 8, "small");
            svg.text(c, LEFT - 8, TOP + k * ROW + ROW / 2.0 + 4, "end small");
        }
        for (int r = 0; r < n; r++) {
            for (int p = 0; p < n; p++) {
                cell(svg, matrix, r, p);
            }
        }
        return svg;
    }

    private static void cell(Svg svg, ConfusionMatrix matrix, int r, int p) {
        double x = LEFT + p * CELL;
        double y = TOP + r * ROW;
        double share = matrix.share(r, p);
        svg.add("rect", "x", x, "y", y, "width", CELL - 1.0, "height", ROW - 1.0, "class", "band");
        if (Double.isNaN(share)) {
            svg.text(p == 0 ? "none" : "", x + CELL / 2.0, y + ROW / 2.0 + 4, "quiet small middle");
            return;
        }
        // Small shares are what matters: the root brings them out.
        svg.add(
                "rect",
                "x",
                x,
                "y",
                y,
                "width",
                CELL - 1.0,
                "height",
                ROW - 1.0,
                "fill",
                COLOR,
                "fill-opacity",
                0.85 * Math.sqrt(share));
        svg.text(
                percent(share, matrix.voxels(r, p)),
                x + CELL / 2.0,
                y + ROW / 2.0 + 4,
                share < 0.0005 ? "quiet small middle" : "small middle");
    }

    private static String percent(double share, long voxels) {
        if (voxels == 0) {
            return "·";
        }
        double percent = 100 * share;
        return percent < 0.05
                ? "<0.1"
                : String.format(Locale.ROOT, percent > 99.95 && share < 1 ? "%.2f" : "%.1f", percent);
    }

    /** The matrix as rows of shares, the first cell of each naming the reference class. */
    static List<List<String>> shares(ConfusionMatrix m) {
        List<List<String>> rows = new ArrayList<>();
        for (int r = 0; r < m.classes().size(); r++) {
            List<String> row = new ArrayList<>(List.of(m.classes().get(r)));
            for (int p = 0; p < m.classes().size(); p++) {
                row.add(Csv.number(m.share(r, p)));
            }
            rows.add(row);
        }
        return rows;
    }
}
