package condyle.report;

import condyle.image.LabelMap;
import condyle.image.Volume;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;

/**
 * Sagittal slices side by side with their tissues' outlines, from the first to the last slice with a tissue.
 *
 * <p>At most 24 are shown, evenly spaced, in the grid's order; each is cut to what surrounds the tissues.
 */
public final class ContactSheet {
    private static final int COLUMNS = 6;
    private static final int TILES = 24;
    private static final int TILE = 260;
    private static final int GAP = 8;
    private static final int EDGE = 24;
    private static final int HEAD = 84;
    private static final int FOOT = 40;
    private static final double MARGIN = 12;

    private final Scene scene;
    private final Caption caption;
    private final Stack stack;
    private final int first;
    private final int every;
    private final int count;

    private ContactSheet(Scene scene, Caption caption) {
        this.scene = scene;
        this.caption = caption;
        this.stack = Stack.of(scene.labels().geometry(), View.SAGITTAL);
        int[] range = stack.range(scene.labels()).orElse(new int[] {0, stack.count()});
        int span = range[1] - range[0];
        this.every = (span + TILES - 1) / TILES;
        this.count = (span + every - 1) / every;
        this.first = range[0] + (span - 1 - (count - 1) * every) / 2;
    }

    /**
     * Draws about two dozen slices.
     *
     * @throws IllegalArgumentException if image and labels lie on different grids
     */
    public static BufferedImage draw(Volume image, LabelMap labels, Caption caption) {
        return new ContactSheet(Scene.of(image, labels), caption).draw();
    }

    private BufferedImage draw() {
        double[] part = stack.extent(scene.labels(), MARGIN);
        double scale = TILE / Math.max(part[2], part[3]);
        int tileHeight = (int) Math.round(part[3] * scale);
        int tileWidth = (int) Math.round(part[2] * scale);
        int columns = Math.min(COLUMNS, count);
        int rows = (count + COLUMNS - 1) / COLUMNS;
        int width = Math.max(2 * EDGE + columns * (tileWidth + GAP) - GAP, 700);
        Pen pen = new Pen(width, HEAD + rows * (tileHeight + GAP) + FOOT);
        pen.head(caption, EDGE);
        for (int k = 0; k < count; k++) {
            Rectangle frame = new Rectangle(
                    EDGE + k % COLUMNS * (tileWidth + GAP),
                    HEAD + k / COLUMNS * (tileHeight + GAP),
                    tileWidth,
                    tileHeight);
            int slice = first + k * every;
            new Panel(stack, slice, scale)
                    .draw(pen.graphics(), frame, (int) (part[0] * scale), (int) (part[1] * scale), scene);
            pen.frame(frame);
            pen.label(Integer.toString(slice + 1), frame.x + 6, frame.y + 17, Pen.SMALL, Pen.Anchor.LEFT);
        }
        pen.scaleBar(EDGE + tileWidth - 10, HEAD + tileHeight - 10, scale, 20);
        pen.foot(
                "Sagittal slices " + (first + 1) + " to " + (first + (count - 1) * every + 1) + ", every "
                        + (every == 1 ? "one" : every + " slices") + ", of " + stack.count() + "; anterior left",
                EDGE);
        return pen.done();
    }
}
