package condyle.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** A dark sheet and the type, colours and lines that all pictures share. */
final class Pen {
    static final Color GROUND = new Color(0x121417);
    static final Color FRAME = new Color(0x2A2E34);
    static final Color TEXT = new Color(0xE6E8EB);
    static final Color QUIET = new Color(0x9AA1AB);
    static final Color WARNING = new Color(0xF2B84B);
    static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 22);
    static final Font PLAIN = new Font(Font.SANS_SERIF, Font.PLAIN, 15);
    static final Font STRONG = new Font(Font.SANS_SERIF, Font.BOLD, 15);
    static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    static final Font LETTER = new Font(Font.SANS_SERIF, Font.BOLD, 14);

    /** Where a text is fastened. */
    enum Anchor {
        LEFT,
        MIDDLE,
        RIGHT
    }

    private final BufferedImage sheet;
    private final Graphics2D g;

    Pen(int width, int height) {
        sheet = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        g = sheet.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g.setColor(GROUND);
        g.fillRect(0, 0, width, height);
    }

    Graphics2D graphics() {
        return g;
    }

    int width() {
        return sheet.getWidth();
    }

    int height() {
        return sheet.getHeight();
    }

    /** Writes a line of text on the base line y and gives its width. */
    double text(String text, double x, double y, Font font, Color color, Anchor anchor) {
        g.setFont(font);
        double w = g.getFontMetrics().getStringBounds(text, g).getWidth();
        double left = anchor == Anchor.LEFT ? x : anchor == Anchor.MIDDLE ? x - w / 2 : x - w;
        g.setColor(color);
        g.drawString(text, (float) left, (float) y);
        return w;
    }

    /** Width of a line of text, in pixels. */
    double width(String text, Font font) {
        g.setFont(font);
        return g.getFontMetrics().getStringBounds(text, g).getWidth();
    }

    /** Text on top of a picture, with a dark rim that keeps it legible. */
    void label(String text, double x, double y, Font font, Anchor anchor) {
        Color rim = new Color(0, 0, 0, 150);
        for (int dy = -1; dy <= 1; dy++) {
            for (int dx = -1; dx <= 1; dx++) {
                if (dx != 0 || dy != 0) {
                    text(text, x + dx, y + dy, font, rim, anchor);
                }
            }
        }
        text(text, x, y, font, TEXT, anchor);
    }

    /** The text, cut with an ellipsis where it is wider than {@code width} pixels. */
    String fit(String text, Font font, double width) {
        g.setFont(font);
        String s = text;
        while (s.length() > 1 && g.getFontMetrics().getStringBounds(s, g).getWidth() > width) {
            s = s.substring(0, s.length() - 2) + "…";
        }
        return s;
    }

    /** A bar of whole centimetres with its length beside it, its right end at x. */
    void scaleBar(double right, double y, double pixelsPerMm, int mm) {
        double length = mm * pixelsPerMm;
        g.setColor(new Color(0, 0, 0, 150));
        g.setStroke(new BasicStroke(4.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
        g.draw(new Line2D.Double(right - length - 1, y, right + 1, y));
        g.setColor(TEXT);
        g.setStroke(new BasicStroke(2.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
        g.draw(new Line2D.Double(right - length, y, right, y));
        label(mm % 10 == 0 ? mm / 10 + " cm" : mm + " mm", right - length / 2, y - 9, SMALL, Anchor.MIDDLE);
    }

    /** A line through points; one that is not finite leaves a gap. */
    void line(List<double[]> points, Color color, float width) {
        Path2D path = new Path2D.Double();
        boolean drawing = false;
        for (double[] p : points) {
            if (!Double.isFinite(p[1])) {
                drawing = false;
            } else if (drawing) {
                path.lineTo(p[0], p[1]);
            } else {
                path.moveTo(p[0], p[1]);
                drawing = true;
            }
        }
        g.setColor(color);
        g.setStroke(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        g.draw(path);
    }

    void frame(Rectangle r) {
        g.setColor(FRAME);
        g.setStroke(new BasicStroke(1));
        g.draw(new Rectangle(r.x - 1, r.y - 1, r.width + 1, r.height + 1));
    }

    /** Title and subtitle at the upper left, side and warning at the right. */
    void head(Caption caption, int edge) {
        int right = width() - edge;
        double side =
                caption.side().isEmpty() ? 0 : text("Side: " + caption.side(), right, 44, PLAIN, TEXT, Anchor.RIGHT);
        String title = fit(caption.title(), TITLE, right - edge - side - 24);
        text(title, edge, 44, TITLE, TEXT, Anchor.LEFT);
        double warning = caption.warning().isEmpty()
                ? 0
                : text(fit(caption.warning(), SMALL, 0.6 * right), right, 66, SMALL, WARNING, Anchor.RIGHT);
        String subtitle = fit(caption.subtitle(), SMALL, right - edge - warning - 24);
        text(subtitle, edge, 66, SMALL, QUIET, Anchor.LEFT);
    }

    /** What every picture says below, with a word of its own at the right. */
    void foot(String word, int edge) {
        double y = height() - 17;
        text(Caption.USE, edge, y, SMALL, QUIET, Anchor.LEFT);
        text(word, width() - edge, y, SMALL, QUIET, Anchor.RIGHT);
    }

    /** Ends the drawing. */
    BufferedImage done() {
        g.dispose();
        return sheet;
    }
}
