package condyle.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Rectangle;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Curves of a training's log.csv over the steps: for each stage the loss in training and on knees never trained on, and
 * below them the Dice on those knees.
 *
 * <p>Each curve is drawn twice, as 004 draws its own: every epoch thin, the mean of the last five epochs thick, from the
 * fifth epoch on. What is not finite leaves a gap, in the mean for the four epochs after it too.
 */
public final class TrainingPlot {
    /** Epochs in a rolling mean. */
    static final int ROLLING = 5;

    static final int EDGE = 64;
    static final int HEAD = 64;
    static final int WIDTH = 640;
    static final int LOSS_HEIGHT = 320;
    static final int DICE_HEIGHT = 140;
    private static final int BETWEEN = 28;
    private static final int GAP = 72;
    private static final int FOOT = 60;
    private static final Color TRAINING = new Color(0xF5A13D);
    private static final Color VALIDATION = new Color(0x5CCB8F);
    private static final Color DICE = new Color(0x3BA3E8);
    /** A validation's first losses may be huge: what lies beyond this many times the median is cut off. */
    private static final double CUT = 6;

    private final Pen pen;

    private TrainingPlot(Pen pen) {
        this.pen = pen;
    }

    /** An axis of values, from its lower to its upper end. */
    private record Axis(double low, double high) {
        double share(double value) {
            return (value - low) / (high - low);
        }
    }

    /**
     * Draws the log, the stages side by side.
     *
     * @throws IOException if the file is no such log
     */
    public static BufferedImage draw(Path log) throws IOException {
        Map<String, List<TrainingLog.Row>> stages = new LinkedHashMap<>();
        for (TrainingLog.Row row : TrainingLog.read(log, List.of("loss", TrainingLog.VALIDATION_LOSS, "dice"))) {
            stages.computeIfAbsent(row.stage(), s -> new ArrayList<>()).add(row);
        }
        int columns = Math.max(1, stages.size());
        int width = columns * (WIDTH + GAP) - GAP + 2 * EDGE;
        TrainingPlot plot = new TrainingPlot(new Pen(width, HEAD + LOSS_HEIGHT + BETWEEN + DICE_HEIGHT + FOOT));
        int x = EDGE;
        for (Map.Entry<String, List<TrainingLog.Row>> stage : stages.entrySet()) {
            plot.stage(x, stage.getKey(), stage.getValue());
            x += WIDTH + GAP;
        }
        return plot.pen.done();
    }

    private void stage(int left, String name, List<TrainingLog.Row> rows) {
        double last = rows.get(rows.size() - 1).step();
        Rectangle loss = new Rectangle(left, HEAD, WIDTH, LOSS_HEIGHT);
        Rectangle dice = new Rectangle(left, HEAD + LOSS_HEIGHT + BETWEEN, WIDTH, DICE_HEIGHT);
        pen.text(name, left, HEAD - 36, Pen.STRONG, Pen.TEXT, Pen.Anchor.LEFT);
        String words = "thin: each epoch; thick: mean of " + ROLLING;
        pen.text(words, loss.getMaxX(), HEAD - 36, Pen.SMALL, Pen.QUIET, Pen.Anchor.RIGHT);
        double x = left + pen.text("loss in training", left, HEAD - 14, Pen.PLAIN, TRAINING, Pen.Anchor.LEFT);
        pen.text("loss in validation", x + 20, HEAD - 14, Pen.PLAIN, VALIDATION, Pen.Anchor.LEFT);
        Axis losses = axis(rows);
        grid(loss, losses, 4);
        curve(loss, points(rows, "loss", losses, last), TRAINING);
        curve(loss, points(rows, TrainingLog.VALIDATION_LOSS, losses, last), VALIDATION);
        pen.text("Dice in validation", left, dice.y - 8, Pen.PLAIN, DICE, Pen.Anchor.LEFT);
        Axis shares = new Axis(0, 1);
        grid(dice, shares, 2);
        curve(dice, points(rows, "dice", shares, last), DICE);
        for (int k = 0; k <= 4; k++) {
            String step = String.format(Locale.ROOT, "%,.0f", last * k / 4);
            double at = left + k * WIDTH / 4.0;
            pen.text(step, at, dice.getMaxY() + 20, Pen.SMALL, Pen.QUIET, Pen.Anchor.MIDDLE);
        }
        pen.text("steps", dice.getCenterX(), dice.getMaxY() + 42, Pen.SMALL, Pen.QUIET, Pen.Anchor.MIDDLE);
    }

