package condyle.report;

import condyle.image.LabelMap;
import condyle.image.Volume;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.List;

/** Sagittal slices of imagined knees in rows and columns: what changes along a direction, a row each. */
public final class WalkSheet {
    private static final int TILE = 230;
    private static final int GAP = 8;
    private static final int EDGE = 24;
    private static final int HEAD = 84;
    private static final int WORDS = 22;
    private static final int LEFT = 120;
    private static final int FOOT = 70;

    private WalkSheet() {}

    /** One knee's slice, one voxel thick. */
    public record Tile(Volume image, LabelMap labels) {}

    /** A row of knees and what it is called. */
    public record Row(String name, List<Tile> tiles) {}

    /**
     * Draws rows of equal length.
     *
     * @param columns what stands above each column
     */
    public static BufferedImage draw(List<Row> rows, List<String> columns, Caption caption) {
        Stack stack = Stack.of(rows.get(0).tiles().get(0).image().geometry(), View.SAGITTAL);
        double scale = TILE / Math.max(stack.width() * stack.acrossStep(), stack.height() * stack.downStep());
        Panel shape = new Panel(stack, 0, scale);
        int wide = shape.width();
        int high = shape.height();
        int width = 2 * EDGE + LEFT + columns.size() * (wide + GAP) - GAP;
        Pen pen = new Pen(width, HEAD + WORDS + rows.size() * (high + GAP) + FOOT);
        pen.head(caption, EDGE);
        for (int c = 0; c < columns.size(); c++) {
            double middle = EDGE + LEFT + c * (wide + GAP) + wide / 2.0;
            pen.text(columns.get(c), middle, HEAD + 12, Pen.STRONG, Pen.TEXT, Pen.Anchor.MIDDLE);
        }
        for (int r = 0; r < rows.size(); r++) {
            int top = HEAD + WORDS + r * (high + GAP);
            pen.text(rows.get(r).name(), EDGE, top + high / 2.0, Pen.STRONG, Pen.TEXT, Pen.Anchor.LEFT);
            for (int c = 0; c < columns.size(); c++) {
                Tile tile = rows.get(r).tiles().get(c);
                Rectangle frame = new Rectangle(EDGE + LEFT + c * (wide + GAP), top, wide, high);
                Scene scene = new Scene(tile.image(), tile.labels(), new GreyWindow(0, 1));
                new Panel(Stack.of(tile.image().geometry(), View.SAGITTAL), 0, scale)
                        .draw(pen.graphics(), frame, 0, 0, scene);
                pen.frame(frame);
            }
        }
        LabelMap any = rows.get(0).tiles().get(0).labels();
        int y = HEAD + WORDS + rows.size() * (high + GAP) + 16;
        for (var line : Legend.lines(pen, Legend.tissues(any.labels()), width - 2 * EDGE)) {
            Legend.line(pen, line, EDGE, y);
            y += 18;
        }
        pen.foot("imagined knees; anterior left", EDGE);
        return pen.done();
    }
}
