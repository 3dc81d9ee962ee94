package condyle.report;

import condyle.image.LabelMap;
import condyle.image.Volume;
import condyle.report.Slices.Pick;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;

/**
 * One picture of a segmented knee: three sagittal slices, a coronal and an axial one, all at one scale, with the tissues'
 * outlines, a legend with volumes, and a scale bar.
 */
public final class Overview {
    private static final int COLUMN = 480;
    private static final int GAP = 16;
    private static final int EDGE = 32;
    private static final int HEAD = 92;
    private static final int FOOT = 48;
    private static final int STRIP = 28;

    private final Scene scene;
    private final Caption caption;
    private final List<Pick> upper;
    private final List<Pick> lower;
    private final double scale;

    private Overview(Scene scene, Caption caption) {
        this.scene = scene;
        this.caption = caption;
        Slices slices = new Slices(scene.labels());
        upper = slices.sagittal();
        lower = List.of(slices.coronal(), slices.axial());
        double widest = 1;
        for (Pick p : List.of(upper.get(0), lower.get(0), lower.get(1))) {
            widest = Math.max(widest, p.stack().width() * p.stack().acrossStep());
            widest = Math.max(widest, p.stack().height() * p.stack().downStep());
        }
        scale = COLUMN / widest;
    }

    /**
     * Draws the picture.
     *
     * @throws IllegalArgumentException if image and labels lie on different grids
     */
    public static BufferedImage draw(Volume image, LabelMap labels, Caption caption) {
        return new Overview(Scene.of(image, labels), caption).draw();
    }

    private BufferedImage draw() {
        int upperHeight = tallest(upper);
        int lowerHeight = Math.max(tallest(lower), Legend.height(scene.labels().labels()));
        int width = 2 * EDGE + 3 * COLUMN + 2 * GAP;
        Pen pen = new Pen(width, HEAD + 2 * (STRIP + GAP) + upperHeight + lowerHeight + FOOT);
        pen.head(caption, EDGE);
        row(pen, upper, HEAD, upperHeight);
        int second = HEAD + STRIP + upperHeight + GAP;
        row(pen, lower, second, lowerHeight);
        int x = EDGE + 2 * (COLUMN + GAP) + 12;
        Legend.draw(pen, scene.labels(), x, second + STRIP, COLUMN - 24);
        pen.foot("Condyle", EDGE);
        return pen.done();
    }

    private int tallest(List<Pick> picks) {
        return picks.stream().mapToInt(p -> panel(p).height()).max().orElse(0);
    }

    private Panel panel(Pick pick) {
        return new Panel(pick.stack(), pick.slice(), scale);
    }

    private void row(Pen pen, List<Pick> picks, int y, int height) {
        int x = EDGE;
        for (Pick pick : picks) {
            Panel panel = panel(pick);
            View view = pick.stack().view();
            String name = view.name().charAt(0) + view.name().substring(1).toLowerCase(Locale.ROOT);
            double w = pen.text(name, x, y + 18, Pen.STRONG, Pen.TEXT, Pen.Anchor.LEFT);
            String through = pick.through().isEmpty() ? "" : " · " + pick.through();
            pen.text(through, x + w, y + 18, Pen.PLAIN, Pen.TEXT, Pen.Anchor.LEFT);
            String slice = "slice " + (pick.slice() + 1) + " of " + pick.stack().count();
            pen.text(slice, x + COLUMN, y + 18, Pen.SMALL, Pen.QUIET, Pen.Anchor.RIGHT);
            Rectangle cell = new Rectangle(x, y + STRIP, COLUMN, height);
            Rectangle frame = new Rectangle(
                    cell.x + (cell.width - panel.width()) / 2,
                    cell.y + (cell.height - panel.height()) / 2,
                    panel.width(),
                    panel.height());
            pen.frame(cell);
            panel.draw(pen.graphics(), frame, 0, 0, scene);
            letters(pen, cell, view);
            pen.scaleBar(cell.getMaxX() - 14, cell.getMaxY() - 14, scale, 20);
            x += COLUMN + GAP;
        }
    }

    private static void letters(Pen pen, Rectangle cell, View view) {
        String l = view.letters();
        pen.label(l.substring(0, 1), cell.x + 8, cell.getCenterY() + 5, Pen.LETTER, Pen.Anchor.LEFT);
        pen.label(l.substring(1, 2), cell.getMaxX() - 8, cell.getCenterY() + 5, Pen.LETTER, Pen.Anchor.RIGHT);
        pen.label(l.substring(2, 3), cell.getCenterX(), cell.y + 19, Pen.LETTER, Pen.Anchor.MIDDLE);
        pen.label(l.substring(3, 4), cell.getCenterX(), cell.getMaxY() - 9, Pen.LETTER, Pen.Anchor.MIDDLE);
    }
}