    /** From 0, or the lowest loss where that is below, to the highest that is no outlier. */
    private static Axis axis(List<TrainingLog.Row> rows) {
        double[] sorted = rows.stream()
                .flatMap(r -> List.of(r.at("loss"), r.at(TrainingLog.VALIDATION_LOSS)).stream())
                .filter(Double::isFinite)
                .mapToDouble(v -> v)
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            return new Axis(0, 1);
        }
        double low = Math.min(0, sorted[0]);
        double high = sorted[sorted.length - 1];
        double usual = sorted[sorted.length / 2];
        if (usual > 0) {
            high = Math.min(high, CUT * usual);
        }
        return new Axis(low, high > low ? high : low + 1);
    }

    private void grid(Rectangle area, Axis axis, int lines) {
        for (int k = 0; k <= lines; k++) {
            double y = area.getMaxY() - k * area.height / (double) lines;
            pen.graphics().setColor(Pen.FRAME);
            pen.graphics().setStroke(new BasicStroke(1));
            pen.graphics().draw(new Line2D.Double(area.x, y, area.getMaxX(), y));
            String value = String.format(Locale.ROOT, "%.2f", axis.low + k * (axis.high - axis.low) / lines);
            pen.text(value.replace('-', '−'), area.x - 8, y + 4, Pen.SMALL, Pen.QUIET, Pen.Anchor.RIGHT);
        }
    }

    private static List<double[]> points(List<TrainingLog.Row> rows, String column, Axis axis, double last) {
        return rows.stream()
                .map(r -> new double[] {r.step() / last, axis.share(r.at(column))})
                .toList();
    }

    /** Means of the last {@link #ROLLING} values each, from the first place at which there are as many. */
    static List<double[]> rolling(List<double[]> points) {
        List<double[]> means = new ArrayList<>();
        for (int i = ROLLING - 1; i < points.size(); i++) {
            double sum = 0;
            for (double[] p : points.subList(i - ROLLING + 1, i + 1)) {
                sum += p[1];
            }
            means.add(new double[] {points.get(i)[0], sum / ROLLING});
        }
        return means;
    }

    private void curve(Rectangle area, List<double[]> points, Color color) {
        Shape clip = pen.graphics().getClip();
        pen.graphics().clip(new Rectangle(area.x - 4, area.y - 4, area.width + 8, area.height + 8));
        Color faint = new Color(color.getRed(), color.getGreen(), color.getBlue(), 150);
        pen.graphics().setColor(faint);
        for (double[] p : points) {
            if (Double.isFinite(p[1])) {
                pen.graphics().fill(new Ellipse2D.Double(x(area, p) - 1.8, y(area, p) - 1.8, 3.6, 3.6));
            }
        }
        pen.line(pixels(area, points), faint, 1);
        pen.line(pixels(area, rolling(points)), color, 2.4f);
        pen.graphics().setClip(clip);
    }

    private static List<double[]> pixels(Rectangle area, List<double[]> points) {
        return points.stream().map(p -> new double[] {x(area, p), y(area, p)}).toList();
    }

    private static double x(Rectangle area, double[] point) {
        return area.x + point[0] * area.width;
    }

    private static double y(Rectangle area, double[] point) {
        return area.getMaxY() - point[1] * area.height;
    }
}
