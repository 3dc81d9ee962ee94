package condyle.report;

import condyle.io.Csv;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Rectangle;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Curves of a training's log.csv: for each stage the loss and the Dice on knees never trained on, over the steps. */
public final class TrainingPlot {
    private static final List<String> COLUMNS = List.of("stage", "step", "loss", "dice");
    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;
    private static final int EDGE = 64;
    private static final int GAP = 100;
    private static final int HEAD = 56;
    private static final Color LOSS = new Color(0xF5A13D);
    private static final Color DICE = new Color(0x3BA3E8);

    private TrainingPlot() {}

    private record Row(double step, double loss, double dice) {}

    /**
     * Draws the log, the stages side by side.
     *
     * @throws IOException if the file is no such log
     */
    public static BufferedImage draw(Path log) throws IOException {
        Map<String, List<Row>> stages = new LinkedHashMap<>();
        for (Map<String, String> line : Csv.read(log, COLUMNS)) {
            stages.computeIfAbsent(line.get("stage"), s -> new ArrayList<>())
                    .add(new Row(
                            Csv.number(log, "step", line.get("step")),
                            Csv.number(log, "loss", line.get("loss")),
                            Csv.number(log, "dice", line.get("dice"))));
        }
        int columns = Math.max(1, stages.size());
        Pen pen = new Pen(columns * (WIDTH + GAP) - GAP + 2 * EDGE, HEAD + HEIGHT + 64);
        int x = EDGE;
        for (Map.Entry<String, List<Row>> stage : stages.entrySet()) {
            stage(pen, new Rectangle(x, HEAD, WIDTH, HEIGHT), stage.getKey(), stage.getValue());
            x += WIDTH + GAP;
        }
        return pen.done();
    }

    private static void stage(Pen pen, Rectangle area, String name, List<Row> rows) {
        double last = rows.get(rows.size() - 1).step();
        double top = rows.stream()
                .mapToDouble(Row::loss)
                .filter(Double::isFinite)
                .max()
                .orElse(1);
        pen.text(name, area.x, area.y - 18, Pen.STRONG, Pen.TEXT, Pen.Anchor.LEFT);
        pen.text("loss", area.getMaxX() - 60, area.y - 18, Pen.PLAIN, LOSS, Pen.Anchor.RIGHT);
        pen.text("Dice", area.getMaxX(), area.y - 18, Pen.PLAIN, DICE, Pen.Anchor.RIGHT);
        for (int k = 0; k <= 4; k++) {
            double y = area.getMaxY() - k * area.height / 4.0;
            pen.graphics().setColor(Pen.FRAME);
            pen.graphics().setStroke(new BasicStroke(1));
            pen.graphics().draw(new Line2D.Double(area.x, y, area.getMaxX(), y));
            pen.text(number(top * k / 4), area.x - 8, y + 4, Pen.SMALL, LOSS, Pen.Anchor.RIGHT);
            pen.text(number(k / 4.0), area.getMaxX() + 8, y + 4, Pen.SMALL, DICE, Pen.Anchor.LEFT);
            String step = String.format(Locale.ROOT, "%,.0f", last * k / 4);
            double x = area.x + k * area.width / 4.0;
            pen.text(step, x, area.getMaxY() + 20, Pen.SMALL, Pen.QUIET, Pen.Anchor.MIDDLE);
        }
        pen.text("steps", area.getCenterX(), area.getMaxY() + 42, Pen.SMALL, Pen.QUIET, Pen.Anchor.MIDDLE);
        curve(
                pen,
                area,
                rows.stream()
                        .map(r -> new double[] {r.step() / last, r.loss() / top})
                        .toList(),
                LOSS);
        curve(
                pen,
                area,
                rows.stream().map(r -> new double[] {r.step() / last, r.dice()}).toList(),
                DICE);
    }

    private static String number(double v) {
        return String.format(Locale.ROOT, "%.2f", v);
    }

    /** Points as shares of the area's width and height; what is not finite leaves a gap. */
    private static void curve(Pen pen, Rectangle area, List<double[]> points, Color color) {
        Path2D path = new Path2D.Double();
        boolean drawing = false;
        pen.graphics().setColor(color);
        for (double[] p : points) {
            double x = area.x + p[0] * area.width;
            double y = area.getMaxY() - p[1] * area.height;
            if (!Double.isFinite(x + y)) {
                drawing = false;
                continue;
            }
            if (drawing) {
                path.lineTo(x, y);
            } else {
                path.moveTo(x, y);
            }
            drawing = true;
            pen.graphics().fill(new Ellipse2D.Double(x - 2, y - 2, 4, 4));
        }
        pen.graphics().setStroke(new BasicStroke(1.6f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        pen.graphics().draw(path);
    }
}
