package condyle.report;

import condyle.io.Csv;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Rectangle;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Curves of a run's fits.csv, as the figures of document 002: Dice and error of brightness against the steps of a fit, a
 * curve for each stage of the prior, means over knees.
 */
public final class FitPlot {
    private static final int EDGE = 64;
    private static final int HEAD = 116;
    private static final int WIDTH = 640;
    private static final int HEIGHT = 280;
    private static final int BETWEEN = 64;
    private static final int FOOT = 76;
    private static final int LEGEND = 170;

    private final Pen pen = new Pen(2 * EDGE + WIDTH + LEGEND, HEAD + 2 * HEIGHT + BETWEEN + FOOT);

    private FitPlot() {}

    /** Mean of a column over knees, by steps of the prior and of the fit. */
    private static SortedMap<Long, SortedMap<Integer, Double>> means(List<Map<String, String>> rows, String column) {
        SortedMap<Long, SortedMap<Integer, List<Double>>> all = new TreeMap<>();
        for (Map<String, String> row : rows) {
            all.computeIfAbsent(Long.parseLong(row.get("trained")), k -> new TreeMap<>())
                    .computeIfAbsent(Integer.parseInt(row.get("steps")), k -> new ArrayList<>())
                    .add(Double.parseDouble(row.get(column)));
        }
        SortedMap<Long, SortedMap<Integer, Double>> means = new TreeMap<>();
        all.forEach((trained, bySteps) -> bySteps.forEach((steps, values) -> means.computeIfAbsent(
                        trained, k -> new TreeMap<>())
                .put(steps, values.stream().mapToDouble(v -> v).average().orElse(Double.NaN))));
        return means;
    }

    /**
     * Draws a fits.csv.
     *
     * @throws IOException if the file is no such table
     */
    public static BufferedImage draw(Path file, String title) throws IOException {
        List<Map<String, String>> rows = Csv.read(file, List.of("trained", "steps", "dice", "error"));
        if (rows.isEmpty()) {
            throw new IOException(file + ": holds no fits; a training writes them at each validation");
        }
        FitPlot plot = new FitPlot();
        plot.pen.head(new Caption(title, "Codes fitted to knees of validation; means over knees", ""), EDGE);
        try {
            plot.curves(new Rectangle(EDGE, HEAD, WIDTH, HEIGHT), "Dice", means(rows, "dice"));
            plot.curves(
                    new Rectangle(EDGE, HEAD + HEIGHT + BETWEEN, WIDTH, HEIGHT),
                    "error of brightness, root mean square",
                    means(rows, "error"));
        } catch (NumberFormatException e) {
            throw new IOException(file + ": not a table of fits: " + e.getMessage(), e);
        }
        plot.pen.foot("steps of the fit", EDGE);
        return plot.pen.done();
    }

    private void curves(Rectangle area, String name, SortedMap<Long, SortedMap<Integer, Double>> means) {
        double high = means.values().stream()
                .flatMap(m -> m.values().stream())
                .filter(Double::isFinite)
                .mapToDouble(v -> v)
                .max()
                .orElse(1);
        high = Math.ceil(high * 20) / 20;
        int last = means.values().stream().mapToInt(SortedMap::lastKey).max().orElse(1);
        pen.text(name, area.x, area.y - 8, Pen.STRONG, Pen.TEXT, Pen.Anchor.LEFT);
        for (int k = 0; k <= 4; k++) {
            double y = area.getMaxY() - k * area.height / 4.0;
            pen.graphics().setColor(Pen.FRAME);
            pen.graphics().setStroke(new BasicStroke(1));
            pen.graphics().draw(new Line2D.Double(area.x, y, area.getMaxX(), y));
            String value = String.format(Locale.ROOT, "%.2f", high * k / 4);
            pen.text(value, area.x - 8, y + 4, Pen.SMALL, Pen.QUIET, Pen.Anchor.RIGHT);
            String steps = String.format(Locale.ROOT, "%,d", (long) last * k / 4);
            pen.text(
                    steps, area.x + k * area.width / 4.0, area.getMaxY() + 18, Pen.SMALL, Pen.QUIET, Pen.Anchor.MIDDLE);
        }
        int number = 0;
        for (Map.Entry<Long, SortedMap<Integer, Double>> curve : means.entrySet()) {
            Color color = color(means.size() == 1 ? 1 : number / (means.size() - 1.0));
            List<double[]> points = new ArrayList<>();
            for (Map.Entry<Integer, Double> p : curve.getValue().entrySet()) {
                double x = area.x + area.width * (double) p.getKey() / Math.max(1, last);
                points.add(new double[] {x, area.getMaxY() - area.height * p.getValue() / high});
            }
            pen.line(points, color, 2);
            if (number < area.height / 18) {
                String words = String.format(Locale.ROOT, "prior after %,d", curve.getKey());
                pen.text(words, area.getMaxX() + 14, area.y + 12 + 18 * number, Pen.SMALL, color, Pen.Anchor.LEFT);
            }
            number++;
        }
    }

    /** From dark blue for the first stage to yellow for the last. */
    private static Color color(double share) {
        return Color.getHSBColor((float) (0.62 - 0.47 * share), 0.7f, (float) (0.65 + 0.35 * share));
    }
}
